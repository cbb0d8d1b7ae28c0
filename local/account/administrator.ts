import { compilePolicy } from '../../policy/compile';
import type { Session } from '../sessions/session';
import type { SessionStore } from '../sessions/session-store';

const everything = compilePolicy(
  { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
  "the local cloud's administrator",
  'identity',
);

/**
 * The one key pair that comes from no role: it plays the game's backend and whoever runs the account, seeds data and invokes
 * functions. Made anew at each start.
 */
export function makeAdministrator(sessions: SessionStore, place: { account: string; partition: string }): Session {
  const arn = `arn:${place.partition}:iam::${place.account}:user/local-administrator`;
  return sessions.mintLongTerm({
    principal: { kind: 'user', account: place.account, arn },
    account: place.account,
    arn,
    userId: 'AIDALOCALADMINISTRATR',
    policies: () => ({ identityPolicies: [everything] }),
    context: new Map(),
  });
}
