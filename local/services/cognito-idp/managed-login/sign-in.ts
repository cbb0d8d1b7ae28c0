import { codeFlow, type PlayerTokens } from '../../../idp/code-flow';
import type { CookieJar } from '../../../idp/cookie-jar';

/** Who signs in where. */
export interface ManagedLoginSignIn {
  /** The user pool: `https://cognito-idp.<region>.amazonaws.com/<pool ID>`. Its discovery document names its domain's endpoints. */
  readonly issuer: string;
  /** Reaches the user pool and its domain: the `fetch` of a local cloud. */
  readonly fetch: typeof globalThis.fetch;
  readonly clientId: string;
  /** One of the app client's `CallbackURLs`. */
  readonly redirectUri: string;
  /** What the player types: user name or e-mail address. */
  readonly username: string;
  readonly password: string;
  /** @default `openid` alone, with which an ID token shows all that the app client may read */
  readonly scope?: string;
  /** The browser's cookies: a second sign-in with the same ones is not asked again. @default a browser of its own */
  readonly jar?: CookieJar;
}

/**
 * Signs a player in at the **local** managed login of a user pool, as a browser and an app would: authorization code with PKCE through
 * the sign-in page, then the exchange at the token endpoint.
 *
 * @throws Error when a page or an endpoint refuses, with its own words
 */
export function signInAtManagedLogin(options: ManagedLoginSignIn): Promise<PlayerTokens> {
  const { username, password, scope = 'openid', ...where } = options;
  return codeFlow({ ...where, scope, answers: { username, password } });
}
