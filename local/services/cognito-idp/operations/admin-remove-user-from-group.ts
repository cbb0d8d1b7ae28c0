import { groupNotFound } from '../errors';
import { groupName } from '../input';
import { userOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { changeUser } from '../users/change-user';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRemoveUserFromGroup.html */
export const adminRemoveUserFromGroup = (pools: UserPools) =>
  userOperation(pools, 'AdminRemoveUserFromGroup', { GroupName: groupName }, (pool, user, { GroupName }) => {
    if (!pool.groups.has(GroupName)) throw groupNotFound();
    changeUser(pool, user, ({ groups }) => groups.delete(GroupName));
    return {};
  });
