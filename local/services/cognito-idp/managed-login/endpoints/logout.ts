import type { HttpResponse } from '../../../../http/message';
import { redirect } from '../answers';
import { authorizationRequest, oauthOf } from '../authorization-request';
import { endBrowserSession } from '../browser-session';
import { pathTo } from '../pages/sign-in-pages';
import { RequestRefused } from '../refusals';
import type { Visit } from '../visit';

/**
 * `GET /logout`: signs out in this browser, then leads to `logout_uri`, which must be one of the app client's, or, with what
 * `/oauth2/authorize` takes, to the sign-in page. Tokens stay what they are.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html documented
 */
export function logout(visit: Visit): HttpResponse {
  const { query, pool } = visit;
  const logoutUri = query.get('logout_uri');
  if (logoutUri === null) {
    const request = authorizationRequest(visit);
    return redirect(pathTo({ visit, request }, '/login'), endBrowserSession(visit));
  }
  const client = pool.clients.get(query.get('client_id') ?? '');
  if (client === undefined) {
    throw new RequestRefused('invalid_request', 'client_id names no app client of this user pool.');
  }
  if (query.getAll('logout_uri').length > 1 || !oauthOf(client).logoutUrls.has(logoutUri)) {
    throw new RequestRefused('redirect_mismatch', 'logout_uri is none of the LogoutURLs of the app client.');
  }
  return redirect(logoutUri, endBrowserSession(visit));
}
