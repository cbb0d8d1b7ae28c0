import { compilePolicy } from '../../policy/compile';
import type { Session, SessionCredentials } from '../sessions/session';
import type { SessionSpec, SessionStore } from '../sessions/session-store';

const everything = compilePolicy(
  { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
  "the local cloud's administrator",
  'identity',
);

/**
 * The one key pair that comes from no role: it plays the game's backend and whoever runs the account, seeds data and invokes
 * functions. Made anew at each start, unless the account is kept.
 *
 * @param credentials those that it has had; by default new ones
 */
export function makeAdministrator(
  sessions: SessionStore,
  place: { account: string; partition: string },
  credentials?: SessionCredentials,
): Session {
  const arn = `arn:${place.partition}:iam::${place.account}:user/local-administrator`;
  const spec: SessionSpec = {
    principal: { kind: 'user', account: place.account, arn },
    account: place.account,
    arn,
    userId: 'AIDALOCALADMINISTRATR',
    policies: () => ({ identityPolicies: [everything] }),
    context: new Map(),
  };
  return sessions.mintLongTerm(spec, credentials);
}
