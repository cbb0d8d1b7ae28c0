import type { HttpResponse } from '../../../../http/message';
import { redirect } from '../answers';
import { authorizationRequest } from '../authorization-request';
import { browserSession } from '../browser-session';
import { wayBack } from '../complete-sign-in';
import { pathTo } from '../pages/sign-in-pages';
import { RequestRefused } from '../refusals';
import type { Visit } from '../visit';

/**
 * `GET /oauth2/authorize`: sends whoever is signed in in this browser straight back to the app, everybody else to the sign-in page.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html documented; `prompt` `none` and `login` as
 *   OpenID Connect Core has them (section 3.1.2.1): what Cognito makes of them is unconfirmed
 */
export async function authorize(visit: Visit): Promise<HttpResponse> {
  const request = authorizationRequest(visit);
  const session = request.prompt === 'login' ? undefined : browserSession(visit);
  if (session !== undefined) return redirect(await wayBack(visit, request, session));
  if (request.prompt === 'none') throw new RequestRefused('login_required', 'Nobody is signed in here.', request);
  return redirect(pathTo({ visit, request }, '/login'));
}
