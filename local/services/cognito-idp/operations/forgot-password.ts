import type { ServiceError } from '../../../shared/service-error';
import { sendCodeTo } from '../code-delivery';
import { invalidParameter, notAuthorized, userDisabled, usernameNotFound } from '../errors';
import { clientMetadata, username } from '../input';
import { clientUserOperation } from '../kinds-of-operation';
import { migratedWithoutPassword } from '../triggers/user-migration';
import type { UserPools } from '../user-pools';
import { namedAccount } from '../users/named-account';
import type { User } from '../users/user';

const fields = { Username: username, ClientMetadata: clientMetadata };

/**
 * Sends a code for a new password. Where the app client hides who exists, everybody is answered with where one went: that this holds for
 * somebody who is missing, disabled or without verified address is documented (see {@link namedAccount}), for somebody who was invited
 * and never came it is the answer that tells least.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html
 */
export const forgotPassword = (pools: UserPools) =>
  clientUserOperation(pools, 'ForgotPassword', fields, async (poolClient, { Username, ClientMetadata }) => {
    if (!poolClient.pool.passwordRecovery) throw notAuthorized('Contact administrator to reset password.');
    await migratedWithoutPassword(poolClient, Username, ClientMetadata);
    const user = namedAccount(poolClient, Username, usernameNotFound);
    const cause = {
      source: 'CustomMessage_ForgotPassword',
      clientId: poolClient.client.id,
      clientMetadata: ClientMetadata,
    } as const;
    return {
      CodeDeliveryDetails: await sendCodeTo(poolClient, Username, user, 'forgotten-password', refusalFor, cause),
    };
  });

function refusalFor({ enabled, status, attributes }: User): ServiceError | undefined {
  if (!enabled) return userDisabled();
  if (status === 'FORCE_CHANGE_PASSWORD') return notAuthorized('User password cannot be reset in the current state.');
  if (attributes.get('email_verified') === 'true') return undefined;
  return invalidParameter(
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  );
}
