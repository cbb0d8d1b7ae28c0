import type { CompiledPolicy } from '../../../policy/compile';
import type { LoginVerifier } from '../../identities/login-verifier';
import type { PrincipalTagMaps } from './principal-tags';
import type { RoleMappings } from './role-mapping';
import type { UserPoolProvider } from './user-pool-verifiers';

/** What a pool is told apart by: none of it ever changes. */
export interface PoolIdentity {
  /** `region:uuid` */
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** What a pool says of itself; the members that `DescribeIdentityPool` answers are as a template lists them. */
export interface PoolSettings {
  readonly name: string;
  readonly allowGuests: boolean;
  /** Whether `GetOpenIdToken` answers: the basic flow. */
  readonly allowClassicFlow: boolean;
  readonly developerProviderName?: string;
  readonly openIdConnectProviderArns: readonly string[];
  readonly samlProviderArns: readonly string[];
  readonly supportedLoginProviders: Readonly<Record<string, string>>;
  /** App clients of user pools. */
  readonly cognitoIdentityProviders: readonly UserPoolProvider[];
  /** Its own tags. */
  readonly resourceTags: ReadonlyMap<string, string>;
}

/** What a pool's role attachment says. */
export interface PoolRoles {
  /** ARNs. */
  readonly roles: { readonly authenticated?: string; readonly unauthenticated?: string };
  /** Which role the players of a provider get instead. Any at all turns the basic flow off, for guests too (documented, observed). */
  readonly roleMappings: RoleMappings;
}

/** An identity pool as it is at this moment. */
export interface IdentityPool extends PoolIdentity, PoolSettings, PoolRoles {
  /** What a guest's session may do at most, whatever its role grants: enhanced flow only (documented). */
  readonly guestCeiling: readonly CompiledPolicy[];
  /** By their keys in `Logins`: the providers that exist. */
  readonly logins: ReadonlyMap<string, LoginVerifier>;
  /** Which claims become session tags. */
  readonly principalTags: PrincipalTagMaps;
}
