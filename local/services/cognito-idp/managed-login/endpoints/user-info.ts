import type { HttpResponse } from '../../../../http/message';
import { ServiceError } from '../../../../shared/service-error';
import { openidScope, readableIn } from '../../tokens/scopes';
import { type TokenHolder, userOfAccessToken } from '../../tokens/user-of-access-token';
import { json } from '../answers';
import { CallRefused } from '../refusals';
import type { Visit } from '../visit';

/**
 * `GET` and `POST /oauth2/userInfo`: the attributes that an access token's scopes show, each a string (observed: zitadel/oidc#137).
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html documented: `openid` is needed, and a token that
 *   was called back is refused
 */
export async function userInfo(visit: Visit): Promise<HttpResponse> {
  const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(visit.request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw refused(400, 'invalid_request', 'Bad OAuth2 request at UserInfo Endpoint');
  const { user, client, scopes } = await holderOf(visit, token);
  const isReadable = readableIn(client, scopes);
  return json({
    sub: user.sub,
    ...Object.fromEntries([...user.attributes].filter(([name]) => isReadable(name))),
    username: user.username,
  });
}

async function holderOf({ pool, pools }: Visit, token: string): Promise<TokenHolder> {
  const sentence = 'Access token is expired, disabled, or deleted, or the user has globally signed out.';
  try {
    const holder = await userOfAccessToken(pools, token, openidScope);
    if (holder.pool.id === pool.id) return holder;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
  }
  throw refused(401, 'invalid_token', sentence);
}

function refused(status: 400 | 401, error: string, sentence: string): CallRefused {
  const challenge = `Bearer error="${error}", error_description="${sentence}"`;
  return new CallRefused(error, sentence, status, { 'www-authenticate': challenge });
}
