import type { DeploymentTarget } from '../../assembly/types';
import type { CloudFormationStacks } from '../deployments/cloudformation-stacks';
import { templateObjects } from '../deployments/template-objects';
import type { Service } from '../http/operation';
import type { Issuers } from '../identities/issuer-keys';
import type { PoolTokens } from '../identities/pool-tokens';
import type { Account } from '../resources/account';
import { cloudFormation } from '../services/cloudformation/service';
import { cognitoIdentity } from '../services/cognito-identity/service';
import { managedLogin } from '../services/cognito-idp/managed-login/service';
import { cognitoUserPools } from '../services/cognito-idp/service';
import { dynamoDbService } from '../services/dynamodb/service';
import { ecr } from '../services/ecr/service';
import { executeApi } from '../services/execute-api/service';
import type { FunctionCaller } from '../services/lambda/function-caller';
import { s3Service } from '../services/s3/s3-service';
import { secretsManagerService } from '../services/secrets-manager/secrets-manager';
import { ssm } from '../services/ssm/service';
import { sts } from '../services/sts/service';
import type { SessionStore } from '../sessions/session-store';
import { servesLoopbackAnd } from '../shared/hosts';
import type { ServedApi } from './local-cloud';

/** What the services of an account work with. */
export interface ServicesOptions {
  readonly account: Account;
  readonly place: DeploymentTarget;
  readonly sessions: SessionStore;
  /** Identity pools' own tokens. */
  readonly tokens: PoolTokens;
  readonly issuers: Issuers;
  readonly fetch: typeof globalThis.fetch;
  readonly stacks: CloudFormationStacks;
  /** Who runs functions for services that call them. */
  readonly functions: FunctionCaller;
  /** Host names beside loopback under which templates may be fetched. @default none */
  readonly allowHosts?: readonly string[] | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: each service has an output of its own, which only its own protocol reads
export type AnyService = Service<any>;

/** The services of AWS's that an account has, but for Lambda, whose processes are the cloud's own. */
export function accountServices(options: ServicesOptions): readonly AnyService[] {
  const { account, place, sessions, tokens, issuers, fetch, stacks } = options;
  const { roles, clock, managedPolicies, oidcProviders } = account;
  const common = { roles, sessions, tokens, clock };
  return [
    cognitoIdentity({ ...common, pools: account.identityPools, identities: account.identities }),
    cognitoUserPools(account.userPools),
    managedLogin(account.userPools),
    sts({ ...common, managedPolicies, oidcProviders, issuers, fetch }),
    s3Service(account.buckets),
    dynamoDbService(account.tables, clock),
    secretsManagerService({ secrets: account.secrets, clock }),
    ssm(account),
    ecr(account),
    executeApi({
      restApis: account.restApis,
      userPools: account.userPools,
      functions: options.functions,
      place,
      clock,
    }),
    cloudFormation({
      stacks,
      place,
      templates: templateObjects(account, servesLoopbackAnd(options.allowHosts ?? [])),
    }),
  ];
}

/** Their APIs, with the operations of each. */
export function servedApis(services: readonly AnyService[]): readonly ServedApi[] {
  return services.flatMap(({ signingName: name, operations }) =>
    operations === undefined ? [] : [{ name, operations: operations() }],
  );
}
