import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { checkAttributes } from '../attributes/check-attributes';
import { attributes, clientMetadata, password, username } from '../input';
import { poolOperation } from '../kinds-of-operation';
import { verifierOf } from '../srp/password-verifier';
import { beforeAdminCreateUser } from '../triggers/account-triggers';
import { customMessage, filledIn } from '../triggers/custom-message';
import { attributeList, userDescription } from '../user-description';
import { poolNameOf } from '../user-pool';
import type { UserPools } from '../user-pools';
import { newName } from '../users/new-user';
import { checkPassword, temporaryPassword } from '../users/password-policy';

const fields = {
  Username: username,
  TemporaryPassword: password.optional(),
  UserAttributes: attributes.default(new Map()),
  ValidationData: attributes.default(new Map()),
  ClientMetadata: clientMetadata,
  /** `RESEND`, for a user who exists, is not played here. */
  MessageAction: z.literal('SUPPRESS').optional(),
};

/**
 * Makes a user with a temporary password, to be replaced at the first sign-in.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
 */
export const adminCreateUser = (pools: UserPools) =>
  poolOperation(pools, 'AdminCreateUser', fields, async (pool, wanted) => {
    const name = newName(pool, wanted.Username, wanted.UserAttributes);
    checkAttributes(pool, name.attributes, 'administrator', true);
    if (wanted.TemporaryPassword !== undefined) checkPassword(pool.passwordPolicy, wanted.TemporaryPassword);
    const secret = wanted.TemporaryPassword ?? temporaryPassword(pool.passwordPolicy);
    const sub = randomUUID();
    await beforeAdminCreateUser(pool, {
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
      status: 'FORCE_CHANGE_PASSWORD',
      temporaryUntil: pool.clock.now() + pool.temporaryPasswordDays * 24 * 60 * 60 * 1000,
      password: (owner) => verifierOf({ poolName: poolNameOf(pool), username: owner }, secret),
    });
    if (wanted.MessageAction !== 'SUPPRESS') {
      const cause = { source: 'CustomMessage_AdminCreateUser', clientMetadata: wanted.ClientMetadata } as const;
      const message = await customMessage(pool, user, cause);
      const to = user.attributes.get('email');
      pool.deliver({
        userPoolId: pool.id,
        username: user.username,
        purpose: 'invitation',
        code: secret,
        ...filledIn(message, secret, user.username),
        ...(to === undefined ? {} : { to }),
      });
    }
    return { User: { ...userDescription(user), Attributes: attributeList(user) } };
  });
