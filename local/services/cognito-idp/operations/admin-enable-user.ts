import { userOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { changeUser } from '../users/change-user';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export const adminEnableUser = (pools: UserPools) =>
  userOperation(pools, 'AdminEnableUser', {}, (pool, user) => {
    changeUser(pool, user, (changing) => {
      changing.enabled = true;
    });
    pool.users.touch(user);
    return {};
  });
