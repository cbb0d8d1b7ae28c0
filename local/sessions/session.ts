import type { CompiledPolicy } from '../../policy/compile';
import type { Principal, RequestContext } from '../../policy/types';

/** The keys of a session, as every AWS API spells them. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Milliseconds since the epoch; absent for the administrator's long-term key pair. */
  readonly expiration?: number;
}

/** What IAM lets a principal do. */
export interface PrincipalPolicies {
  /** Inline and managed. */
  readonly identityPolicies: readonly CompiledPolicy[];
  readonly permissionsBoundary?: CompiledPolicy;
}

/** What sessions that are taken with this one inherit (role chaining). */
export interface HandedOn {
  /** The transitive tags: this session's own, and those that it inherited. */
  readonly tags: ReadonlyMap<string, string>;
  readonly sourceIdentity?: string;
}

/** Whoever signs requests: a role session, or the administrator. */
export interface Session {
  readonly credentials: SessionCredentials;
  readonly principal: Principal;
  /** Twelve digits. */
  readonly account: string;
  /** What `GetCallerIdentity` answers as `Arn`. */
  readonly arn: string;
  /** What `GetCallerIdentity` answers as `UserId`; also `aws:userid`. */
  readonly userId: string;
  /**
   * Its principal's policies as they are when asked: what changes for a role changes for its sessions at once (**documented**: IAM guide,
   * "Disabling permissions for temporary security credentials"). Undefined once the role is deleted.
   */
  readonly policies: () => PrincipalPolicies | undefined;
  /** The session's own policies: one union, intersected with the role's. Absent: the session has none. */
  readonly sessionPolicies?: readonly CompiledPolicy[];
  /** Condition keys that the session carries: `cognito-identity.amazonaws.com:sub`, `aws:PrincipalTag/…` */
  readonly context: RequestContext;
  /** Set where an identity pool handed the credentials out itself: the enhanced flow. */
  readonly byIdentityPool?: true;
  /** Absent: nothing. */
  readonly handedOn?: HandedOn;
}
