import { z } from 'zod';
import { checkAttributes } from '../attributes/check-attributes';
import { attributes, password, username } from '../input';
import { poolOperation } from '../kinds-of-operation';
import { verifierOf } from '../srp/password-verifier';
import { attributeList, userDescription } from '../user-description';
import { poolNameOf } from '../user-pool';
import type { UserPools } from '../user-pools';
import { newName } from '../users/new-user';
import { checkPassword, temporaryPassword } from '../users/password-policy';

const fields = {
  Username: username,
  TemporaryPassword: password.optional(),
  UserAttributes: attributes.default(new Map()),
  /** `RESEND`, for a user who exists, is not played here. */
  MessageAction: z.literal('SUPPRESS').optional(),
};

/**
 * Makes a user with a temporary password, to be replaced at the first sign-in.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
 */
export const adminCreateUser = (pools: UserPools) =>
  poolOperation(pools, 'AdminCreateUser', fields, (pool, wanted) => {
    const name = newName(pool, wanted.Username, wanted.UserAttributes);
    checkAttributes(pool, name.attributes, 'administrator', true);
    if (wanted.TemporaryPassword !== undefined) checkPassword(pool.passwordPolicy, wanted.TemporaryPassword);
    const secret = wanted.TemporaryPassword ?? temporaryPassword(pool.passwordPolicy);
    const user = pool.users.create({
      ...name,
      status: 'FORCE_CHANGE_PASSWORD',
      temporaryUntil: pool.clock.now() + pool.temporaryPasswordDays * 24 * 60 * 60 * 1000,
      password: (owner) => verifierOf({ poolName: poolNameOf(pool), username: owner }, secret),
    });
    if (wanted.MessageAction !== 'SUPPRESS') {
      const to = user.attributes.get('email');
      pool.deliver({
        userPoolId: pool.id,
        username: user.username,
        purpose: 'invitation',
        code: secret,
        ...(to === undefined ? {} : { to }),
      });
    }
    return { User: { ...userDescription(user), Attributes: attributeList(user) } };
  });
