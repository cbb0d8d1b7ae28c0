import { randomBytes } from 'node:crypto';
import type { CompiledPolicy } from '../../policy/compile';
import type { Clock } from '../shared/clock';
import { inMemory } from '../state/in-memory';
import type { AccountKeeper, Body } from '../state/persisted';
import type { Session, SessionCredentials } from './session';

/** What sessions are kept as; their records' keys are their access key IDs. */
export const sessionsCollection = 'sessions';

/** A session, and the texts of its own policies, which many have in common. */
export interface HeldSession {
  readonly session: Session;
  readonly policyTexts: readonly Body[];
}

/** Everything of a session but its keys. */
export type SessionSpec = Omit<Session, 'credentials'>;

/** How long an expired session is remembered, so that its holder is told `ExpiredToken` and not `InvalidToken`. */
const rememberExpiredForMilliseconds = 60 * 60 * 1000;

/** Mints credentials and finds the session behind an access key. */
export class SessionStore {
  readonly #clock: Clock;
  readonly #sessions = new Map<string, HeldSession>();
  /** By ARN: who has a long-term key pair. */
  readonly #users = new Map<string, Session>();
  readonly keeper: AccountKeeper;
  #nextSweep = 0;

  constructor(clock: Clock, keeper: AccountKeeper = inMemory) {
    this.#clock = clock;
    this.keeper = keeper;
  }

  /** A new session with temporary credentials, valid for `lifetimeSeconds`. */
  mint(spec: SessionSpec, lifetimeSeconds: number): Session {
    this.#forgetExpired();
    // All at once: asking for random bytes costs more than the bytes do.
    const random = randomBytes(keyPairBytes + 96);
    const session: Session = {
      ...spec,
      credentials: {
        ...keyPair('ASIA', random),
        sessionToken: random.toString('base64', keyPairBytes),
        expiration: this.#clock.now() + lifetimeSeconds * 1000,
      },
    };
    // Put for each session: of what no record refers to for a while nothing is left.
    const policyTexts = (spec.sessionPolicies ?? []).map((policy) => this.keeper.bodies.put(textOf(policy)));
    this.restore({ session, policyTexts });
    this.keeper.changed(sessionsCollection, session.credentials.accessKeyId);
    return session;
  }

  /** The session of a long-term key pair: only the administrator has one, who is not kept. @param credentials by default new ones */
  mintLongTerm(spec: SessionSpec, credentials: SessionCredentials = newAccessKey()): Session {
    const session: Session = { ...spec, credentials };
    this.restore({ session, policyTexts: [] });
    this.#users.set(session.arn, session);
    return session;
  }

  /** The session of an access key, expired or not; undefined where no such key was ever handed out (or long ago). */
  find(accessKeyId: string): Session | undefined {
    return this.#sessions.get(accessKeyId)?.session;
  }

  /** All temporary credentials. */
  *temporary(): Iterable<HeldSession> {
    for (const held of this.#sessions.values()) if (held.session.credentials.expiration !== undefined) yield held;
  }

  /** The user of an ARN, who has a long-term key pair. */
  user(arn: string): Session | undefined {
    return this.#users.get(arn);
  }

  held(accessKeyId: string): HeldSession | undefined {
    return this.#sessions.get(accessKeyId);
  }

  /** Takes a session that was minted in an earlier process. */
  restore(held: HeldSession): void {
    this.#sessions.set(held.session.credentials.accessKeyId, held);
  }

  /** Says that a role is gone: its sessions must not come back to life with a later one of its ARN. */
  noteGone(roleArn: string): void {
    for (const { session } of this.temporary()) {
      const { principal, credentials } = session;
      if (principal.kind !== 'assumed-role' || principal.roleArn !== roleArn) continue;
      this.keeper.changed(sessionsCollection, credentials.accessKeyId);
    }
  }

  now(): number {
    return this.#clock.now();
  }

  #forgetExpired(): void {
    const now = this.#clock.now();
    if (now < this.#nextSweep) return;
    this.#nextSweep = now + rememberExpiredForMilliseconds;
    for (const [accessKeyId, { session }] of this.#sessions) {
      if ((session.credentials.expiration ?? Infinity) + rememberExpiredForMilliseconds >= now) continue;
      this.#sessions.delete(accessKeyId);
      this.keeper.changed(sessionsCollection, accessKeyId);
    }
  }
}

/** A new long-term key pair. */
export function newAccessKey(): SessionCredentials {
  return keyPair('AKIA', randomBytes(keyPairBytes));
}

/** Guests have the same few. */
const texts = new WeakMap<CompiledPolicy, Buffer>();

function textOf(policy: CompiledPolicy): Buffer {
  const known = texts.get(policy);
  if (known !== undefined) return known;
  const text = Buffer.from(JSON.stringify(policy.document));
  texts.set(policy, text);
  return text;
}

const accessKeyBytes = 16;
const keyPairBytes = accessKeyBytes + 30;

/** A key pair of the first {@link keyPairBytes} random bytes. */
function keyPair(prefix: 'ASIA' | 'AKIA', random: Buffer) {
  // Sixteen characters of base 32 after the prefix, as AWS's own access key IDs have.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const suffix = Array.from(random.subarray(0, accessKeyBytes), (byte) => alphabet[byte % 32]).join('');
  return {
    accessKeyId: `${prefix}${suffix}`,
    secretAccessKey: random.toString('base64', accessKeyBytes, keyPairBytes),
  };
}
