import { notAuthorized } from '../errors';
import { clientMetadata } from '../input';
import { userOperation } from '../kinds-of-operation';
import { afterConfirmation } from '../triggers/account-triggers';
import type { UserPools } from '../user-pools';
import { changeUser } from '../users/change-user';

/**
 * Confirms a user without a code. Their address stays unverified (documented).
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html
 */
export const adminConfirmSignUp = (pools: UserPools) =>
  userOperation(pools, 'AdminConfirmSignUp', { ClientMetadata: clientMetadata }, async (pool, user, wanted) => {
    if (user.status !== 'UNCONFIRMED') {
      throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
    }
    changeUser(pool, user, (changing) => {
      changing.status = 'CONFIRMED';
      changing.codes.delete('sign-up');
    });
    pool.users.touch(user);
    await afterConfirmation(pool, user, 'PostConfirmation_ConfirmSignUp', undefined, wanted.ClientMetadata);
    return {};
  });
