import { userOperation } from '../kinds-of-operation';
import { groupsOf } from '../tokens/group-claims';
import type { UserPools } from '../user-pools';

/** All on one page. @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export const adminListGroupsForUser = (pools: UserPools) =>
  userOperation(pools, 'AdminListGroupsForUser', {}, (pool, user) => ({
    Groups: groupsOf(pool, user).map(({ name, description, precedence, roleArn }) => ({
      GroupName: name,
      UserPoolId: pool.id,
      Description: description,
      Precedence: precedence,
      RoleArn: roleArn,
    })),
  }));
