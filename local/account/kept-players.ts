import { keptIdentities } from '../identities/kept-identities';
import type { Account } from '../resources/account';
import { keptIdentityPools } from '../services/cognito-identity/kept-identity-pools';
import { keptUserPools } from '../services/cognito-idp/kept/kept-user-pools';
import { keptSessions, type PoliciesOf } from '../sessions/kept-sessions';
import type { SessionStore } from '../sessions/session-store';
import type { PersistedCollection } from '../state/persisted';

/** What is kept of an account's players, once its pools and roles are there: who they are, and that they are signed in. */
export function keptPlayers(account: Account, sessions: SessionStore): readonly PersistedCollection[] {
  const { identities, identityPools, userPools, roles } = account;
  // From here on a role that is deleted ends its sessions for good.
  roles.onDeleted = (roleArn) => sessions.noteGone(roleArn);
  return [
    keptIdentityPools(identityPools),
    keptIdentities(identities, (poolId) => identityPools.has(poolId)),
    ...keptUserPools(userPools),
    keptSessions(sessions, policiesIn(account, sessions)),
  ] as readonly PersistedCollection[];
}

/** Whose policies the holder of temporary credentials has: a role's, or, of sessions that a user made, the user's. */
function policiesIn({ roles }: Pick<Account, 'roles'>, sessions: SessionStore): PoliciesOf {
  const gone = () => undefined;
  return (principal) => {
    switch (principal.kind) {
      case 'assumed-role':
        return roles.find(principal.roleArn)?.now ?? gone;
      case 'user':
        return () => sessions.user(principal.arn)?.policies();
      case 'federated-user':
        return () => sessions.user(principal.userArn)?.policies();
      default:
        return gone;
    }
  };
}
