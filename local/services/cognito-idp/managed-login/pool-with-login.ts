import type { UserPool } from '../user-pool';
import type { ManagedLogin } from './managed-login';

/** A pool that has a domain. */
export type PoolWithLogin = UserPool & { readonly managedLogin: ManagedLogin };

/** Whether a pool has a domain. */
export function hasManagedLogin(pool: UserPool): pool is PoolWithLogin {
  return pool.managedLogin !== undefined;
}
