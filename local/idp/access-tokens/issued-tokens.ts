import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/clock';

/** Who signed in to which app. */
export interface Grant {
  readonly clientId: string;
  /** The provider's own name for the player. */
  readonly userId: string;
  /** What the player typed on the sign-in page. */
  readonly playerName: string;
}

/** A grant that a token or code stands for. */
export interface TimedGrant extends Grant {
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** What an authorization code can be redeemed with, and by whom. */
interface CodeBinding {
  readonly redirectUri: string;
  /** The S256 challenge of PKCE; absent where the app sent none. */
  readonly codeChallenge?: string;
}

/** As many grants as are remembered; the oldest go first. */
const mostGrants = 50_000;
const codeMilliseconds = 60_000;
const refreshMilliseconds = 30 * 24 * 60 * 60 * 1000;

/** The opaque tokens and codes of one provider. In memory, each until it expires. */
export class IssuedTokens {
  readonly #clock: Clock;
  readonly #grants = new Map<string, TimedGrant & Partial<CodeBinding>>();

  constructor(
    clock: Clock,
    /** How long access tokens live, in seconds. */
    readonly lifetimeSeconds: number,
  ) {
    this.#clock = clock;
  }

  /** A new access token that begins with `prefix`. */
  accessToken(prefix: string, grant: Grant): string {
    return this.#remember(prefix + letters(350), grant, this.lifetimeSeconds * 1000);
  }

  refreshToken(prefix: string, grant: Grant): string {
    return this.#remember(prefix + letters(350), grant, refreshMilliseconds);
  }

  code(grant: Grant, binding: CodeBinding): string {
    return this.#remember(letters(40), { ...grant, ...binding }, codeMilliseconds);
  }

  /** What a token stands for, expired or not; undefined for one that was never issued. */
  find(token: string): TimedGrant | undefined {
    return this.#grants.get(token);
  }

  /** The milliseconds that a grant still has; none or fewer when it has expired. */
  remaining({ expires }: TimedGrant): number {
    return expires - this.#clock.now();
  }

  /** Redeems a code, once; undefined where it is not this client's, of this redirect URI and with this proof. */
  redeem(code: string, clientId: string, redirectUri: string, codeVerifier: string): Grant | undefined {
    const grant = this.#grants.get(code);
    if (grant?.redirectUri === undefined) return undefined;
    this.#grants.delete(code);
    const { codeChallenge } = grant;
    const proven =
      codeChallenge === undefined || createHash('sha256').update(codeVerifier).digest('base64url') === codeChallenge;
    if (!proven || grant.clientId !== clientId || grant.redirectUri !== redirectUri) return undefined;
    return this.remaining(grant) > 0 ? { clientId, userId: grant.userId, playerName: grant.playerName } : undefined;
  }

  #remember(token: string, grant: Grant & Partial<CodeBinding>, milliseconds: number): string {
    this.#grants.set(token, { ...grant, expires: this.#clock.now() + milliseconds });
    const [oldest] = this.#grants.keys();
    if (this.#grants.size > mostGrants && oldest !== undefined) this.#grants.delete(oldest);
    return token;
  }
}

function letters(length: number): string {
  return randomBytes(length).toString('base64url').replaceAll('-', 'A').replaceAll('_', 'Z').slice(0, length);
}
