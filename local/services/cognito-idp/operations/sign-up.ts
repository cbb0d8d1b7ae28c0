import { checkAttributes } from '../attributes/check-attributes';
import { type CodeDeliveryDetails, sendCode } from '../code-delivery';
import { notAuthorized } from '../errors';
import { attributes, password, username } from '../input';
import { clientUserOperation } from '../kinds-of-operation';
import { verifierOf } from '../srp/password-verifier';
import { poolNameOf } from '../user-pool';
import type { UserPools } from '../user-pools';
import { newName } from '../users/new-user';
import { checkPassword } from '../users/password-policy';

const fields = { Username: username, Password: password, UserAttributes: attributes.default(new Map()) };

/**
 * A player makes themselves a user, to be confirmed by the code that goes to their address.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html
 */
export const signUp = (pools: UserPools) =>
  clientUserOperation(pools, 'SignUp', fields, ({ pool, client }, wanted) => {
    if (!pool.selfSignUp) throw notAuthorized('SignUp is not permitted for this user pool');
    const name = newName(pool, wanted.Username, wanted.UserAttributes);
    checkAttributes(pool, wanted.UserAttributes, client, true, name.attributes);
    checkPassword(pool.passwordPolicy, wanted.Password);
    const user = pool.users.create({
      ...name,
      status: 'UNCONFIRMED',
      password: (owner) => verifierOf({ poolName: poolNameOf(pool), username: owner }, wanted.Password),
    });
    const sends = pool.verifiesEmail && user.attributes.has('email');
    const delivery: { CodeDeliveryDetails?: CodeDeliveryDetails } = sends
      ? { CodeDeliveryDetails: sendCode(pool, user, 'sign-up') }
      : {};
    return { UserConfirmed: false, UserSub: user.sub, ...delivery };
  });
