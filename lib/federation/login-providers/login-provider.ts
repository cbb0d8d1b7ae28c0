import type { CfnIdentityPoolProps } from 'aws-cdk-lib/aws-cognito';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { LoginFacts } from '../../../lambda/smoke-test/facts';
import type { AttributesConfig, DirectRoleConfig, RoleMappingConfig } from '../../config/roles';
import type { DirectTrust } from '../../roles/federated-role';
import type { PlayersAccounts } from '../../scores/accounts';

/** The accounts whose ID tokens the scores' API takes; an imported pool may name no client but the smoke test's. */
export function accountsOf(loginProviders: readonly LoginProvider[]): PlayersAccounts | undefined {
  return loginProviders.find(({ accounts }) => accounts !== undefined && accounts.appClientIds.length > 0)?.accounts;
}

/** What a login provider adds to an identity pool: those of the pool's properties that name providers. */
export type PoolMembership = Pick<
  CfnIdentityPoolProps,
  | 'openIdConnectProviderArns'
  | 'developerProviderName'
  | 'supportedLoginProviders'
  | 'cognitoIdentityProviders'
  | 'samlProviderArns'
>;

/** One key of a provider in the pool's role mappings; a user pool has one for each client. */
export interface RoleMappingKey {
  /**
   * Letters and digits, known at synthesis: the key of a map in a template can't be a reference. It begins with the kind of provider, so
   * that names which a configuration gives to two kinds can't meet.
   */
  readonly name: string;
  /** The provider as Cognito names it. */
  readonly identityProvider: string;
}

/** The key of a provider in the pool's map of principal tags. */
export interface PrincipalTagKey {
  /** Known at synthesis, and the same for the same provider for ever: a construct ID. */
  readonly id: string;
  /** The provider as Cognito names it. */
  readonly identityProvider: string;
}

/** A role that a provider's tokens may name. */
export interface NamedRole {
  readonly name: string;
  readonly roleArn: string;
}

/** What the smoke test needs to sign in through a provider by itself. */
export interface SmokeTestSignIn {
  /** Environment variables of the function. */
  readonly environment: Readonly<Record<string, string>>;
  /** Lets the function's role make and delete the user whom it signs in. */
  grant(role: iam.Role): void;
}

/**
 * A way for players to prove who they are. Everything that depends on the kind of provider is answered here. An optional
 * answer is absent where the provider can't have it, or the configuration does not ask for it.
 */
export interface LoginProvider {
  /** The name that the configuration gives it. */
  readonly name: string;
  readonly membership: PoolMembership;
  /** Its key in the `Logins` of the identity pool's API. */
  readonly loginsKey: string;
  /** Its keys in the pool's role mappings; none where Cognito maps no roles for it. */
  readonly roleMappingKeys?: readonly RoleMappingKey[];
  /** Which role its players get; otherwise the one of every signed-in player. */
  readonly roleMapping?: RoleMappingConfig;
  /** Its key in the pool's map of principal tags; none where Cognito reads no claims of it. */
  readonly principalTagKey?: PrincipalTagKey;
  /** Which of its claims become principal tags. */
  readonly attributes?: AttributesConfig;
  /** Whether what is created here keeps players from setting these claims. Otherwise it is for the provider to do. */
  readonly guardsClaims?: true;
  /** Absent where STS takes no token of this provider's. */
  readonly directTrust?: DirectTrust;
  /** The role for this provider's own tokens, where the configuration wants one. */
  readonly directRole?: DirectRoleConfig;
  /** What the stack tells about it. */
  readonly outputs: readonly { readonly name: string; readonly value: string; readonly description: string }[];
  /** What the smoke test is told about it at synthesis. */
  readonly facts: LoginFacts;
  /** Absent where its players have no accounts of a user pool. */
  readonly accounts?: PlayersAccounts;
  /** Absent where the smoke test can't sign in without a player's help. */
  readonly smokeTest?: SmokeTestSignIn;
  /** Makes its tokens name these roles; absent where they can't. */
  announceRoles?(scope: Construct, roles: readonly NamedRole[]): void;
}
