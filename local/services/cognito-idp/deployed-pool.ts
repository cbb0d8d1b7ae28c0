import { keptAs, keyOfRecord } from './kept/collections';
import { type ManagedLogin, newManagedLogin } from './managed-login/managed-login';
import type { PoolIdentityProvider } from './pool-identity-provider';
import type { ResourceServer } from './resource-server';
import type { UserPool } from './user-pool';
import type { UserPoolClient, UserPoolGroup } from './user-pool-client';
import { changeUser } from './users/change-user';

/** A user pool as its deployment sees it, which gives it app clients, groups, a domain and styles, and takes them away again. */
export interface DeployedPool extends UserPool {
  readonly clients: Map<string, UserPoolClient>;
  readonly groups: Map<string, UserPoolGroup>;
  readonly brandings: Map<string, string>;
  readonly resourceServers: Map<string, ResourceServer>;
  readonly identityProviders: Map<string, PoolIdentityProvider>;
  managedLogin?: ManagedLogin;
}

/** Gives a pool an app client, or changes the one of that ID. */
export function putClient(pool: DeployedPool, client: UserPoolClient): void {
  pool.clients.set(client.id, client);
  noteDates(pool);
}

/** Gives a pool a group, or changes the one of that name. */
export function putGroup(pool: DeployedPool, group: UserPoolGroup): void {
  pool.groups.set(group.name, group);
  noteDates(pool);
}

/** Gives a pool an identity provider, or changes the one of that name. */
export function putIdentityProvider(pool: DeployedPool, provider: PoolIdentityProvider): void {
  pool.identityProviders.set(provider.name, provider);
  noteDates(pool);
}

/** Takes an identity provider away. App clients go on naming it (**unconfirmed**). */
export function deleteIdentityProvider(pool: DeployedPool, name: string): void {
  pool.identityProviders.delete(name);
  noteDates(pool);
}

/**
 * Takes an app client away, and whatever it was given: its users can no longer sign in by it (documented: DeleteUserPoolClient). That its
 * refresh and access tokens end with it, and do not come back with a client of the same ID, is unconfirmed; so is that its style goes.
 */
export function deleteClient(pool: DeployedPool, clientId: string): void {
  pool.clients.delete(clientId);
  noteDates(pool);
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
  noteDates(pool);
  for (const user of pool.users.all()) {
    if (user.groups.has(name)) changeUser(pool, user, ({ groups }) => groups.delete(name));
  }
}

/** Gives a pool a domain, at which nobody is signed in yet. */
export function addManagedLogin(pool: DeployedPool, host: string, needsBranding: boolean): void {
  const { id, clock, keeper } = pool;
  pool.managedLogin = newManagedLogin(host, needsBranding, clock, (digest) =>
    keeper.changed(keptAs.browsers, keyOfRecord(id, digest)),
  );
}

/** Takes managed login away: nobody is signed in at a later one (unconfirmed). */
export function deleteManagedLogin(pool: DeployedPool): void {
  pool.managedLogin?.browserSessions.closeAll();
  delete pool.managedLogin;
}

/** The dates of a pool, its app clients, its groups and its identity providers are kept together. */
function noteDates({ id, keeper }: DeployedPool): void {
  keeper.changed(keptAs.pools, id);
}
