import { randomBytes } from 'node:crypto';
import type { Configuration } from 'oidc-provider';
import type { IdentityProviderStore } from './memory-adapter';
import { errorPage, signedOutPage, signOutPage } from './pages';
import type { Players } from './players';
import { isLoopbackOrigin, redirectUris } from './redirect-uris';
import type { SigningKey } from './signing-keys';

/** How long what the provider issues lives, in seconds. */
export interface TokenLifetimes {
  /** @default 3600, as with Google and Apple-like providers of one-hour ID tokens */
  readonly idToken?: number;
  /** @default 3600 */
  readonly accessToken?: number;
  /** @default 30 days; counted anew at each rotation */
  readonly refreshToken?: number;
}

const day = 24 * 60 * 60;

/** The provider as a game's sign-in needs it: public clients, authorization code with PKCE, rotating refresh tokens. */
export function configuration(options: {
  readonly issuer: string;
  readonly clientIds: readonly string[];
  /** Claims that a player may be given when they sign in. */
  readonly claims: readonly string[];
  readonly lifetimes: TokenLifetimes;
  readonly players: Players;
  readonly store: IdentityProviderStore;
  /** The first one signs; all are published. */
  readonly keys: readonly SigningKey[];
}): Configuration {
  const { issuer, clientIds, claims, lifetimes, players, store, keys } = options;
  const path = new URL(issuer).pathname.replace(/\/$/, '');
  return {
    adapter: store.adapter,
    jwks: { keys: keys as NonNullable<Configuration['jwks']>['keys'] },
    clients: clientIds.map((clientId) => ({
      client_id: clientId,
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: [...redirectUris(issuer)],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      id_token_signed_response_alg: 'RS256',
    })),
    responseTypes: ['code'],
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access'],
    claims: { openid: ['sub', ...claims], profile: ['name'], email: ['email', 'email_verified'] },
    // An identity pool sees the ID token alone, so what the scopes say stands in it and not only at the userinfo endpoint.
    conformIdTokenClaims: false,
    findAccount: (_context, subject) => players.account(subject),
    // A refresh token is spent by its first use; the second use ends the whole grant, for one of the two users stole it.
    rotateRefreshToken: true,
    ttl: {
      AccessToken: lifetimes.accessToken ?? 3600,
      AuthorizationCode: 60,
      IdToken: lifetimes.idToken ?? 3600,
      RefreshToken: lifetimes.refreshToken ?? 30 * day,
      Interaction: 3600,
      Session: day,
      Grant: 365 * day,
    },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    interactions: { url: (_context, { uid }) => `${path}/interaction/${uid}` },
    clientBasedCORS: (_context, origin) => isLoopbackOrigin(origin),
    renderError: (context, { error, error_description: description }) => {
      context.type = 'html';
      context.body = errorPage({ issuer, error, description });
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = signOutPage({ issuer, form });
        },
        postLogoutSuccessSource: (context) => {
          context.body = signedOutPage(issuer);
        },
      },
    },
  };
}
