import { groupNotFound } from '../errors';
import { groupName, pageSize, pageToken } from '../input';
import { poolOperation } from '../kinds-of-operation';
import { page } from '../page';
import { attributeList, userDescription } from '../user-description';
import type { UserPools } from '../user-pools';

const fields = { GroupName: groupName, Limit: pageSize, NextToken: pageToken };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
export const listUsersInGroup = (pools: UserPools) =>
  poolOperation(pools, 'ListUsersInGroup', fields, (pool, { GroupName, Limit: size, NextToken: token }) => {
    if (!pool.groups.has(GroupName)) throw groupNotFound();
    const members = pool.users.all().filter(({ groups }) => groups.has(GroupName));
    const { items, next } = page(members, { idOf: ({ sub }) => sub, size, token });
    return {
      Users: items.map((user) => ({ ...userDescription(user), Attributes: attributeList(user) })),
      NextToken: next,
    };
  });
