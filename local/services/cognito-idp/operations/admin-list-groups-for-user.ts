import { groupDescription } from '../group-description';
import { pageSize, pageToken } from '../input';
import { userOperation } from '../kinds-of-operation';
import { page } from '../page';
import { groupsOf } from '../tokens/group-claims';
import type { UserPools } from '../user-pools';

const fields = { Limit: pageSize, NextToken: pageToken };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export const adminListGroupsForUser = (pools: UserPools) =>
  userOperation(pools, 'AdminListGroupsForUser', fields, (pool, user, { Limit: size, NextToken: token }) => {
    const { items, next } = page(groupsOf(pool, user), { idOf: ({ name }) => name, size, token });
    return { Groups: items.map((group) => groupDescription(pool.id, group)), NextToken: next };
  });
