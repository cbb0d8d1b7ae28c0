import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { browse } from './browse';
import type { CookieJar } from './cookie-jar';

/** What a player holds after signing in. */
export interface PlayerTokens {
  /** The OpenID Connect ID token: what an identity pool takes. */
  readonly idToken: string;
  readonly accessToken: string;
  /** Present where the provider gives one: with `offline_access` among the scopes, and at managed login always. */
  readonly refreshToken?: string;
  /** The access token's lifetime in seconds. */
  readonly expiresIn?: number;
}

/** Who signs in where, and how. */
export interface CodeFlow {
  readonly issuer: string;
  /** Reaches the issuer and its endpoints: an `issuerFetch` that maps them. */
  readonly fetch: typeof globalThis.fetch;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  /** What the player types, by the name of the field. */
  readonly answers: Readonly<Record<string, string>>;
  /** @default the provider decides what it asks */
  readonly prompt?: string;
  /** The browser's cookies. @default a browser of its own */
  readonly jar?: CookieJar;
}

/**
 * Signs a player in as an app and a browser do: authorization code with PKCE through the provider's pages, then the exchange at its
 * token endpoint.
 *
 * @throws Error when the provider refuses, with its own words
 */
export async function codeFlow({ answers, jar, ...asked }: CodeFlow): Promise<PlayerTokens> {
  const { start, finish } = await beginCodeFlow(asked);
  const until = new URL(asked.redirectUri).href;
  return finish(await browse({ start, fetch: asked.fetch, answers, until, ...(jar === undefined ? {} : { jar }) }));
}

/** A sign-in that waits for its browser. */
export interface BegunCodeFlow {
  /** Where the browser begins, by the provider's own name. */
  readonly start: URL;
  /** What the callback will carry. */
  readonly state: string;
  /**
   * Exchanges the callback's code.
   *
   * @throws Error when the provider refuses, and for a callback of another sign-in
   */
  finish(callback: URL): Promise<PlayerTokens>;
}

/** Prepares a sign-in of authorization code with PKCE, for whichever browser walks through it. */
export async function beginCodeFlow(options: Omit<CodeFlow, 'answers' | 'jar'>): Promise<BegunCodeFlow> {
  const { issuer, fetch, clientId, redirectUri, scope, prompt } = options;
  const configuration = await discovery(new URL(issuer), clientId, undefined, None(), {
    [customFetch]: fetch as CustomFetch,
  });
  const verifier = randomPKCECodeVerifier();
  const state = randomState();
  const nonce = randomNonce();
  const start = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...(prompt === undefined ? {} : { prompt }),
  });
  return { start, state, finish: (callback) => exchange(configuration, callback, { verifier, state, nonce }) };
}

async function exchange(
  configuration: Configuration,
  callback: URL,
  expected: { readonly verifier: string; readonly state: string; readonly nonce: string },
): Promise<PlayerTokens> {
  const tokens = await authorizationCodeGrant(configuration, callback, {
    pkceCodeVerifier: expected.verifier,
    expectedState: expected.state,
    expectedNonce: expected.nonce,
    idTokenExpected: true,
  });
  return {
    idToken: tokens.id_token ?? '',
    accessToken: tokens.access_token,
    ...(tokens.refresh_token === undefined ? {} : { refreshToken: tokens.refresh_token }),
    ...(tokens.expires_in === undefined ? {} : { expiresIn: tokens.expires_in }),
  };
}
