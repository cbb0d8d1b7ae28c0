import type { CompiledPolicy } from '../../policy/compile';
import { type Decision, decide } from '../../policy/decide';
import { type ContextValue, type Principal, requestContext } from '../../policy/types';
import type { Session } from '../sessions/session';
import type { SessionStore } from '../sessions/session-store';
import type { Clock } from '../shared/clock';
import type { Role } from './role';

/** Condition keys by the names that IAM's documentation spells them with. */
export type ContextKeys = Readonly<Record<string, ContextValue | undefined>>;

/** Someone whom an identity provider vouches for. */
export interface FederatedPlayer {
  /** As the trust policy's `Principal.Federated` names it: `cognito-identity.amazonaws.com`, or an IAM OIDC provider's ARN. */
  readonly provider: string;
  /** What the token says, as condition keys: `cognito-identity.amazonaws.com:sub`, `<issuer>:aud` … */
  readonly keys: ContextKeys;
  /** Session tags that the token carries. */
  readonly tags: ReadonlyMap<string, string>;
}

/** One player's request for one role. */
export interface WebIdentityRequest {
  readonly role: Role;
  readonly player: FederatedPlayer;
  readonly sessionName: string;
  readonly durationSeconds: number;
  /** Absent: the session has all that its role has. */
  readonly sessionPolicies?: readonly CompiledPolicy[];
  /** Keys of the request itself, for the trust policy alone: `aws:SourceIp`. */
  readonly requestKeys?: ContextKeys;
}

/** What came of it: a session, or the trust policy's refusal. */
export type Assumption =
  | { readonly assumed: true; readonly session: Session }
  | { readonly assumed: false; readonly refusal: Decision };

/** What taking a role needs. */
export interface AssumeRoleDependencies {
  readonly sessions: SessionStore;
  readonly clock: Clock;
}

/**
 * The one trust check behind `GetCredentialsForIdentity` and `AssumeRoleWithWebIdentity`: asks the role's trust policy for
 * `sts:AssumeRoleWithWebIdentity`, and for `sts:TagSession` where the token carries tags (documented), and mints the session.
 *
 * The session carries the token's keys for policy variables and conditions. That it carries those of a direct federation too,
 * beyond `sub` and `aud`, is unconfirmed.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function assumeRoleWithWebIdentity(
  { sessions, clock }: AssumeRoleDependencies,
  request: WebIdentityRequest,
): Assumption {
  const { role, player, sessionName } = request;
  const principal: Principal = { kind: 'federated', provider: player.provider };
  const keys: ContextKeys = {
    ...timeKeys(clock),
    ...request.requestKeys,
    ...player.keys,
    ...requestTagKeys(player.tags),
    'sts:RoleSessionName': sessionName,
    'sts:DurationSeconds': String(request.durationSeconds),
  };
  const actions = player.tags.size === 0 ? [webIdentityAction] : [webIdentityAction, 'sts:TagSession'];
  for (const action of actions) {
    const decision = askTrust(role, action, principal, keys);
    if (!decision.allowed) return { assumed: false, refusal: decision };
  }
  const session = mintRoleSession(sessions, role, sessionName, request.durationSeconds, {
    keys: {
      ...player.keys,
      ...principalTagKeys(role.tags, player.tags),
      'aws:FederatedProvider': player.provider,
      'aws:TokenIssueTime': new Date(clock.now()).toISOString(),
    },
    sessionPolicies: request.sessionPolicies,
  });
  return { assumed: true, session };
}

const webIdentityAction = 'sts:AssumeRoleWithWebIdentity';

/**
 * An AWS service takes its role, as Lambda takes a function's execution role: the trust policy must let that service
 * `sts:AssumeRole`.
 *
 * @param service `lambda.amazonaws.com`
 * @param lifetimeSeconds default 12 hours
 */
export function assumeRoleForService(
  { sessions, clock }: AssumeRoleDependencies,
  role: Role,
  service: string,
  sessionName: string,
  lifetimeSeconds = 43_200,
): Assumption {
  const keys: ContextKeys = { ...timeKeys(clock), 'sts:RoleSessionName': sessionName };
  const decision = askTrust(role, 'sts:AssumeRole', { kind: 'service', service }, keys);
  if (!decision.allowed) return { assumed: false, refusal: decision };
  const session = mintRoleSession(sessions, role, sessionName, lifetimeSeconds, {
    keys: {
      ...principalTagKeys(role.tags, new Map()),
      'aws:TokenIssueTime': new Date(clock.now()).toISOString(),
    },
  });
  return { assumed: true, session };
}

function askTrust(role: Role, action: string, principal: Principal, keys: ContextKeys): Decision {
  return decide(
    { action, resource: role.arn },
    {
      principal,
      account: role.account,
      context: requestContext(keys),
      identityPolicies: [],
      resourcePolicy: role.trustPolicy,
    },
  );
}

function mintRoleSession(
  sessions: SessionStore,
  role: Role,
  sessionName: string,
  lifetimeSeconds: number,
  holds: { readonly keys: ContextKeys; readonly sessionPolicies?: readonly CompiledPolicy[] | undefined },
): Session {
  // An assumed role's ARN has no path (documented), the role's own has.
  const sessionArn = `arn:${role.partition}:sts::${role.account}:assumed-role/${role.name}/${sessionName}`;
  return sessions.mint(
    {
      principal: { kind: 'assumed-role', account: role.account, roleArn: role.arn, sessionArn, roleId: role.roleId },
      account: role.account,
      arn: sessionArn,
      userId: `${role.roleId}:${sessionName}`,
      identityPolicies: role.identityPolicies,
      ...(role.permissionsBoundary === undefined ? {} : { permissionsBoundary: role.permissionsBoundary }),
      ...(holds.sessionPolicies === undefined ? {} : { sessionPolicies: holds.sessionPolicies }),
      context: requestContext(holds.keys),
    },
    lifetimeSeconds,
  );
}

function timeKeys(clock: Clock): ContextKeys {
  const now = clock.now();
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    // Loopback stands for TLS.
    'aws:SecureTransport': 'true',
  };
}

function requestTagKeys(tags: ReadonlyMap<string, string>): ContextKeys {
  if (tags.size === 0) return {};
  return {
    ...Object.fromEntries([...tags].map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    'aws:TagKeys': [...tags.keys()],
  };
}

/** A session tag hides the role's own tag of that key, whatever its letters' case (documented: id_session-tags). */
function principalTagKeys(
  roleTags: ReadonlyMap<string, string>,
  sessionTags: ReadonlyMap<string, string>,
): ContextKeys {
  const keys = new Map<string, string>();
  for (const [key, value] of [...roleTags, ...sessionTags]) keys.set(`aws:principaltag/${key.toLowerCase()}`, value);
  return Object.fromEntries(keys);
}
