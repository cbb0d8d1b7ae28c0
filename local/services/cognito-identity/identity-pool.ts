import type { CompiledPolicy } from '../../../policy/compile';
import type { LoginVerifier } from '../../identities/login-verifier';
import type { PrincipalTagMaps } from './principal-tags';
import type { RoleMappings } from './role-mapping';
import type { UserPoolProvider } from './user-pool-verifiers';

/** An identity pool of the templates. */
export interface IdentityPool {
  /** `region:uuid` */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly allowGuests: boolean;
  /** Whether `GetOpenIdToken` answers: the basic flow. */
  readonly allowClassicFlow: boolean;
  readonly developerProviderName?: string;
  /** What a guest's session may do at most, whatever its role grants: enhanced flow only (documented). */
  readonly guestCeiling: readonly CompiledPolicy[];
  /** By their keys in `Logins`. */
  readonly logins: ReadonlyMap<string, LoginVerifier>;
  /** As the template lists them; `DescribeIdentityPool` answers them. */
  readonly openIdConnectProviderArns: readonly string[];
  readonly samlProviderArns: readonly string[];
  readonly supportedLoginProviders: Readonly<Record<string, string>>;
  /** App clients of user pools, as the template lists them. */
  readonly cognitoIdentityProviders: readonly UserPoolProvider[];
  /** Its own tags. */
  readonly resourceTags: ReadonlyMap<string, string>;
  /** What the role attachment says: ARNs. */
  readonly roles: { readonly authenticated?: string; readonly unauthenticated?: string };
  /** Which role the players of a provider get instead. Any at all turns the basic flow off, for guests too (documented, observed). */
  readonly roleMappings: RoleMappings;
  /** Which claims become session tags. */
  readonly principalTags: PrincipalTagMaps;
}

/** The identity pools of the local account, by ID. */
export type IdentityPools = ReadonlyMap<string, IdentityPool>;
