import { readProperties } from '../../../assembly/properties';
import type { DeployedResource, DeployedStack } from '../../../assembly/types';
import { emptyInventory, type IamInventory } from '../../../local/iam/inventory';
import { ManagedPolicies } from '../../../local/iam/managed-policies';
import { OidcProviderDirectory } from '../../../local/iam/oidc-providers';
import { RoleDirectory } from '../../../local/iam/role-directory';
import { SamlProviderDirectory } from '../../../local/iam/saml-providers';
import { IdentityStore } from '../../../local/identities/identity-store';
import { Issuers } from '../../../local/identities/issuer-keys';
import type { Account } from '../../../local/resources/account';
import { identityPoolTypes } from '../../../local/resources/cognito-identity/identity-pool-types';
import { iamTypes } from '../../../local/resources/iam/iam-types';
import { standUp } from '../../../local/resources/stand-up';
import { IdentityPools, type PoolDependencies } from '../../../local/services/cognito-identity/identity-pools';
import type { Clock } from '../../../local/shared/clock';
import { inMemory } from '../../../local/state/in-memory';
import type { AccountKeeper } from '../../../local/state/persisted';
import { account, region } from '../federation/deployment';

/** What an account of IAM and identity pools is made with. */
export interface AccountOptions extends Partial<Pick<PoolDependencies, 'fetch' | 'issuers' | 'userPools'>> {
  readonly clock: Clock;
  readonly existing?: IamInventory;
  readonly keeper?: AccountKeeper;
}

/** The registries of IAM and identity pools, empty but for what exists already. */
export function federationAccount({ clock, existing = emptyInventory, keeper = inMemory, ...options }: AccountOptions) {
  const fetch = options.fetch ?? globalThis.fetch;
  const issuers = options.issuers ?? new Issuers({ fetch, clock });
  const managedPolicies = new ManagedPolicies(existing);
  const oidcProviders = new OidcProviderDirectory(existing);
  const samlProviders = new SamlProviderDirectory(existing);
  return {
    account,
    region,
    partition: 'aws',
    clock,
    managedPolicies,
    roles: new RoleDirectory(managedPolicies),
    oidcProviders,
    samlProviders,
    identityPools: new IdentityPools({ oidcProviders, samlProviders, clock, issuers, fetch, keeper, ...options }),
    identities: new IdentityStore(clock, keeper),
  };
}

export type FederationAccount = ReturnType<typeof federationAccount>;

const types = [...iamTypes, ...identityPoolTypes];

/** Creates the resources of these kinds, in the order given, as an assembly has them in that of their references. */
export function deploy<Deployed extends FederationAccount>(stacks: readonly DeployedStack[], into: Deployed): Deployed {
  standUp(stacks, types, into as unknown as Account);
  return into;
}

/** The same resources in an order in which references could stand, whatever order a test lists them in. */
export function ordered(resources: readonly DeployedResource[]): readonly DeployedResource[] {
  const order = ['OIDCProvider', 'SAMLProvider', 'ManagedPolicy', 'Role', 'Policy', 'IdentityPool'];
  const rank = ({ type }: DeployedResource) => {
    const place = order.indexOf(type.slice(type.lastIndexOf(':') + 1));
    return place === -1 ? order.length : place;
  };
  return resources.toSorted((one, other) => rank(one) - rank(other));
}

/** One account's resources, created, changed and removed one by one, as a deployment does it. */
export function lifecycle(into: FederationAccount) {
  const on = into as unknown as Account;
  const known = (resource: DeployedResource) => {
    const type = types.find((one) => one.type === resource.type);
    if (type === undefined) throw new Error(`no such type: ${resource.type}`);
    const { partition } = into;
    const read = (one: DeployedResource) => ({
      ...{ ...one, account, region, partition },
      model: readProperties(one, type.schema),
    });
    return { type, read };
  };
  return {
    create: (resource: DeployedResource) => {
      const { type, read } = known(resource);
      type.create(read(resource), on);
    },
    update: (before: DeployedResource, after: DeployedResource) => {
      const { type, read } = known(after);
      type.update(read(after), read(before), on);
    },
    remove: (resource: DeployedResource) => {
      const { type, read } = known(resource);
      type.remove(read(resource), on);
    },
  };
}
