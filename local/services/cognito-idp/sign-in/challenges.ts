import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../clock';
import type { SrpExchange } from '../srp/exchange';

/** What a sign-in waits for. */
export type Challenge = { readonly clientId: string } & (
  | {
      readonly name: 'PASSWORD_VERIFIER';
      readonly exchange: SrpExchange;
      /** Absent for somebody who does not exist. */
      readonly sub?: string;
    }
  | { readonly name: 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA'; readonly sub: string }
);

interface Open {
  readonly challenge: Challenge;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** More than wait at once on one machine; beyond it the oldest go. */
const mostOpen = 10_000;

/** The open challenges of one pool. Each is answered once. */
export class Challenges {
  readonly #clock: Clock;
  readonly #open = new Map<string, Open>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param seconds how long it waits
   * @returns what the answer must name it by: base 64, unpredictable
   */
  open(challenge: Challenge, seconds: number): string {
    const [oldest] = this.#open.keys();
    if (this.#open.size >= mostOpen && oldest !== undefined) this.#open.delete(oldest);
    const key = randomBytes(64).toString('base64');
    this.#open.set(key, { challenge, expiresAt: this.#clock.now() + seconds * 1000 });
    return key;
  }

  /** Looks at a challenge and leaves it open. */
  find(key: string): Challenge | undefined {
    const open = this.#open.get(key);
    return open === undefined || this.#clock.now() >= open.expiresAt ? undefined : open.challenge;
  }

  close(key: string): void {
    this.#open.delete(key);
  }
}
