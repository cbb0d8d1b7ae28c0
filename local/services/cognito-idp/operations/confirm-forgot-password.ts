import { z } from 'zod';
import { userDisabled, usernameNotFound } from '../errors';
import { clientMetadata, password, username } from '../input';
import { clientUserOperation } from '../kinds-of-operation';
import { ownerOf } from '../sign-in/password-sign-in';
import { verifierOf } from '../srp/password-verifier';
import { afterConfirmation } from '../triggers/account-triggers';
import type { UserPools } from '../user-pools';
import { changeUser } from '../users/change-user';
import { redeemCode } from '../users/codes';
import { namedAccount, tellIfAllowed } from '../users/named-account';
import { checkPassword } from '../users/password-policy';

const fields = {
  Username: username,
  ConfirmationCode: z.string().min(1).max(2048),
  Password: password,
  ClientMetadata: clientMetadata,
};

/**
 * Sets a new password by a code. Where the app client hides who exists, whoever is missing or disabled is answered like a wrong code, and
 * whoever never asked for one like a code that has expired (both documented, see {@link namedAccount}). Somebody missing or disabled for
 * whom none was asked is answered as the second sentence says: as the first would, it would tell them from everybody else.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html
 */
export const confirmForgotPassword = (pools: UserPools) =>
  clientUserOperation(pools, 'ConfirmForgotPassword', fields, async (poolClient, wanted) => {
    const { pool } = poolClient;
    const user = namedAccount(poolClient, wanted.Username, usernameNotFound);
    tellIfAllowed(poolClient, user.enabled ? undefined : userDisabled());
    checkPassword(pool.passwordPolicy, wanted.Password);
    changeUser(pool, user, (changing) => {
      redeemCode(changing, 'forgotten-password', wanted.ConfirmationCode, pool.clock.now());
      changing.password = verifierOf(ownerOf(pool, user), wanted.Password);
      changing.status = 'CONFIRMED';
      changing.passwordAttempts.right();
    });
    pool.users.touch(user);
    const source = 'PostConfirmation_ConfirmForgotPassword';
    await afterConfirmation(pool, user, source, poolClient.client.id, wanted.ClientMetadata);
    return {};
  });
