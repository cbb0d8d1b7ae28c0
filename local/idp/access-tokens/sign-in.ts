import { randomUUID } from 'node:crypto';
import { loopbackRedirectUri } from '../redirect-uris';

/** Who signs in where. */
export interface AccessTokenSignIn {
  /** The provider's authorization endpoint by its real name: `https://www.amazon.com/ap/oa`. */
  readonly authorizationEndpoint: string;
  /** Reaches the stand-in: an `issuerFetch` that maps its origins. */
  readonly fetch: typeof globalThis.fetch;
  readonly clientId: string;
  /** The name to type on the sign-in page. */
  readonly player: string;
}

/** Where each provider begins. */
export const authorizationEndpoints = {
  'www.amazon.com': 'https://www.amazon.com/ap/oa',
  'graph.facebook.com': 'https://www.facebook.com/v24.0/dialog/oauth',
} as const;

/** Where each provider exchanges codes. */
export const tokenEndpoints: Readonly<Record<string, string>> = {
  'www.amazon.com': 'https://api.amazon.com/auth/o2/token',
  'graph.facebook.com': 'https://graph.facebook.com/v24.0/oauth/access_token',
};

/**
 * Signs a player in at a **local** stand-in, as a browser would, and answers the access token (implicit grant).
 *
 * @throws Error when it refuses
 */
export async function signInForAccessToken(options: AccessTokenSignIn): Promise<string> {
  const state = randomUUID();
  const start = new URL(options.authorizationEndpoint);
  start.search = new URLSearchParams({
    client_id: options.clientId,
    redirect_uri: loopbackRedirectUri,
    response_type: 'token',
    scope: 'profile',
    state,
  }).toString();
  const page = await (await options.fetch(start)).text();
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1]?.replaceAll('&#38;', '&');
  if (action === undefined) throw new Error(`signing in at ${start.origin} stopped: it shows no form`);
  const response = await options.fetch(new URL(action, start), {
    method: 'POST',
    body: new URLSearchParams({ player: options.player }),
    redirect: 'manual',
  });
  const back = new URLSearchParams(new URL(response.headers.get('location') ?? loopbackRedirectUri).hash.slice(1));
  const token = back.get('access_token');
  if (token === null || back.get('state') !== state) {
    throw new Error(`signing in at ${start.origin} stopped: HTTP ${response.status}`);
  }
  return token;
}
