import type { CompiledPolicy } from '../../policy/compile';
import type { ContextValue } from '../../policy/types';
import type { Session } from '../sessions/session';
import type { SessionStore } from '../sessions/session-store';
import type { Clock } from '../shared/clock';
import { type ContextKeys, type FederatedPlayer, playerName } from './federated-player';
import { type Asked, allRefused, type Decided, type Refused } from './refused';
import type { Role } from './role';
import { mintRoleSession, principalTagKeys } from './role-session';
import { decideTrust, webIdentityAction } from './role-trust';

/** One player's request for one role. */
export interface WebIdentityRequest {
  readonly role: Role;
  readonly player: FederatedPlayer;
  readonly sessionName: string;
  readonly durationSeconds: number;
  /** Absent: the session has all that its role has. */
  readonly sessionPolicies?: readonly CompiledPolicy[];
  /** Set where the identity pool asks itself: the enhanced flow. */
  readonly byIdentityPool?: true;
  /** Keys of the request itself, for the trust policy alone: `aws:SourceIp`. */
  readonly requestKeys?: ContextKeys;
}

/** What taking a role needs. */
export interface AssumeRoleDependencies {
  readonly sessions: SessionStore;
  readonly clock: Clock;
}

/** What came of it: a session, or the trust policy's refusal, which is the caller's to report. */
export type Assumption =
  | {
      readonly assumed: true;
      readonly session: Session;
      /** The one that the role trusts: a provider, or a service. */
      readonly principal: string;
      /** The trust policy's answer, with the session that it led to. */
      readonly asked: Asked;
    }
  | { readonly assumed: false; readonly refused: Refused };

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
  const keys: ContextKeys = {
    ...timeKeys(clock),
    ...request.requestKeys,
    ...player.keys,
    ...requestTagKeys(player.tags),
    'sts:RoleSessionName': sessionName,
    'sts:DurationSeconds': String(request.durationSeconds),
  };
  const further = player.tags.size === 0 ? [] : ['sts:TagSession'];
  const ask = (provider: string) =>
    decideTrust(
      role,
      [webIdentityAction, ...further],
      { kind: 'federated', provider },
      // Documented: in the trust policy, too.
      { ...keys, 'aws:FederatedProvider': provider },
    );
  const caller = playerName(player);
  const provider = player.principals.find((principal) => ask(principal).decision.allowed);
  if (provider === undefined) {
    const [first, ...others] = player.principals;
    return { assumed: false, refused: { caller, ...allRefused(ask(first), others.map(ask)) } };
  }
  const session = mintRoleSession(sessions, role, sessionName, request.durationSeconds, {
    keys: {
      ...player.keys,
      ...principalTagKeys(role.tags, player.tags),
      'aws:FederatedProvider': provider,
      'aws:TokenIssueTime': new Date(clock.now()).toISOString(),
      'aws:MultiFactorAuthPresent': federatedMultiFactor,
    },
    sessionPolicies: request.sessionPolicies,
    byIdentityPool: request.byIdentityPool,
  });
  return { assumed: true, session, principal: provider, asked: ledTo(session, caller, ask(provider)) };
}

/**
 * Temporary credentials carry the key, and it is "not present for federated identities": the page says both, so which of the two holds
 * for a web identity is **unconfirmed**. Where it is there, it is `false`: AWS has seen no second factor.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
const federatedMultiFactor: ContextValue = { uncertain: [undefined, 'false'] };

/** Twelve hours. */
const serviceSessionSeconds = 43_200;

/**
 * An AWS service takes its role, as Lambda takes a function's execution role: the trust policy must let that service
 * `sts:AssumeRole`.
 *
 * @param service `lambda.amazonaws.com`
 * @param sessionKeys what the service says of itself in each request under the session
 */
export function assumeRoleForService(
  { sessions, clock }: AssumeRoleDependencies,
  role: Role,
  service: string,
  sessionName: string,
  sessionKeys: ContextKeys = {},
): Assumption {
  const decided = decideServiceTrust(role, service, clock, sessionName);
  if (!decided.decision.allowed) return { assumed: false, refused: { caller: service, ...decided } };
  const session = mintRoleSession(sessions, role, sessionName, serviceSessionSeconds, {
    keys: {
      ...sessionKeys,
      ...principalTagKeys(role.tags, new Map()),
      'aws:TokenIssueTime': new Date(clock.now()).toISOString(),
      // Documented: in every request under temporary credentials.
      'aws:MultiFactorAuthPresent': 'false',
    },
  });
  return { assumed: true, session, principal: service, asked: ledTo(session, service, decided) };
}

function ledTo({ credentials }: Session, caller: string, decided: Decided): Asked {
  return { caller, ...decided, minted: credentials.accessKeyId };
}

/** Whether a role lets an AWS service take it. */
export function trustsService(role: Role, service: string, clock: Clock): boolean {
  return decideServiceTrust(role, service, clock, cloudFormationSession).decision.allowed;
}

/** What CloudFormation calls its sessions (**observed** in refusals that people quote: aws-waf-security-automations#33). */
export const cloudFormationSession = 'AWSCloudFormation';

function decideServiceTrust(role: Role, service: string, clock: Clock, sessionName: string) {
  const keys: ContextKeys = {
    ...timeKeys(clock),
    'sts:RoleSessionName': sessionName,
    // Documented: who calls under a service principal.
    'aws:PrincipalIsAWSService': 'true',
    'aws:PrincipalServiceName': service,
  };
  return decideTrust(role, ['sts:AssumeRole'], { kind: 'service', service }, keys);
}

function timeKeys(clock: Clock): ContextKeys {
  const now = clock.now();
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    // Http stands for TLS here.
    'aws:SecureTransport': 'true',
  };
}

/** The tags that a request wants its session to have. */
export function requestTagKeys(tags: ReadonlyMap<string, string>): ContextKeys {
  if (tags.size === 0) return {};
  return {
    ...Object.fromEntries([...tags].map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    'aws:TagKeys': [...tags.keys()],
  };
}
