import { type CompiledPolicy, compilePolicy } from '../../policy/compile';
import { PolicyError } from '../../policy/policy-error';
import { type ContextValue, isUncertain, type KnownValue, type Principal } from '../../policy/types';
import type { BodyReference, PersistedCollection } from '../state/persisted';
import type { Session, SessionCredentials } from './session';
import { type HeldSession, type SessionStore, sessionsCollection } from './session-store';

/** JSON has no undefined in lists. */
type KeptValue = KnownValue | { readonly uncertain: readonly (KnownValue | null)[] | 'anything' };

/** A session's own policy: a text, and what errors and explanations call it. */
interface PolicyRecord extends BodyReference {
  readonly source: string;
}

/** A session as it is kept. */
interface SessionRecord {
  readonly credentials: SessionCredentials;
  readonly principal: Principal;
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly context: readonly (readonly [string, KeptValue])[];
  readonly sessionPolicies?: readonly PolicyRecord[];
  readonly handedOn?: { readonly tags: readonly (readonly [string, string])[]; readonly sourceIdentity?: string };
  readonly byIdentityPool?: true;
  /** Its role is gone. One that has its ARN later is another. */
  readonly ended?: true;
}

/** Whose policies a principal has, as they are when asked; undefined once there is no such principal. */
export type PoliciesOf = (principal: Principal) => Session['policies'];

/**
 * Temporary credentials: whoever has some goes on with them after a restart. What their role lets them do is what it lets them do then.
 * Credentials whose own policies this release does not understand have expired, so that their holder asks for new ones.
 */
export function keptSessions(sessions: SessionStore, policiesOf: PoliciesOf): PersistedCollection<SessionRecord> {
  const compiled = new Map<string, CompiledPolicy>();
  const compile = ({ source, hash, size }: PolicyRecord): CompiledPolicy => {
    const known = compiled.get(`${hash} ${source}`);
    if (known !== undefined) return known;
    const text = sessions.keeper.bodies.find({ hash, size }).read().toString();
    const policy = compilePolicy(JSON.parse(text), source, 'identity');
    compiled.set(`${hash} ${source}`, policy);
    return policy;
  };
  return {
    name: sessionsCollection,
    version: 1,
    *keys() {
      for (const { session } of sessions.temporary()) yield session.credentials.accessKeyId;
    },
    read(accessKeyId) {
      const held = sessions.held(accessKeyId);
      return held?.session.credentials.expiration === undefined ? undefined : recordOf(held);
    },
    restore(accessKeyId, record) {
      const policyTexts = (record.sessionPolicies ?? []).map((policy) => sessions.keeper.bodies.find(policy));
      const policies = record.ended ? () => undefined : policiesOf(record.principal);
      // A role that went without a word has ended its sessions too.
      const isAsKept = isEnded(record.principal, policies) === (record.ended === true);
      try {
        const own = record.sessionPolicies?.map(compile);
        sessions.restore({ session: sessionOf(record, policies, own), policyTexts });
        if (!isAsKept) sessions.keeper.changed(sessionsCollection, accessKeyId);
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error;
        const credentials = { ...record.credentials, expiration: sessions.now() };
        sessions.restore({ session: sessionOf({ ...record, credentials }, policies, []), policyTexts: [] });
        sessions.keeper.changed(sessionsCollection, accessKeyId);
      }
    },
    blobsOf: ({ sessionPolicies = [] }) => sessionPolicies.map(({ hash }) => hash),
  };
}

/** Member by member: spreading them costs more than writing them, and this is done for every session. */
function recordOf({ session, policyTexts }: HeldSession): SessionRecord {
  const { credentials, principal, account, arn, userId, sessionPolicies, handedOn, policies, byIdentityPool } = session;
  const context: (readonly [string, KeptValue])[] = [];
  for (const [key, value] of session.context) context.push([key, keptValue(value)]);
  const record: Writable<SessionRecord> = { credentials, principal, account, arn, userId, context };
  if (sessionPolicies !== undefined) record.sessionPolicies = policyRecords(sessionPolicies, policyTexts);
  if (handedOn !== undefined) record.handedOn = { ...handedOn, tags: [...handedOn.tags] };
  if (byIdentityPool !== undefined) record.byIdentityPool = byIdentityPool;
  if (isEnded(principal, policies)) record.ended = true;
  return record;
}

type Writable<Value> = { -readonly [Member in keyof Value]: Value[Member] };

/** Users get their key pairs at each start, once what was kept is restored: their sessions wait for them. */
function isEnded({ kind }: Principal, policies: Session['policies']): boolean {
  return kind === 'assumed-role' && policies() === undefined;
}

function policyRecords(policies: readonly CompiledPolicy[], texts: HeldSession['policyTexts']): PolicyRecord[] {
  return texts.map(({ hash, size }, index) => ({ source: policies[index]?.source ?? '', hash, size }));
}

function sessionOf(
  { credentials, principal, account, arn, userId, context, handedOn, byIdentityPool }: SessionRecord,
  policies: Session['policies'],
  sessionPolicies: readonly CompiledPolicy[] | undefined,
): Session {
  return {
    ...{ credentials, principal, account, arn, userId, policies },
    ...(sessionPolicies === undefined ? {} : { sessionPolicies }),
    context: new Map(context.map(([key, value]) => [key, contextValue(value)])),
    ...(byIdentityPool === undefined ? {} : { byIdentityPool }),
    ...(handedOn === undefined ? {} : { handedOn: { ...handedOn, tags: new Map(handedOn.tags) } }),
  };
}

function keptValue(value: ContextValue): KeptValue {
  if (!isUncertain(value)) return value;
  const { uncertain } = value;
  return { uncertain: uncertain === 'anything' ? uncertain : uncertain.map((one) => one ?? null) };
}

function contextValue(value: KeptValue): ContextValue {
  if (typeof value === 'string' || !('uncertain' in value)) return value;
  const { uncertain } = value;
  return { uncertain: uncertain === 'anything' ? uncertain : uncertain.map((one) => one ?? undefined) };
}
