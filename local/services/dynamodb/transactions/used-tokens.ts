/** What a token was used for. */
export interface Use {
  /** The fingerprint of what the request says. */
  readonly parameters: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** The `ClientRequestToken`s of transactions that were done, by operation and token. */
export class UsedTokens {
  /** In the order of their expiry. */
  readonly #uses = new Map<string, Use>();
  readonly #changed: (use: string) => void;

  /** @param changed told of each that is used, and forgotten */
  constructor(changed: (use: string) => void = () => {}) {
    this.#changed = changed;
  }

  find(operation: string, token: string): Use | undefined {
    return this.#uses.get(nameOf(operation, token));
  }

  add(operation: string, token: string, use: Use): void {
    this.restore(nameOf(operation, token), use);
    this.#changed(nameOf(operation, token));
  }

  forgetExpired(now: number): void {
    for (const [name, { expiresAt }] of this.#uses) {
      if (expiresAt > now) return;
      this.#uses.delete(name);
      this.#changed(name);
    }
  }

  /** Each as {@link read} and {@link restore} name it. */
  names(): Iterable<string> {
    return this.#uses.keys();
  }

  read(name: string): Use | undefined {
    return this.#uses.get(name);
  }

  /** Takes a use of an earlier process. */
  restore(name: string, use: Use): void {
    this.#uses.set(name, use);
  }
}

const nameOf = (operation: string, token: string) => `${operation}/${token}`;
