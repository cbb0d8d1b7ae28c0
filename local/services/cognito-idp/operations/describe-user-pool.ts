import { poolOperation } from '../kinds-of-operation';
import { poolDescription } from '../pool-description';
import type { UserPools } from '../user-pools';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const describeUserPool = (pools: UserPools) =>
  poolOperation(pools, 'DescribeUserPool', {}, (pool) => ({ UserPool: poolDescription(pool) }));
