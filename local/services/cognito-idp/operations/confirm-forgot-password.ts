import { z } from 'zod';
import { codeExpired, userDisabled, userNotFound } from '../errors';
import { password, username } from '../input';
import { clientOperation } from '../kinds-of-operation';
import { ownerOf } from '../sign-in/password-sign-in';
import { verifierOf } from '../srp/password-verifier';
import type { UserPools } from '../user-pools';
import { redeemCode } from '../users/codes';
import { checkPassword } from '../users/password-policy';

const fields = { Username: username, ConfirmationCode: z.string().min(1).max(2048), Password: password };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
export const confirmForgotPassword = (pools: UserPools) =>
  clientOperation(pools, 'ConfirmForgotPassword', fields, ({ pool, client }, wanted) => {
    const user = pool.users.find(wanted.Username);
    if (user === undefined) throw client.preventUserExistenceErrors ? codeExpired() : userNotFound();
    if (!user.enabled) throw userDisabled();
    checkPassword(pool.passwordPolicy, wanted.Password);
    redeemCode(user, 'forgotten-password', wanted.ConfirmationCode, pool.clock.now());
    user.password = verifierOf(ownerOf(pool, user), wanted.Password);
    user.status = 'CONFIRMED';
    user.passwordAttempts.right();
    pool.users.touch(user);
    return {};
  });
