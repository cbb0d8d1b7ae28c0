import type { CompiledPolicy } from '../../policy/compile';
import { type AuthorizationQuestion, type ContextValue, requestContext } from '../../policy/types';
import type { HandedOn, Session } from '../sessions/session';
import { type AssumeRoleDependencies, requestTagKeys } from './assume-role';
import type { Role } from './role';
import { mintRoleSession, principalTagKeys } from './role-session';

/** What a caller who has credentials already asks of a role's session. */
export interface CallerRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  /** In seconds; absent: 3,600. */
  readonly duration?: number;
  readonly externalId?: string;
  readonly sourceIdentity?: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly transitiveTagKeys: readonly string[];
}

/** Seconds, unless told (**documented**). */
export const defaultDuration = 3600;

/**
 * What IAM is asked, each question of the caller's policies and of the role's trust policy alike: `sts:AssumeRole`, `sts:TagSession` where
 * the session gets tags, `sts:SetSourceIdentity` where it has a source identity (**documented**: "Pass session tags in AWS STS", "Monitor
 * and control actions taken with assumed roles"; the second for chains of roles too). That tags which are inherited need `sts:TagSession`
 * once more is **unconfirmed**.
 *
 * @param role absent: there is no such role
 * @param inherits what the caller's own session hands on
 */
export function callerQuestions(
  request: CallerRequest,
  role: Role | undefined,
  inherits: HandedOn | undefined,
): AuthorizationQuestion[] {
  const { tags, transitiveTagKeys } = request;
  const inherited = inherits?.sourceIdentity;
  const actions = ['sts:AssumeRole'];
  if (tags.size + (inherits?.tags.size ?? 0) > 0) actions.push('sts:TagSession');
  if ((request.sourceIdentity ?? inherited) !== undefined) actions.push('sts:SetSourceIdentity');
  const roleTags = [...(role?.tags ?? [])].map(([key, value]) => [`iam:ResourceTag/${key}`, value]);
  const context = requestContext({
    'sts:RoleSessionName': request.sessionName,
    'sts:ExternalId': request.externalId,
    // Whether the key is there, and holds the default, where the request says nothing of it is **unconfirmed**.
    'sts:DurationSeconds': request.duration === undefined ? unsaid(String(defaultDuration)) : String(request.duration),
    'sts:SourceIdentity': request.sourceIdentity ?? (inherited === undefined ? undefined : unsaid(inherited)),
    ...requestTagKeys(tags),
    ...(transitiveTagKeys.length === 0 ? {} : { 'sts:TransitiveTagKeys': transitiveTagKeys }),
    ...Object.fromEntries(roleTags),
  });
  return actions.map((action) => ({ action, resource: request.roleArn, context }));
}

/** The session of a role for a caller who was let take it. */
export function sessionForCaller(
  { sessions, clock }: AssumeRoleDependencies,
  role: Role,
  request: CallerRequest,
  inherits: HandedOn | undefined,
  sessionPolicies: readonly CompiledPolicy[] | undefined,
): Session {
  const { sessionName, duration = defaultDuration, tags } = request;
  const sourceIdentity = inherits?.sourceIdentity ?? request.sourceIdentity;
  const isTransitive = (key: string) =>
    request.transitiveTagKeys.some((other) => other.toLowerCase() === key.toLowerCase());
  const own = [...tags].filter(([key]) => isTransitive(key));
  const handedOn = new Map([...(inherits?.tags ?? []), ...own]);
  return mintRoleSession(sessions, role, sessionName, duration, {
    keys: {
      ...principalTagKeys(role.tags, new Map([...(inherits?.tags ?? []), ...tags])),
      'aws:SourceIdentity': sourceIdentity,
      'aws:TokenIssueTime': new Date(clock.now()).toISOString(),
      // **Documented**: in every request under temporary credentials; nobody here has a second factor.
      'aws:MultiFactorAuthPresent': 'false',
    },
    sessionPolicies,
    handedOn: { tags: handedOn, ...(sourceIdentity === undefined ? {} : { sourceIdentity }) },
  });
}

function unsaid(value: string): ContextValue {
  return { uncertain: [undefined, value] };
}
