import { type AuthorizationQuestion, requestContext } from '../../../policy/types';
import type { Call } from '../../http/operation';
import type { Identity } from '../../identities/identity';
import type { IdentityPools } from './identity-pools';

/** Asks IAM about an identity pool; the ARN of one that does not exist is made up, so that asking tells nobody which ones do. */
export function poolQuestion(
  action: string,
  pools: IdentityPools,
  poolId: string,
  { session }: Call,
): AuthorizationQuestion {
  const region = poolId.slice(0, poolId.indexOf(':'));
  const resource =
    pools.get(poolId)?.arn ?? `arn:aws:cognito-identity:${region}:${session?.account ?? ''}:identitypool/${poolId}`;
  return { action: `cognito-identity:${action}`, resource };
}

/**
 * Asks IAM about an action on identities: it has no resource type, its pool is a condition key (documented: Service Authorization
 * Reference).
 */
export function identityQuestion(
  action: string,
  pools: IdentityPools,
  identity: Identity | undefined,
): AuthorizationQuestion {
  const pool = identity === undefined ? undefined : pools.get(identity.poolId);
  return {
    action: `cognito-identity:${action}`,
    resource: '*',
    context: requestContext({ 'cognito-identity:IdentityPoolArn': pool?.arn }),
  };
}
