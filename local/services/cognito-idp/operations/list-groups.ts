import { groupDescription } from '../group-description';
import { pageSize, pageToken } from '../input';
import { poolOperation } from '../kinds-of-operation';
import { page } from '../page';
import type { UserPools } from '../user-pools';

const fields = { Limit: pageSize, NextToken: pageToken };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
export const listGroups = (pools: UserPools) =>
  poolOperation(pools, 'ListGroups', fields, (pool, { Limit: size, NextToken: token }) => {
    const { items, next } = page([...pool.groups.values()], { idOf: ({ name }) => name, size, token });
    return { Groups: items.map((group) => groupDescription(pool.id, group)), NextToken: next };
  });
