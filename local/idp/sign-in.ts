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
import { claimFields, type PlayerClaims } from './claims-form';
import { CookieJar } from './cookie-jar';
import { loopbackRedirectUri } from './redirect-uris';

/** What a player holds after signing in. */
export interface PlayerTokens {
  /** The OpenID Connect ID token: what an identity pool takes. */
  readonly idToken: string;
  readonly accessToken: string;
  /** Present when `offline_access` was among the scopes. */
  readonly refreshToken?: string;
  /** The access token's lifetime in seconds. */
  readonly expiresIn?: number;
}

/** Who signs in where. */
export interface SignInOptions {
  readonly issuer: string;
  /** Reaches the issuer: an `issuerFetch` that maps it. */
  readonly fetch: typeof globalThis.fetch;
  readonly clientId: string;
  /** The name to type on the sign-in page. */
  readonly player: string;
  /** What to type about her, of the claims that the page has. @default nothing */
  readonly claims?: PlayerClaims;
  /** @default everything the local provider has, a refresh token included */
  readonly scope?: string;
}

/** As many pages and redirects as a sign-in takes at most. */
const mostSteps = 12;

/**
 * Signs a player in at a **local** identity provider, as a browser would: authorization code with PKCE through its sign-in and
 * consent pages, then the exchange at the token endpoint.
 *
 * @throws Error when the provider refuses, with its own words
 */
export async function signIn(options: SignInOptions): Promise<PlayerTokens> {
  const { issuer, fetch, clientId, player, claims = {}, scope = 'openid profile email offline_access' } = options;
  const configuration = await discovery(new URL(issuer), clientId, undefined, None(), {
    [customFetch]: fetch as CustomFetch,
  });
  const verifier = randomPKCECodeVerifier();
  const state = randomState();
  const nonce = randomNonce();
  const start = buildAuthorizationUrl(configuration, {
    redirect_uri: loopbackRedirectUri,
    scope,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    // Without the consent prompt a provider may leave offline_access out (OpenID Connect Core, section 11).
    prompt: 'consent',
  });
  const callback = await browse(start, fetch, { player, ...claimFields(claims), decision: 'allow' });
  return exchange(configuration, callback, { verifier, state, nonce });
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

/** Walks from page to page, submitting each form with `answers`, until the provider sends the browser back to the client. */
async function browse(
  start: URL,
  fetch: typeof globalThis.fetch,
  answers: Readonly<Record<string, string>>,
): Promise<URL> {
  const jar = new CookieJar();
  let url = start;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < mostSteps; step += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: jar.header(url) },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    jar.keep(response);
    const location = response.headers.get('location');
    if (location !== null) {
      await response.body?.cancel();
      url = new URL(location, url);
      form = undefined;
      if (url.href.startsWith(loopbackRedirectUri)) return url;
      continue;
    }
    const page = await response.text();
    const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1];
    const problem = /role="alert">([^<]*)</.exec(page)?.[1];
    if (action === undefined || problem !== undefined) {
      throw new Error(`signing in at ${start.origin} stopped: ${problem ?? `HTTP ${response.status}`}`);
    }
    url = new URL(action, url);
    form = new URLSearchParams(answers);
  }
  throw new Error(`signing in at ${start.origin} did not end after ${mostSteps} pages`);
}
