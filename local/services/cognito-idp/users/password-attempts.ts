/** How many wrong passwords in a row are free. */
const freeAttempts = 5;
const longestLockMilliseconds = 15 * 60 * 1000;

/** What {@link PasswordAttempts} counts. */
export interface PasswordCounts {
  /** In a row. */
  readonly wrong: number;
  /** Milliseconds since the epoch; 0 for never. */
  readonly lastWrongAt: number;
}

/**
 * Locks a user out for longer and longer: a second after the fifth wrong password, then twice as long with each further one, up to
 * about fifteen minutes. An attempt within a lock does not make it longer; the right password, or fifteen quiet minutes, forgive all.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html documented: "Lockout behavior for failed sign-in attempts"
 */
export class PasswordAttempts {
  #wrong: number;
  #lastWrongAt: number;

  /** @param counts of an earlier process. @default none */
  constructor({ wrong, lastWrongAt }: PasswordCounts = { wrong: 0, lastWrongAt: 0 }) {
    this.#wrong = wrong;
    this.#lastWrongAt = lastWrongAt;
  }

  get counts(): PasswordCounts {
    return { wrong: this.#wrong, lastWrongAt: this.#lastWrongAt };
  }

  /** @param now milliseconds since the epoch */
  isLocked(now: number): boolean {
    return now < this.#lastWrongAt + this.#lockMilliseconds();
  }

  wrong(now: number): void {
    if (now >= this.#lastWrongAt + longestLockMilliseconds) this.#wrong = 0;
    this.#wrong += 1;
    this.#lastWrongAt = now;
  }

  right(): void {
    this.#wrong = 0;
    this.#lastWrongAt = 0;
  }

  #lockMilliseconds(): number {
    if (this.#wrong < freeAttempts) return 0;
    return Math.min(1000 * 2 ** (this.#wrong - freeAttempts), longestLockMilliseconds);
  }
}
