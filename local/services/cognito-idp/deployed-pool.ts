import type { ManagedLogin } from './managed-login/managed-login';
import type { UserPool } from './user-pool';
import type { UserPoolClient, UserPoolGroup } from './user-pool-client';

/** A user pool as its deployment sees it, which gives it app clients, groups, a domain and styles, and takes them away again. */
export interface DeployedPool extends UserPool {
  readonly clients: Map<string, UserPoolClient>;
  readonly groups: Map<string, UserPoolGroup>;
  readonly brandings: Map<string, string>;
  managedLogin?: ManagedLogin;
}

/**
 * Takes an app client away, and whatever it was given: its users can no longer sign in by it (documented: DeleteUserPoolClient). That its
 * refresh and access tokens end with it, and do not come back with a client of the same ID, is unconfirmed; so is that its style goes.
 */
export function deleteClient(pool: DeployedPool, clientId: string): void {
  pool.clients.delete(clientId);
  pool.brandings.delete(clientId);
  pool.signIns.forgetClient(clientId);
  const isOfClient = (held: { readonly clientId: string }) => held.clientId === clientId;
  pool.challenges.closeAll(isOfClient);
  pool.managedLogin?.challenges.closeAll(isOfClient);
  pool.managedLogin?.codes.closeAll(isOfClient);
}

/** Takes a group away. Nobody belongs to a later one of its name (unconfirmed). */
export function deleteGroup(pool: DeployedPool, name: string): void {
  pool.groups.delete(name);
  for (const user of pool.users.all()) user.groups.delete(name);
}
