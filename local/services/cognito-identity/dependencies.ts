import type { RoleDirectory } from '../../iam/role-directory';
import type { IdentityStore } from '../../identities/identity-store';
import type { PoolTokens } from '../../identities/pool-tokens';
import type { SessionStore } from '../../sessions/session-store';
import type { Clock } from '../../shared/clock';
import type { IdentityPools } from './identity-pools';

/** What the operations of Cognito's identity pools work with; each takes what it needs of it. */
export interface CognitoIdentityDependencies {
  readonly pools: IdentityPools;
  readonly identities: IdentityStore;
  readonly tokens: PoolTokens;
  readonly roles: RoleDirectory;
  readonly sessions: SessionStore;
  readonly clock: Clock;
}
