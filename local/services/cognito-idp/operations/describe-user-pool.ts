import { poolOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

/** The pool as its template has it. @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const describeUserPool = (pools: UserPools) =>
  poolOperation(pools, 'DescribeUserPool', {}, (pool) => {
    const { UserPoolName: _name, Schema, ...properties } = pool.properties;
    return {
      UserPool: {
        ...properties,
        SchemaAttributes: Schema,
        Id: pool.id,
        Name: pool.name,
        Arn: pool.arn,
        CreationDate: pool.createdAt / 1000,
        LastModifiedDate: pool.modifiedAt / 1000,
        EstimatedNumberOfUsers: pool.users.all().length,
      },
    };
  });
