import type { ManagedPolicies } from '../../iam/managed-policies';
import type { OidcProviderDirectory } from '../../iam/oidc-providers';
import type { RoleDirectory } from '../../iam/role-directory';
import type { Issuers } from '../../identities/issuer-keys';
import type { PoolTokens } from '../../identities/pool-tokens';
import type { SessionStore } from '../../sessions/session-store';
import type { Clock } from '../../shared/clock';

/** What the operations of STS work with; each takes what it needs of it. */
export interface StsDependencies {
  readonly roles: RoleDirectory;
  readonly managedPolicies: ManagedPolicies;
  readonly oidcProviders: OidcProviderDirectory;
  readonly issuers: Issuers;
  /** Reaches the providers that are asked about each access token. */
  readonly fetch: typeof globalThis.fetch;
  readonly tokens: PoolTokens;
  readonly sessions: SessionStore;
  readonly clock: Clock;
}
