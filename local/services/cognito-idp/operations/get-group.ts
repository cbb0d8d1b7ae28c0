import { groupNotFound } from '../errors';
import { groupDescription } from '../group-description';
import { groupName } from '../input';
import { poolOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
export const getGroup = (pools: UserPools) =>
  poolOperation(pools, 'GetGroup', { GroupName: groupName }, (pool, { GroupName }) => {
    const group = pool.groups.get(GroupName);
    if (group === undefined) throw groupNotFound();
    return { Group: groupDescription(pool.id, group) };
  });
