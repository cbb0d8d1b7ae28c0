import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/clock';
import type { UserPoolClient } from '../user-pool-client';
import type { User } from '../users/user';

/** One sign-in of a user: every token that came of it, by way of its refresh token or at once, belongs to it. */
export interface SignIn {
  /** `event_id` of all its tokens. */
  readonly id: string;
  /** `jti` of its first token. */
  readonly originJti: string;
  readonly sub: string;
  readonly clientId: string;
  /** Milliseconds since the epoch. */
  readonly authenticatedAt: number;
  /** When its refresh token ends, in milliseconds since the epoch. */
  readonly refreshUntil: number;
  /** What its tokens are for, where managed login gave them; absent for those of the API. */
  readonly scopes?: readonly string[];
  /** Set when its tokens were called back: its refresh token alone, or everything that the user had. */
  readonly ended?: 'revoked' | 'signed-out';
}

/** A sign-in with what it is found by: of a refresh token only a digest is kept. */
export interface KeptSignIn extends SignIn {
  readonly refreshDigest: string;
}

/** A new sign-in, and the one time that its refresh token is seen. */
export interface NewSignIn {
  readonly signIn: SignIn;
  /** Opaque. */
  readonly refreshToken: string;
}

/** The longest life of an access token, which can outlive its refresh token by as much. */
const longestTokenMilliseconds = 24 * 60 * 60 * 1000;

/** The sign-ins of one pool's users. Of refresh tokens only digests are kept. */
export class SignIns {
  readonly #clock: Clock;
  readonly #changed: (id: string) => void;
  readonly #byId = new Map<string, KeptSignIn>();
  readonly #byRefreshToken = new Map<string, string>();
  /** By `sub`. Sign-ins that are not ended yet alone ask for it, and they end with their process. */
  readonly #signOuts = new Map<string, number>();

  /** @param changed told the ID of whichever begins, ends or is forgotten */
  constructor(clock: Clock, changed: (id: string) => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** @param grant what managed login knows of it beside; without it, the sign-in is one through the API, of this moment */
  begin({ sub }: User, client: UserPoolClient, grant?: Pick<SignIn, 'scopes' | 'authenticatedAt'>): NewSignIn {
    this.#forgetOld();
    const now = this.#clock.now();
    const refreshToken = randomBytes(96).toString('base64url');
    const signIn: KeptSignIn = {
      id: randomUUID(),
      originJti: randomUUID(),
      sub,
      clientId: client.id,
      authenticatedAt: now,
      refreshUntil: now + client.lifetimes.refreshToken * 1000,
      ...grant,
      refreshDigest: digest(refreshToken),
    };
    this.restore(signIn);
    this.#changed(signIn.id);
    return { signIn, refreshToken };
  }

  /** @param id `event_id` of a token */
  find(id: string): SignIn | undefined {
    return this.#byId.get(id);
  }

  ofRefreshToken(refreshToken: string): SignIn | undefined {
    const id = this.#byRefreshToken.get(digest(refreshToken));
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** All of them, the oldest first. */
  ids(): Iterable<string> {
    return this.#byId.keys();
  }

  /** Everything of one. */
  kept(id: string): KeptSignIn | undefined {
    return this.#byId.get(id);
  }

  /** Takes one of an earlier process. */
  restore(signIn: KeptSignIn): void {
    this.#byId.set(signIn.id, signIn);
    this.#byRefreshToken.set(signIn.refreshDigest, signIn.id);
  }

  /** Calls back a refresh token and the access tokens that it made. */
  revoke({ id }: SignIn): void {
    const signIn = this.#byId.get(id);
    if (signIn !== undefined && signIn.ended === undefined) this.#end(signIn, 'revoked');
  }

  /** Calls back everything that a user has. */
  signOut({ sub }: User): void {
    this.#signOuts.set(sub, this.signOutsOf(sub) + 1);
    for (const signIn of this.#byId.values()) {
      if (signIn.sub === sub && signIn.ended !== 'signed-out') this.#end(signIn, 'signed-out');
    }
  }

  /** How often a user was signed out everywhere in this process. */
  signOutsOf(sub: string): number {
    return this.#signOuts.get(sub) ?? 0;
  }

  /** Forgets every sign-in by way of an app client: none of its tokens is known any more. */
  forgetClient(clientId: string): void {
    for (const [token, id] of this.#byRefreshToken) {
      if (this.#byId.get(id)?.clientId === clientId) this.#forget(token, id);
    }
  }

  #forgetOld(): void {
    const now = this.#clock.now();
    for (const [token, id] of this.#byRefreshToken) {
      const signIn = this.#byId.get(id);
      // The oldest come first; the first that may still have tokens ends the search.
      if (signIn !== undefined && now < signIn.refreshUntil + longestTokenMilliseconds) return;
      this.#forget(token, id);
    }
  }

  #end(signIn: KeptSignIn, ended: SignIn['ended'] & string): void {
    this.#byId.set(signIn.id, { ...signIn, ended });
    this.#changed(signIn.id);
  }

  #forget(refreshDigest: string, id: string): void {
    this.#byRefreshToken.delete(refreshDigest);
    this.#byId.delete(id);
    this.#changed(id);
  }
}

function digest(refreshToken: string): string {
  return createHash('sha256').update(refreshToken).digest('base64');
}
