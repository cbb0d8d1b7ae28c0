import { AssemblyError } from '../../../../assembly/assembly-error';
import { readProperties } from '../../../../assembly/properties';
import type { DeployedResource } from '../../../../assembly/types';
import type { PoolInTheMaking } from '../pool-in-the-making';
import { managedLoginBrandingProperties, userPoolDomainProperties } from '../template-properties';
import { newManagedLogin } from './managed-login';

/**
 * Gives a pool its domain. With version 2 of managed login an app client has pages only once a branding style is assigned to it
 * (observed: html-share#3, alchemy#1396); the classic pages of version 1 need none.
 *
 * @throws AssemblyError for a domain of one's own, and for a second one
 */
export function addDomain(resource: DeployedResource, pool: PoolInTheMaking): void {
  const { Domain, ManagedLoginVersion } = readProperties(resource, userPoolDomainProperties);
  if (pool.managedLogin !== undefined) {
    throw new AssemblyError(
      resource.place,
      `the user pool ${pool.id} has the domain ${pool.managedLogin.host} already`,
    );
  }
  const region = pool.id.slice(0, pool.id.indexOf('_'));
  // Documented: Cognito guide, "Using the Amazon Cognito domain for managed login".
  const host = `${Domain}.auth.${region}.amazoncognito.com`;
  pool.managedLogin = newManagedLogin(host, ManagedLoginVersion === 2, pool.clock);
}

/**
 * Gives an app client its style. In a pool without a domain that changes nothing.
 *
 * @throws AssemblyError for an app client that the pool does not have
 */
export function addBranding(resource: DeployedResource, pool: PoolInTheMaking): void {
  const { ClientId } = readProperties(resource, managedLoginBrandingProperties);
  if (!pool.clients.has(ClientId)) {
    const sentence = `the user pool ${pool.id} has no app client ${ClientId}`;
    throw new AssemblyError(`${resource.place}: Properties.ClientId`, sentence);
  }
  pool.managedLogin?.branded.add(ClientId);
}
