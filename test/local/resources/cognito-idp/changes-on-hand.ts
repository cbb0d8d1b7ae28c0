import { userPoolTypes } from '../../../../local/resources/cognito-idp/user-pool-types';
import { type Changes, userPoolOnHand } from '../../services/cognito-idp/user-pool-on-hand';
import { changesOf } from '../changes';

/** A deployed user pool, and what later deployments do to its resources. */
export function deployedPool(changes: Changes = {}) {
  const pool = userPoolOnHand(changes);
  return { ...pool, ...changesOf(pool.stack, userPoolTypes, pool.account) };
}
