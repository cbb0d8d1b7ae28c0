import type { CognitoIdentityDependencies } from './dependencies';
import { developerProviderNotSupported, poolNotFound } from './errors';
import type { IdentityPool } from './identity-pool';

/** A pool, and the name of its developer provider. */
export interface DeveloperPool {
  readonly pool: IdentityPool;
  readonly provider: string;
}

/**
 * The pool with the developer provider that a call names.
 *
 * @param named absent: the pool's own
 * @throws ServiceError for a pool that is not there, has no developer provider, or one of another name
 */
export function developerPool(
  { pools }: Pick<CognitoIdentityDependencies, 'pools'>,
  poolId: string,
  named?: string,
): DeveloperPool {
  const pool = pools.get(poolId);
  if (pool === undefined) throw poolNotFound(poolId);
  const provider = pool.developerProviderName;
  if (provider === undefined || (named !== undefined && named !== provider)) throw developerProviderNotSupported();
  return { pool, provider };
}
