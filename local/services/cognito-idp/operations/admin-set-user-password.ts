import { z } from 'zod';
import { password } from '../input';
import { userOperation } from '../kinds-of-operation';
import { ownerOf } from '../sign-in/password-sign-in';
import { verifierOf } from '../srp/password-verifier';
import type { UserPools } from '../user-pools';
import { checkPassword } from '../users/password-policy';

const fields = { Password: password, Permanent: z.boolean().default(false) };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
export const adminSetUserPassword = (pools: UserPools) =>
  userOperation(pools, 'AdminSetUserPassword', fields, (pool, user, { Password, Permanent }) => {
    checkPassword(pool.passwordPolicy, Password);
    user.password = verifierOf(ownerOf(pool, user), Password);
    user.passwordAttempts.right();
    user.status = Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
    delete user.temporaryUntil;
    if (!Permanent) user.temporaryUntil = pool.clock.now() + pool.temporaryPasswordDays * 24 * 60 * 60 * 1000;
    pool.users.touch(user);
    return {};
  });
