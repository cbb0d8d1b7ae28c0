import type { DeployedStack } from '../../assembly/types';
import type { CloudFormationStacks } from '../deployments/cloudformation-stacks';
import type { ServedOperation } from '../http/served-operation';
import type { StandIn } from '../idp/access-tokens/stand-in';
import type { IdentityProvider } from '../idp/identity-provider';
import type { PlayedSamlProvider } from '../issuers/issuer-directory';
import type { InertTypes } from '../resources/inert/inert-types';
import type { ManagedLoginAddress } from '../services/cognito-idp/managed-login/addresses';
import type { ApiAddress } from '../services/execute-api/api-addresses';
import type { SessionCredentials } from '../sessions/session';
import type { DeployedAssembly } from './deployed-assembly';

/** A service's API, as far as the local cloud has it. */
export interface ServedApi {
  /** Its SigV4 signing name. */
  readonly name: string;
  readonly operations: readonly ServedOperation[];
}

/** A running local cloud. */
export interface LocalCloud {
  /** One address for every service: the value of `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /** The same by https, where that was asked for: `https://localhost:4511`. */
  readonly httpsUrl?: string;
  /** The IP address at which it and all sign-in pages listen; `0.0.0.0` and `::` are all of this machine's. */
  readonly host: string;
  readonly account: string;
  /** Since when the account is kept, in milliseconds since the epoch; absent where it is not. */
  readonly since?: number;
  readonly region: string;
  readonly stacks: readonly DeployedStack[];
  /** The same stacks, by the assembly that each came from. */
  readonly assemblies: readonly DeployedAssembly[];
  /** The same stacks again, as CloudFormation answers for them: a test sets a stack's status here. */
  readonly cloudFormation: CloudFormationStacks;
  /** What may stand in its stacks without being played. */
  readonly inert: Pick<InertTypes, 'unused'>;
  /** Plays the backend; players have no key pair like it. */
  readonly administrator: SessionCredentials;
  readonly identityProviders: readonly IdentityProvider[];
  /** Local stand-ins for Login with Amazon and Facebook. */
  readonly standIns: readonly StandIn[];
  /** The IAM SAML providers whose identity provider is a local one, with the sign-in page of that. */
  readonly samlProviders: readonly PlayedSamlProvider[];
  /** Where the players of user pools sign in. */
  readonly managedLogins: readonly ManagedLoginAddress[];
  /** Where the stages of REST APIs are called. */
  readonly apis: readonly ApiAddress[];
  /** Its services that have an API, with their operations. */
  readonly services: readonly ServedApi[];
  /** Reaches every issuer and every user pool's domain of the deployment by its real name. */
  readonly fetch: typeof fetch;
  /** Ends everything: listeners, identity providers, function processes. */
  stop(): Promise<void>;
}
