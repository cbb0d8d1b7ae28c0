import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  Configuration,
  calculatePKCECodeChallenge,
  None,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
} from 'openid-client';
import type { GameConfig } from './game-config';

/** What the app keeps while the player is on the page: in a browser, in `sessionStorage`. */
export interface Pending {
  readonly pkceCodeVerifier: string;
  readonly expectedState: string;
}

/** What the app has after it: a value for `Logins`, and what gets the next one. */
export interface Tokens {
  readonly logins: Record<string, string>;
  readonly refreshToken: string | undefined;
}

/** Begins a sign-in on the user pool's own page. Show the URL in the browser, an `ASWebAuthenticationSession`, a Custom Tab. */
export async function beginSignIn(config: GameConfig, callbackUrl: string): Promise<{ url: URL; pending: Pending }> {
  const pending = { pkceCodeVerifier: randomPKCECodeVerifier(), expectedState: randomState() };
  const url = buildAuthorizationUrl(clientOf(config), {
    redirect_uri: callbackUrl,
    scope: 'openid', // Alone: with `email` beside it, the ID token has no clan.
    code_challenge: await calculatePKCECodeChallenge(pending.pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: pending.expectedState,
  });
  return { url, pending };
}

/** Ends it. @param callback where the player came back to, with all its parameters */
export async function finishSignIn(config: GameConfig, callback: URL, pending: Pending): Promise<Tokens> {
  const client = clientOf(config);
  return tokensOf(client, await authorizationCodeGrant(client, callback, { ...pending, idTokenExpected: true }));
}

/** The next ID token, without the player. */
export async function refreshSignIn(config: GameConfig, refreshToken: string): Promise<Tokens> {
  const client = clientOf(config);
  return { ...tokensOf(client, await refreshTokenGrant(client, refreshToken)), refreshToken };
}

/** Where the browser is sent to sign out: else the page remembers the player for an hour. */
export function signOutUrl(config: GameConfig, backTo: string): URL {
  const { domain, clientId } = managedLoginOf(config);
  const url = new URL(`https://${domain}/logout`);
  url.search = new URLSearchParams({ client_id: clientId, logout_uri: backTo }).toString();
  return url;
}

function clientOf(config: GameConfig): Configuration {
  const { issuer, domain, clientId } = managedLoginOf(config);
  const endpoints = {
    authorization_endpoint: `https://${domain}/oauth2/authorize`,
    token_endpoint: `https://${domain}/oauth2/token`,
  };
  return new Configuration({ issuer, ...endpoints }, clientId, undefined, None());
}

function tokensOf(client: Configuration, answer: { id_token?: string; refresh_token?: string }): Tokens {
  const key = client.serverMetadata().issuer.replace('https://', '');
  return { logins: { [key]: answer.id_token ?? '' }, refreshToken: answer.refresh_token };
}

function managedLoginOf({ aws, userPool }: GameConfig) {
  if (userPool?.managedLogin === undefined) throw new Error('this configuration has no managed login');
  const issuer = `https://cognito-idp.${aws.region}.amazonaws.com/${userPool.id}`;
  return { issuer, domain: userPool.managedLogin.domain, clientId: userPool.clientId };
}
