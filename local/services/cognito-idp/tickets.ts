import { randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/clock';

interface Held<Value> {
  readonly value: Value;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** More than wait at once on one machine; beyond it the oldest go. */
const mostHeld = 10_000;

/** What is kept for whoever comes back with the key to it, for a while. */
export class Tickets<Value> {
  readonly #clock: Clock;
  readonly #newKey: () => string;
  readonly #held = new Map<string, Held<Value>>();

  /** @param newKey must not be predictable; by default 512 bits in base 64 */
  constructor(clock: Clock, newKey: () => string = () => randomBytes(64).toString('base64')) {
    this.#clock = clock;
    this.#newKey = newKey;
  }

  /**
   * @param seconds how long it waits
   * @returns the key, by which alone it is found again
   */
  open(value: Value, seconds: number): string {
    const [oldest] = this.#held.keys();
    if (this.#held.size >= mostHeld && oldest !== undefined) this.#held.delete(oldest);
    const key = this.#newKey();
    this.#held.set(key, { value, expiresAt: this.#clock.now() + seconds * 1000 });
    return key;
  }

  /** Looks at it and leaves it open. */
  find(key: string): Value | undefined {
    const held = this.#held.get(key);
    return held === undefined || this.#clock.now() >= held.expiresAt ? undefined : held.value;
  }

  /** Finds it, this once. */
  take(key: string): Value | undefined {
    const value = this.find(key);
    this.close(key);
    return value;
  }

  close(key: string): void {
    this.#held.delete(key);
  }

  /** Closes whatever is of one kind: nobody comes back for it. */
  closeAll(isWanted: (value: Value) => boolean): void {
    for (const [key, { value }] of this.#held) if (isWanted(value)) this.#held.delete(key);
  }
}
