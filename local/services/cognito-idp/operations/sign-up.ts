import { randomUUID } from 'node:crypto';
import { checkAttributes } from '../attributes/check-attributes';
import { type CodeDeliveryDetails, sendCode } from '../code-delivery';
import { notAuthorized } from '../errors';
import { attributes, clientMetadata, password, username } from '../input';
import { clientUserOperation } from '../kinds-of-operation';
import { verifierOf } from '../srp/password-verifier';
import { afterConfirmation, beforeSignUp } from '../triggers/account-triggers';
import { poolNameOf } from '../user-pool';
import type { UserPools } from '../user-pools';
import { newName } from '../users/new-user';
import { checkPassword } from '../users/password-policy';

const fields = {
  Username: username,
  Password: password,
  UserAttributes: attributes.default(new Map()),
  ValidationData: attributes.default(new Map()),
  ClientMetadata: clientMetadata,
};

/**
 * A player makes themselves a user, to be confirmed by the code that goes to their address.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html
 */
export const signUp = (pools: UserPools) =>
  clientUserOperation(pools, 'SignUp', fields, async ({ pool, client }, wanted) => {
    if (!pool.selfSignUp) throw notAuthorized('SignUp is not permitted for this user pool');
    const name = newName(pool, wanted.Username, wanted.UserAttributes);
    checkAttributes(pool, wanted.UserAttributes, client, true, name.attributes);
    checkPassword(pool.passwordPolicy, wanted.Password);
    const sub = randomUUID();
    const { isConfirmed, attributes: verified } = await beforeSignUp(pool, client.id, {
      username: name.username ?? sub,
      attributes: name.attributes,
      validationData: wanted.ValidationData,
      clientMetadata: wanted.ClientMetadata,
    });
    // Somebody may have taken the name while the function was asked.
    newName(pool, wanted.Username, wanted.UserAttributes);
    const user = pool.users.create({
      ...name,
      sub,
      attributes: new Map([...name.attributes, ...verified]),
      status: isConfirmed ? 'CONFIRMED' : 'UNCONFIRMED',
      password: (owner) => verifierOf({ poolName: poolNameOf(pool), username: owner }, wanted.Password),
    });
    if (isConfirmed) {
      // The function is told of a user who needs no confirmation, too (observed: yulin#462).
      const source = 'PostConfirmation_ConfirmSignUp';
      await afterConfirmation(pool, user, source, client.id, wanted.ClientMetadata);
      return { UserConfirmed: true, UserSub: user.sub };
    }
    const cause = {
      source: 'CustomMessage_SignUp',
      clientId: client.id,
      clientMetadata: wanted.ClientMetadata,
    } as const;
    const sends = pool.verifiesEmail && user.attributes.has('email');
    const delivery: { CodeDeliveryDetails?: CodeDeliveryDetails } = sends
      ? { CodeDeliveryDetails: await sendCode(pool, user, 'sign-up', cause) }
      : {};
    return { UserConfirmed: false, UserSub: user.sub, ...delivery };
  });
