import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/clock';
import type { Challenges } from '../sign-in/challenges';
import { Tickets } from '../tickets';
import { BrowserSessions } from './browser-sessions';

/** What an authorization code stands for. */
export interface AuthorizationGrant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly sub: string;
  /** When the player typed their password, in milliseconds since the epoch. */
  readonly authenticatedAt: number;
  readonly nonce?: string;
  /** The S256 challenge (RFC 7636); absent where the app did not use PKCE. */
  readonly codeChallenge?: string;
}

/** The pages and OAuth endpoints of a user pool's domain. */
export interface ManagedLogin {
  /** `<prefix>.auth.<region>.amazoncognito.com`, in lower case. */
  readonly host: string;
  /**
   * Whether an app client has pages only with a branding style of its own: so with version 2 of managed login (observed: html-share#3,
   * alchemy#1396); the classic pages of version 1 need none.
   */
  needsBranding: boolean;
  readonly codes: Tickets<AuthorizationGrant>;
  readonly browserSessions: BrowserSessions;
  /** Apart from the pool's own: what its pages ask cannot be answered through the API, which an app client may not allow. */
  readonly challenges: Challenges;
  /** Signs what proves that a form is one of these pages'. */
  readonly formKey: Buffer;
}

/** A code is good for five minutes (documented: authorize endpoint). */
export const codeSeconds = 5 * 60;

/**
 * Managed login in which nobody is signed in yet. Codes, challenges and forms that are open live minutes, and end with the process: whoever
 * is in the midst of signing in begins again.
 *
 * @param browserChanged told the digest of the cookie of whichever browser is signed in or out
 */
export function newManagedLogin(
  host: string,
  needsBranding: boolean,
  clock: Clock,
  browserChanged: (digest: string) => void,
): ManagedLogin {
  return {
    host,
    needsBranding,
    // Codes are UUIDs (observed: amazon-cognito callbacks in cdk-cf-cognito-site's notes).
    codes: new Tickets(clock, randomUUID),
    browserSessions: new BrowserSessions(clock, browserChanged),
    challenges: new Tickets(clock),
    formKey: randomBytes(32),
  };
}

/** What its template calls a domain: what stands before `.auth.<region>.amazoncognito.com`. */
export function prefixOf({ host }: Pick<ManagedLogin, 'host'>): string {
  return host.slice(0, host.indexOf('.'));
}
