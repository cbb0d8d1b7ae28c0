import type { ServiceError } from '../../../shared/service-error';
import { sendCodeTo } from '../code-delivery';
import { invalidParameter, userDisabled, usernameNotFound } from '../errors';
import { clientMetadata, username } from '../input';
import { clientUserOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { namedAccount } from '../users/named-account';
import type { User } from '../users/user';

const fields = { Username: username, ClientMetadata: clientMetadata };

/**
 * Sends a new user another code. Where the app client hides who exists, everybody is answered with where one went (documented for
 * somebody who is missing or disabled, see {@link namedAccount}; observed for somebody who is confirmed: amplify-js#14762).
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html
 */
export const resendConfirmationCode = (pools: UserPools) =>
  clientUserOperation(pools, 'ResendConfirmationCode', fields, async (poolClient, { Username, ClientMetadata }) => {
    const user = namedAccount(poolClient, Username, usernameNotFound);
    if (!poolClient.pool.verifiesEmail) throw noCodes();
    const cause = {
      source: 'CustomMessage_ResendCode',
      clientId: poolClient.client.id,
      clientMetadata: ClientMetadata,
    } as const;
    return { CodeDeliveryDetails: await sendCodeTo(poolClient, Username, user, 'sign-up', refusalFor, cause) };
  });

function refusalFor({ enabled, status, attributes }: User): ServiceError | undefined {
  if (status !== 'UNCONFIRMED') return invalidParameter('User is already confirmed.');
  if (!enabled) return userDisabled();
  return attributes.has('email') ? undefined : noCodes();
}

function noCodes(): ServiceError {
  return invalidParameter('Cannot resend codes. Auto verification not turned on.');
}
