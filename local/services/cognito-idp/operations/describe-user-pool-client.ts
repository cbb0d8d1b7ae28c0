import { clientId } from '../input';
import { poolOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

/** The app client as its template has it. @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const describeUserPoolClient = (pools: UserPools) =>
  poolOperation(pools, 'DescribeUserPoolClient', { ClientId: clientId }, (pool, { ClientId }) => {
    const { client } = pools.client(ClientId, pool.id);
    const { GenerateSecret: _secret, ...properties } = client.properties;
    return {
      UserPoolClient: {
        ...properties,
        ClientId: client.id,
        ClientName: client.name,
        UserPoolId: pool.id,
        CreationDate: pool.createdAt / 1000,
        LastModifiedDate: pool.createdAt / 1000,
      },
    };
  });
