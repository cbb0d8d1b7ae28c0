import { z } from 'zod';
import { codeExpired, notAuthorized, userDisabled, userNotFound } from '../errors';
import { username } from '../input';
import { clientOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { redeemCode } from '../users/codes';

const fields = { Username: username, ConfirmationCode: z.string().min(1).max(2048) };

/**
 * Confirms a new user, and their e-mail address with it.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
 */
export const confirmSignUp = (pools: UserPools) =>
  clientOperation(pools, 'ConfirmSignUp', fields, ({ pool, client }, wanted) => {
    const user = pool.users.find(wanted.Username);
    if (user === undefined) throw client.preventUserExistenceErrors ? codeExpired() : userNotFound();
    if (!user.enabled) throw userDisabled();
    if (user.status !== 'UNCONFIRMED') {
      throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
    }
    redeemCode(user, 'sign-up', wanted.ConfirmationCode, pool.clock.now());
    user.status = 'CONFIRMED';
    pool.users.setAttributes(user, new Map([['email_verified', 'true']]));
    return {};
  });
