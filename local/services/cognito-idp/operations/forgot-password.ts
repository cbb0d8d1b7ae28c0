import { deliveryTo, sendCode } from '../code-delivery';
import { invalidParameter, notAuthorized, userDisabled, userNotFound } from '../errors';
import { username } from '../input';
import { clientOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export const forgotPassword = (pools: UserPools) =>
  clientOperation(pools, 'ForgotPassword', { Username: username }, ({ pool, client }, { Username }) => {
    if (!pool.passwordRecovery) throw notAuthorized('Contact administrator to reset password.');
    const user = pool.users.find(Username);
    if (user === undefined || (client.preventUserExistenceErrors && !user.enabled)) {
      if (!client.preventUserExistenceErrors) throw userNotFound();
      return { CodeDeliveryDetails: deliveryTo(Username) };
    }
    if (!user.enabled) throw userDisabled();
    if (user.status === 'FORCE_CHANGE_PASSWORD')
      throw notAuthorized('User password cannot be reset in the current state.');
    if (user.attributes.get('email_verified') !== 'true') {
      throw invalidParameter(
        'Cannot reset password for the user as there is no registered/verified email or phone_number',
      );
    }
    return { CodeDeliveryDetails: sendCode(pool, user, 'forgotten-password') };
  });
