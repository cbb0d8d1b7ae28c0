import type { HttpResponse } from '../../../http/message';
import { beginSignIn } from '../tokens/issue-tokens';
import { openidScope } from '../tokens/scopes';
import { afterAuthentication } from '../triggers/sign-in-triggers';
import type { User } from '../users/user';
import { redirect } from './answers';
import type { AuthorizationRequest } from './authorization-request';
import { beginBrowserSession, type SignedIn } from './browser-session';
import { codeSeconds } from './managed-login';
import { callback } from './refusals';
import type { Visit } from './visit';

/** A player has shown who they are: their browser stays signed in, and goes back to the app. */
export async function completeSignIn(visit: Visit, request: AuthorizationRequest, user: User): Promise<HttpResponse> {
  await afterAuthentication({ pool: visit.pool, client: request.client }, user, undefined);
  const session = { sub: user.sub, authenticatedAt: visit.pool.clock.now() };
  const cookie = beginBrowserSession(visit, session);
  return redirect(await wayBack(visit, request, { ...session, user }), cookie);
}

/** The app's callback, with a code, or, where the app client allows it, with tokens in the fragment. */
export async function wayBack(visit: Visit, request: AuthorizationRequest, session: SignedIn): Promise<string> {
  const { client, redirectUri, scopes, nonce, codeChallenge } = request;
  const { sub, authenticatedAt } = session;
  if (request.responseType === 'token') return implicitWayBack(visit, request, session);
  const code = visit.pool.managedLogin.codes.open(
    {
      clientId: client.id,
      redirectUri,
      scopes,
      sub,
      authenticatedAt,
      ...(nonce === undefined ? {} : { nonce }),
      ...(codeChallenge === undefined ? {} : { codeChallenge }),
    },
    codeSeconds,
  );
  return callback(request, { code });
}

/** Never with a refresh token, and without ID token unless `openid` is among the scopes (documented: authorize endpoint). */
async function implicitWayBack(visit: Visit, request: AuthorizationRequest, session: SignedIn): Promise<string> {
  const { client, scopes, nonce, state, redirectUri } = request;
  const { authenticatedAt, user } = session;
  const cause = { source: 'TokenGeneration_HostedAuth' } as const;
  const tokens = await beginSignIn(visit.pool, client, user, cause, { scopes, authenticatedAt }, nonce);
  const url = new URL(redirectUri);
  url.hash = new URLSearchParams({
    ...(scopes.includes(openidScope) ? { id_token: tokens.IdToken } : {}),
    access_token: tokens.AccessToken,
    token_type: tokens.TokenType,
    expires_in: String(tokens.ExpiresIn),
    ...(state === undefined ? {} : { state }),
  }).toString();
  return url.href;
}
