import { userOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { changeUser } from '../users/change-user';

/**
 * Bars a user, and calls back their access tokens (documented).
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html
 */
export const adminDisableUser = (pools: UserPools) =>
  userOperation(pools, 'AdminDisableUser', {}, (pool, user) => {
    changeUser(pool, user, (changing) => {
      changing.enabled = false;
    });
    pool.signIns.signOut(user);
    pool.users.touch(user);
    return {};
  });
