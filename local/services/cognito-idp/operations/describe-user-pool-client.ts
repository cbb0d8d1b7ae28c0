import { clientDescription } from '../client-description';
import { clientId } from '../input';
import { poolOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const describeUserPoolClient = (pools: UserPools) =>
  poolOperation(pools, 'DescribeUserPoolClient', { ClientId: clientId }, (pool, { ClientId }) => ({
    UserPoolClient: clientDescription(pools.client(ClientId, pool.id).client),
  }));
