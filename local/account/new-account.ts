import type { DeploymentTarget } from '../../assembly/types';
import type { IamInventory } from '../iam/inventory';
import { ManagedPolicies } from '../iam/managed-policies';
import { OidcProviderDirectory } from '../iam/oidc-providers';
import { RoleDirectory } from '../iam/role-directory';
import { SamlProviderDirectory } from '../iam/saml-providers';
import { IdentityStore } from '../identities/identity-store';
import type { Issuers } from '../identities/issuer-keys';
import type { Account } from '../resources/account';
import { RestApis } from '../services/api-gateway/rest-apis';
import { IdentityPools } from '../services/cognito-identity/identity-pools';
import type { CodeDelivery } from '../services/cognito-idp/sent-code';
import { UserPools } from '../services/cognito-idp/user-pools';
import { DynamoDbTables } from '../services/dynamodb/tables/table';
import { Repositories } from '../services/ecr/repositories';
import { LambdaFunctions } from '../services/lambda/functions';
import { LogGroups } from '../services/logs/log-groups';
import { Buckets } from '../services/s3/bucket';
import { Secrets } from '../services/secrets-manager/secrets';
import { Parameters } from '../services/ssm/parameters';
import type { Clock } from '../shared/clock';
import type { MakeKeyPair } from '../shared/key-pair';
import { inMemory } from '../state/in-memory';
import type { AccountKeeper } from '../state/persisted';

/** What an account is made with. */
export interface AccountOptions {
  readonly place: DeploymentTarget;
  readonly clock: Clock;
  /** What exists beside the templates. */
  readonly existing: IamInventory;
  /** Told of codes that user pools would send. */
  readonly deliver: CodeDelivery;
  readonly makeKeyPair: MakeKeyPair;
  /** Told the names of key pairs that nobody signs with any more. @default nobody */
  readonly retireKeyPair?: (name: string) => void;
  readonly issuers: Issuers;
  readonly fetch: typeof globalThis.fetch;
  /** Who has been here before. @default nobody */
  readonly identities?: IdentityStore;
  /** Who keeps it. @default nobody: it ends with its process */
  readonly keeper?: AccountKeeper;
}

/** The registries of an account in which nothing is yet but what exists beside the templates. */
export function newAccount(options: AccountOptions): Account {
  const { place, clock, existing, deliver, makeKeyPair, retireKeyPair, issuers, fetch, keeper = inMemory } = options;
  const managedPolicies = new ManagedPolicies(existing);
  const oidcProviders = new OidcProviderDirectory(existing);
  const samlProviders = new SamlProviderDirectory(existing);
  const userPools = new UserPools({
    ...{ clock, deliver, makeKeyPair, keeper },
    ...(retireKeyPair && { retireKeyPair }),
  });
  return {
    ...place,
    clock,
    managedPolicies,
    roles: new RoleDirectory(managedPolicies),
    oidcProviders,
    samlProviders,
    userPools,
    identityPools: new IdentityPools({ oidcProviders, samlProviders, userPools, issuers, fetch, clock, keeper }),
    identities: options.identities ?? new IdentityStore(clock, keeper),
    customResources: {},
    nestedStacks: {},
    buckets: new Buckets({ clock, partition: place.partition, keeper }),
    tables: new DynamoDbTables(place, keeper),
    functions: new LambdaFunctions(clock, keeper),
    restApis: new RestApis(keeper),
    secrets: new Secrets(keeper),
    logGroups: new LogGroups(),
    parameters: new Parameters(place, keeper),
    repositories: new Repositories(place),
  };
}
