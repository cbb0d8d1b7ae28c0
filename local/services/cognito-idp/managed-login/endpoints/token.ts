import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpResponse } from '../../../../http/message';
import { ServiceError } from '../../../../shared/service-error';
import { checkAccount } from '../../sign-in/prove-password';
import { refresh as refreshTokens } from '../../sign-in/refresh';
import { type AuthenticationResult, beginSignIn } from '../../tokens/issue-tokens';
import { openidScope } from '../../tokens/scopes';
import type { UserPoolClient } from '../../user-pool-client';
import { json } from '../answers';
import { clientOfCall, required } from '../calling-client';
import type { AuthorizationGrant } from '../managed-login';
import { CallRefused } from '../refusals';
import type { Visit } from '../visit';

/**
 * `POST /oauth2/token`: tokens for a code, once, or for a refresh token, which stays good. Whoever signed in at managed login may
 * refresh whatever flows the app client allows through the API (documented).
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html documented
 */
export async function token(visit: Visit): Promise<HttpResponse> {
  const client = clientOfCall(visit);
  const type = required(visit, 'grant_type');
  if (type === 'client_credentials') throw refused('unauthorized_client', 'No app client gets tokens of its own here.');
  if (type !== 'authorization_code' && type !== 'refresh_token') {
    throw refused('unsupported_grant_type', 'grant_type must be authorization_code or refresh_token.');
  }
  try {
    return json(type === 'refresh_token' ? await refresh(visit, client) : await redeem(visit, client));
  } catch (error) {
    // A user who is gone, disabled or signed out since.
    if (error instanceof ServiceError) throw refused('invalid_grant', error.message);
    throw error;
  }
}

async function refresh(visit: Visit, client: UserPoolClient): Promise<object> {
  const REFRESH_TOKEN = required(visit, 'refresh_token');
  const scopes = visit.pool.signIns.ofRefreshToken(REFRESH_TOKEN)?.scopes;
  const { AuthenticationResult } = await refreshTokens({ pool: visit.pool, client }, { REFRESH_TOKEN });
  return AuthenticationResult === undefined ? {} : tokenResponse(AuthenticationResult, scopes);
}

/** A code that was shown is used up, whether or not the rest holds (observed: re:Post, "Cognito returns invalid request"). */
async function redeem(visit: Visit, client: UserPoolClient): Promise<object> {
  if (client.oauth?.flows.has('code') !== true) {
    throw refused('unauthorized_client', 'The app client does not allow the code grant.');
  }
  const { pool, form } = visit;
  const code = required(visit, 'code');
  const redirectUri = required(visit, 'redirect_uri');
  const grant = pool.managedLogin.codes.take(code);
  if (grant === undefined) throw refused('invalid_grant', 'The code is none, has been used, or is too old.');
  if (grant.clientId !== client.id) throw refused('invalid_grant', 'The code was given to another app client.');
  if (grant.redirectUri !== redirectUri)
    throw refused('invalid_grant', 'redirect_uri is another than that of the code.');
  checkVerifier(grant, form.get('code_verifier'));
  const user = pool.users.bySub(grant.sub);
  if (user === undefined) throw refused('invalid_grant', 'The user is no longer there.');
  checkAccount(user);
  const { scopes, authenticatedAt, nonce } = grant;
  const cause = { source: 'TokenGeneration_HostedAuth' } as const;
  return tokenResponse(await beginSignIn(pool, client, user, cause, { scopes, authenticatedAt }, nonce), scopes);
}

/** A verifier where there was no challenge is refused too: somebody took the challenge away on the way (RFC 9700, section 4.8). */
function checkVerifier({ codeChallenge }: AuthorizationGrant, verifier: string | null): void {
  if (codeChallenge === undefined && verifier === null) return;
  const shown = Buffer.from(
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url'),
  );
  const expected = Buffer.from(codeChallenge ?? '');
  if (verifier !== null && shown.length === expected.length && timingSafeEqual(shown, expected)) return;
  throw refused('invalid_grant', 'code_verifier does not belong to the code_challenge of the code.');
}

/** An ID token only with `openid` among the scopes (documented: authorize endpoint). */
function tokenResponse(
  { IdToken, AccessToken, RefreshToken, TokenType, ExpiresIn }: AuthenticationResult,
  scopes: readonly string[] | undefined,
): object {
  return {
    ...(scopes === undefined || scopes.includes(openidScope) ? { id_token: IdToken } : {}),
    access_token: AccessToken,
    ...(RefreshToken === undefined ? {} : { refresh_token: RefreshToken }),
    expires_in: ExpiresIn,
    token_type: TokenType,
  };
}

function refused(error: string, description: string): CallRefused {
  return new CallRefused(error, description);
}
