import { z } from 'zod';
import { password } from '../input';
import { userOperation } from '../kinds-of-operation';
import { ownerOf } from '../sign-in/password-sign-in';
import { verifierOf } from '../srp/password-verifier';
import type { UserPools } from '../user-pools';
import { changeUser } from '../users/change-user';
import { checkPassword } from '../users/password-policy';

const fields = { Password: password, Permanent: z.boolean().default(false) };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
export const adminSetUserPassword = (pools: UserPools) =>
  userOperation(pools, 'AdminSetUserPassword', fields, (pool, user, { Password, Permanent }) => {
    checkPassword(pool.passwordPolicy, Password);
    changeUser(pool, user, (changing) => {
      changing.password = verifierOf(ownerOf(pool, user), Password);
      changing.passwordAttempts.right();
      changing.status = Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
      delete changing.temporaryUntil;
      if (!Permanent) changing.temporaryUntil = pool.clock.now() + pool.temporaryPasswordDays * 24 * 60 * 60 * 1000;
    });
    pool.users.touch(user);
    return {};
  });
