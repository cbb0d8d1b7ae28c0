import type { ManagedLogin } from './managed-login/managed-login';
import type { UserPool } from './user-pool';
import type { UserPoolClient, UserPoolGroup } from './user-pool-client';

/** A pool whose clients, groups and domain are still being read. */
export interface PoolInTheMaking extends UserPool {
  readonly clients: Map<string, UserPoolClient>;
  readonly groups: Map<string, UserPoolGroup>;
  managedLogin?: ManagedLogin;
}
