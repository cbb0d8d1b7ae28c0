import type { DeployedPool } from '../../services/cognito-idp/deployed-pool';
import type { UserPools } from '../../services/cognito-idp/user-pools';
import { type HandlerErrorCode, ResourceRefused } from '../resource-refused';

/** A refusal of Cognito user pools. */
export function poolRefused(code: HandlerErrorCode, message: string): ResourceRefused {
  return new ResourceRefused({ code, message, service: 'CognitoIdentityProvider' });
}

/** The pool that a resource belongs to. @throws ResourceRefused when there is none: the sentence is unconfirmed */
export function poolOf(pools: UserPools, poolId: string): DeployedPool {
  const pool = pools.deployed(poolId);
  if (pool === undefined) throw poolRefused('NotFound', `User pool ${poolId} does not exist.`);
  return pool;
}
