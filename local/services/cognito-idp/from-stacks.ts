import { AssemblyError } from '../../../assembly/assembly-error';
import { readProperties } from '../../../assembly/properties';
import type { DeployedResource, DeployedStack } from '../../../assembly/types';
import { clientFromResource } from './client-from-resource';
import { addBranding, addDomain } from './managed-login/from-resources';
import { poolFromResource, type UserPoolDependencies } from './pool-from-resource';
import type { PoolInTheMaking } from './pool-in-the-making';
import { userPoolGroupProperties } from './template-properties';
import { UserPools } from './user-pools';

/**
 * The user pools of the templates, with their app clients and groups. Nobody is in them yet.
 *
 * @throws AssemblyError that names the place of what is not understood
 */
export function userPoolsFromStacks(stacks: readonly DeployedStack[], dependencies: UserPoolDependencies): UserPools {
  const resources = stacks.flatMap((stack) => stack.resources);
  const pools = new Map<string, PoolInTheMaking>();
  for (const resource of resources) {
    if (resource.type !== 'AWS::Cognito::UserPool') continue;
    pools.set(resource.ref, {
      ...poolFromResource(resource, dependencies),
      clients: new Map(),
      groups: new Map(),
    });
  }
  for (const resource of resources) {
    if (resource.type === 'AWS::Cognito::UserPoolClient') addClient(resource, pools);
    if (resource.type === 'AWS::Cognito::UserPoolGroup') addGroup(resource, pools);
    if (resource.type === 'AWS::Cognito::UserPoolDomain') addDomain(resource, poolOf(resource, pools));
  }
  for (const resource of resources) {
    if (resource.type === 'AWS::Cognito::ManagedLoginBranding') addBranding(resource, poolOf(resource, pools));
  }
  return new UserPools([...pools.values()]);
}

function addClient(resource: DeployedResource, pools: ReadonlyMap<string, PoolInTheMaking>): void {
  const pool = poolOf(resource, pools);
  pool.clients.set(resource.ref, clientFromResource(resource, pool.schema));
}

function addGroup(resource: DeployedResource, pools: ReadonlyMap<string, PoolInTheMaking>): void {
  const pool = poolOf(resource, pools);
  const { Description, Precedence, RoleArn } = readProperties(resource, userPoolGroupProperties);
  if (pool.groups.has(resource.ref)) {
    throw new AssemblyError(resource.place, `the user pool ${pool.id} has a group '${resource.ref}' already`);
  }
  pool.groups.set(resource.ref, {
    name: resource.ref,
    ...(Description === undefined ? {} : { description: Description }),
    ...(Precedence === undefined ? {} : { precedence: Precedence }),
    ...(RoleArn === undefined ? {} : { roleArn: RoleArn }),
  });
}

function poolOf(resource: DeployedResource, pools: ReadonlyMap<string, PoolInTheMaking>): PoolInTheMaking {
  const { UserPoolId } = resource.properties;
  const pool = pools.get(String(UserPoolId));
  if (pool === undefined) {
    throw new AssemblyError(`${resource.place}: Properties.UserPoolId`, `no template has the user pool ${UserPoolId}`);
  }
  return pool;
}
