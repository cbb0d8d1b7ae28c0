import { z } from 'zod';
import type { ServiceError } from '../../../shared/service-error';
import { notAuthorized, userDisabled, usernameNotFound } from '../errors';
import { clientMetadata, username } from '../input';
import { clientUserOperation } from '../kinds-of-operation';
import { afterConfirmation } from '../triggers/account-triggers';
import type { UserPools } from '../user-pools';
import { changeUser } from '../users/change-user';
import { checkCode } from '../users/codes';
import { namedAccount, tellIfAllowed } from '../users/named-account';
import type { User } from '../users/user';

const fields = { Username: username, ConfirmationCode: z.string().min(1).max(2048), ClientMetadata: clientMetadata };

/**
 * Confirms a new user, and their e-mail address with it. Where the app client hides who exists, whatever else keeps them from it is told
 * only to whoever has the code. The page on that (see {@link namedAccount}) says only that the three exceptions stay: this is the answer
 * that tells least of those that it leaves open.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
 */
export const confirmSignUp = (pools: UserPools) =>
  clientUserOperation(pools, 'ConfirmSignUp', fields, async (poolClient, wanted) => {
    const { pool } = poolClient;
    const user = namedAccount(poolClient, wanted.Username, usernameNotFound);
    const refusal = refusalFor(user);
    tellIfAllowed(poolClient, refusal);
    // The code stays, so that whoever shows it again is told that they are confirmed.
    changeUser(pool, user, (changing) => {
      checkCode(changing, 'sign-up', wanted.ConfirmationCode, pool.clock.now());
      if (refusal !== undefined) throw refusal;
      changing.codeAttempts.wrong = 0;
      changing.status = 'CONFIRMED';
    });
    pool.users.setAttributes(user, new Map([['email_verified', 'true']]));
    const source = 'PostConfirmation_ConfirmSignUp';
    await afterConfirmation(pool, user, source, poolClient.client.id, wanted.ClientMetadata);
    return {};
  });

function refusalFor({ enabled, status }: User): ServiceError | undefined {
  if (!enabled) return userDisabled();
  return status === 'UNCONFIRMED' ? undefined : notAuthorized(`User cannot be confirmed. Current status is ${status}`);
}
