import { randomBytes } from 'node:crypto';
import type { Clock } from '../shared/clock';
import type { Session, SessionCredentials } from './session';

/** Everything of a session but its keys. */
export type SessionSpec = Omit<Session, 'credentials'>;

/** How long an expired session is remembered, so that its holder is told `ExpiredToken` and not `InvalidToken`. */
const rememberExpiredForMilliseconds = 60 * 60 * 1000;

/** Mints credentials and finds the session behind an access key. Sessions live in memory, as long as the cloud runs. */
export class SessionStore {
  readonly #clock: Clock;
  readonly #sessions = new Map<string, Session>();
  #nextSweep = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
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
    this.#sessions.set(session.credentials.accessKeyId, session);
    return session;
  }

  /** The session of a long-term key pair: only the administrator has one. @param credentials by default new ones */
  mintLongTerm(spec: SessionSpec, credentials: SessionCredentials = newAccessKey()): Session {
    const session: Session = { ...spec, credentials };
    this.#sessions.set(session.credentials.accessKeyId, session);
    return session;
  }

  /** The session of an access key, expired or not; undefined where no such key was ever handed out (or long ago). */
  find(accessKeyId: string): Session | undefined {
    return this.#sessions.get(accessKeyId);
  }

  #forgetExpired(): void {
    const now = this.#clock.now();
    if (now < this.#nextSweep) return;
    this.#nextSweep = now + rememberExpiredForMilliseconds;
    for (const [accessKeyId, { credentials }] of this.#sessions) {
      if ((credentials.expiration ?? Infinity) + rememberExpiredForMilliseconds < now)
        this.#sessions.delete(accessKeyId);
    }
  }
}

/** A new long-term key pair. */
export function newAccessKey(): SessionCredentials {
  return keyPair('AKIA', randomBytes(keyPairBytes));
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
