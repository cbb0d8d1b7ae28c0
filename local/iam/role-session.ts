import type { CompiledPolicy } from '../../policy/compile';
import { requestContext } from '../../policy/types';
import type { HandedOn, Session } from '../sessions/session';
import type { SessionStore } from '../sessions/session-store';
import type { ContextKeys } from './federated-player';
import type { Role } from './role';

/** A session of a role, for whoever was let take it. */
export function mintRoleSession(
  sessions: SessionStore,
  role: Role,
  sessionName: string,
  lifetimeSeconds: number,
  holds: {
    readonly keys: ContextKeys;
    readonly sessionPolicies?: readonly CompiledPolicy[] | undefined;
    readonly byIdentityPool?: true | undefined;
    readonly handedOn?: HandedOn;
  },
): Session {
  // An assumed role's ARN has no path (documented), the role's own has.
  const sessionArn = `arn:${role.partition}:sts::${role.account}:assumed-role/${role.name}/${sessionName}`;
  return sessions.mint(
    {
      principal: { kind: 'assumed-role', account: role.account, roleArn: role.arn, sessionArn, roleId: role.roleId },
      account: role.account,
      arn: sessionArn,
      userId: `${role.roleId}:${sessionName}`,
      policies: role.now,
      ...(holds.sessionPolicies === undefined ? {} : { sessionPolicies: holds.sessionPolicies }),
      context: requestContext(holds.keys),
      ...(holds.byIdentityPool === undefined ? {} : { byIdentityPool: holds.byIdentityPool }),
      ...(holds.handedOn === undefined ? {} : { handedOn: holds.handedOn }),
    },
    lifetimeSeconds,
  );
}

/** A session tag hides the role's own tag of that key, whatever its letters' case (documented: id_session-tags). */
export function principalTagKeys(
  roleTags: ReadonlyMap<string, string>,
  sessionTags: ReadonlyMap<string, string>,
): ContextKeys {
  const keys = new Map<string, string>();
  for (const [key, value] of [...roleTags, ...sessionTags]) keys.set(`aws:principaltag/${key.toLowerCase()}`, value);
  return Object.fromEntries(keys);
}
