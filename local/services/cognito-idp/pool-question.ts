import { type AuthorizationQuestion, requestContext } from '../../../policy/types';
import type { Call } from '../../http/operation';
import type { UserPools } from './user-pools';

/**
 * Asks IAM about a user pool; the ARN of one that does not exist is made up, so that asking tells nobody which ones do.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html documented: each operation has
 *   an action of its own name, on the pool
 */
export function poolQuestion(
  operation: string,
  pools: UserPools,
  poolId: string,
  { session, region }: Call,
): AuthorizationQuestion {
  const pool = pools.find(poolId);
  const resource = pool?.arn ?? `arn:aws:cognito-idp:${region}:${session?.account ?? ''}:userpool/${poolId}`;
  const tags = [...(pool?.tags ?? [])].map(([key, value]) => [`aws:ResourceTag/${key}`, value]);
  return { action: `cognito-idp:${operation}`, resource, context: requestContext(Object.fromEntries(tags)) };
}
