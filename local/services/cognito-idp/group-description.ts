import { datesOf, type UserPoolGroup } from './user-pool-client';

/** A group as the API answers it. @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GroupType.html */
export function groupDescription(UserPoolId: string, group: UserPoolGroup): object {
  return {
    GroupName: group.name,
    UserPoolId,
    Description: group.description,
    Precedence: group.precedence,
    RoleArn: group.roleArn,
    ...datesOf(group),
  };
}
