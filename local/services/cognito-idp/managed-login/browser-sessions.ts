import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../../shared/clock';

/** A browser in which somebody is signed in. */
export interface BrowserSession {
  readonly sub: string;
  /** Milliseconds since the epoch. */
  readonly authenticatedAt: number;
}

/** One, and when it ends, in milliseconds since the epoch. */
export interface KeptBrowserSession extends BrowserSession {
  readonly expiresAt: number;
}

/** A browser stays signed in for an hour (documented: the cookie of managed login). */
export const browserSeconds = 60 * 60;

/** More than one machine's browsers; beyond it the oldest go. */
const mostHeld = 10_000;

/** Browsers in which somebody is signed in at one managed login. Of their cookies only digests are kept. */
export class BrowserSessions {
  readonly #clock: Clock;
  readonly #changed: (digest: string) => void;
  /** By the cookie's digest, the oldest first. */
  readonly #held = new Map<string, KeptBrowserSession>();

  /** @param changed told the digest of the cookie of whichever begins or ends */
  constructor(clock: Clock, changed: (digest: string) => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** @returns the cookie, by which alone it is found again */
  open({ sub, authenticatedAt }: BrowserSession): string {
    this.#forgetOld();
    const cookie = randomBytes(32).toString('base64url');
    const digest = digestOf(cookie);
    this.#held.set(digest, { sub, authenticatedAt, expiresAt: this.#clock.now() + browserSeconds * 1000 });
    this.#changed(digest);
    return cookie;
  }

  find(cookie: string): BrowserSession | undefined {
    const held = this.#held.get(digestOf(cookie));
    return held === undefined || this.#clock.now() >= held.expiresAt ? undefined : held;
  }

  close(cookie: string): void {
    this.#end(digestOf(cookie));
  }

  closeAll(): void {
    for (const digest of this.#held.keys()) this.#end(digest);
  }

  /** The digests of all cookies. */
  digests(): Iterable<string> {
    return this.#held.keys();
  }

  kept(digest: string): KeptBrowserSession | undefined {
    return this.#held.get(digest);
  }

  /** Takes one of an earlier process. */
  restore(digest: string, session: KeptBrowserSession): void {
    this.#held.set(digest, session);
  }

  #forgetOld(): void {
    for (const [digest, { expiresAt }] of this.#held) {
      if (this.#clock.now() < expiresAt && this.#held.size < mostHeld) return;
      this.#end(digest);
    }
  }

  #end(digest: string): void {
    if (this.#held.delete(digest)) this.#changed(digest);
  }
}

function digestOf(cookie: string): string {
  return createHash('sha256').update(cookie).digest('base64url');
}
