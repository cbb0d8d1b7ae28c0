import type { Operation } from '../../http/operation';
import { queryParameters } from '../../protocols/query-xml';
import { invalidParameter } from './errors';

/** What the judgement needs of the call. */
export interface AssumeRoleInput {
  readonly roleArn: string;
}

/**
 * A role for whoever holds credentials already. No player needs it, so it is judged and not performed: that a player cannot climb
 * into another role is refused for its policy, not for want of an implementation.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(): Operation<AssumeRoleInput, object> {
  return {
    name: 'AssumeRole',
    signature: 'required',
    unread: true,
    parse: (request) => {
      const roleArn = queryParameters(request).get('RoleArn');
      if (roleArn === undefined || roleArn.length > 2048) throw invalidParameter('RoleArn must be the ARN of a role');
      return { roleArn };
    },
    authorize: ({ roleArn }) => [{ action: 'sts:AssumeRole', resource: roleArn }],
  };
}
