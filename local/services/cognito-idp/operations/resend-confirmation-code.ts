import { deliveryTo, sendCode } from '../code-delivery';
import { invalidParameter, userNotFound } from '../errors';
import { username } from '../input';
import { clientOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export const resendConfirmationCode = (pools: UserPools) =>
  clientOperation(pools, 'ResendConfirmationCode', { Username: username }, ({ pool, client }, { Username }) => {
    const user = pool.users.find(Username);
    if (user === undefined) {
      if (!client.preventUserExistenceErrors) throw userNotFound();
      return { CodeDeliveryDetails: deliveryTo(Username) };
    }
    if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
    if (!pool.verifiesEmail || !user.attributes.has('email')) {
      throw invalidParameter('Cannot resend codes. Auto verification not turned on.');
    }
    return { CodeDeliveryDetails: sendCode(pool, user, 'sign-up') };
  });
