import { claimFields, type PlayerClaims } from './claims-form';
import { codeFlow, type PlayerTokens } from './code-flow';
import { loopbackRedirectUri } from './redirect-uris';

/** Who signs in where. */
export interface SignInOptions {
  readonly issuer: string;
  /** Reaches the issuer: an `issuerFetch` that maps it. */
  readonly fetch: typeof globalThis.fetch;
  readonly clientId: string;
  /** The name to type on the sign-in page. */
  readonly player: string;
  /** What to type about them, of the claims that the page has. @default nothing */
  readonly claims?: PlayerClaims;
  /** @default everything the local provider has, a refresh token included */
  readonly scope?: string;
}

/**
 * Signs a player in at a **local** identity provider, as a browser would: authorization code with PKCE through its sign-in and
 * consent pages, then the exchange at the token endpoint.
 *
 * @throws Error when the provider refuses, with its own words
 */
export function signIn(options: SignInOptions): Promise<PlayerTokens> {
  const { issuer, fetch, clientId, player, claims = {}, scope = 'openid profile email offline_access' } = options;
  return codeFlow({
    issuer,
    fetch,
    clientId,
    redirectUri: loopbackRedirectUri,
    scope,
    answers: { player, ...claimFields(claims), decision: 'allow' },
    // Without the consent prompt a provider may leave offline_access out (OpenID Connect Core, section 11).
    prompt: 'consent',
  });
}
