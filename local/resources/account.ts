import type { DeploymentTarget } from '../../assembly/types';
import type { ManagedPolicies } from '../iam/managed-policies';
import type { OidcProviderDirectory } from '../iam/oidc-providers';
import type { RoleDirectory } from '../iam/role-directory';
import type { SamlProviderDirectory } from '../iam/saml-providers';
import type { IdentityStore } from '../identities/identity-store';
import type { RestApis } from '../services/api-gateway/rest-apis';
import type { IdentityPools } from '../services/cognito-identity/identity-pools';
import type { UserPools } from '../services/cognito-idp/user-pools';
import type { DynamoDbTables } from '../services/dynamodb/tables/table';
import type { Repositories } from '../services/ecr/repositories';
import type { LambdaFunctions } from '../services/lambda/functions';
import type { LogGroups } from '../services/logs/log-groups';
import type { Buckets } from '../services/s3/bucket';
import type { Secrets } from '../services/secrets-manager/secrets';
import type { Parameters } from '../services/ssm/parameters';
import type { Clock } from '../shared/clock';
import type { CustomResources } from './custom-resources';
import type { NestedStacks } from './nested-stacks';

/**
 * What resource types change: the services of one account and region. Each service keeps what it is made of in a registry of its own,
 * which its operations read at each call; the resource types add to it, change it and take from it.
 */
export interface Account extends DeploymentTarget {
  readonly clock: Clock;
  readonly roles: RoleDirectory;
  readonly managedPolicies: ManagedPolicies;
  readonly oidcProviders: OidcProviderDirectory;
  readonly samlProviders: SamlProviderDirectory;
  readonly identityPools: IdentityPools;
  /** What players made of the identity pools. */
  readonly identities: IdentityStore;
  /** Who runs custom resources: nobody while assemblies are deployed at a start. */
  readonly customResources: { runner?: CustomResources };
  /** Who makes stacks within stacks: whoever makes stacks. */
  readonly nestedStacks: { runner?: NestedStacks };
  readonly userPools: UserPools;
  readonly secrets: Secrets;
  readonly logGroups: LogGroups;
  readonly buckets: Buckets;
  readonly tables: DynamoDbTables;
  readonly functions: LambdaFunctions;
  readonly restApis: RestApis;
  readonly parameters: Parameters;
  readonly repositories: Repositories;
}
