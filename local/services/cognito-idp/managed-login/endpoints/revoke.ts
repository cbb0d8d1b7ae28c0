import type { HttpResponse } from '../../../../http/message';
import { ServiceError } from '../../../../shared/service-error';
import { revokeToken } from '../../operations/revoke-token';
import { callApi } from '../call-api';
import { clientOfCall, required } from '../calling-client';
import { CallRefused } from '../refusals';
import type { Visit } from '../visit';

/** What `RevokeToken` answers, as the endpoint names it; that another client's token is an `unauthorized_client` is unconfirmed. */
const names: Readonly<Record<string, string>> = {
  UnsupportedOperationException: 'invalid_request',
  UnsupportedTokenTypeException: 'unsupported_token_type',
  UnauthorizedException: 'unauthorized_client',
};

/**
 * `POST /oauth2/revoke`: calls a refresh token back as `RevokeToken` does.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html documented
 */
export async function revoke(visit: Visit): Promise<HttpResponse> {
  const client = clientOfCall(visit, 401);
  const Token = required(visit, 'token');
  try {
    await callApi(visit, revokeToken(visit.pools), { ClientId: client.id, ClientSecret: client.secret, Token });
  } catch (error) {
    if (error instanceof ServiceError) throw new CallRefused(names[error.code] ?? 'invalid_request', error.message);
    throw error;
  }
  return { status: 200, headers: { 'cache-control': 'no-store' } };
}
