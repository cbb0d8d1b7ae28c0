import { parametersOnly } from '../../../http/limits';
import type { HttpRequest, HttpResponse } from '../../../http/message';
import type { Operation, Service } from '../../../http/operation';
import { isLoopbackOrigin } from '../../../idp/redirect-uris';
import { web } from '../../../protocols/web';
import { ServiceError } from '../../../shared/service-error';
import type { UserPools } from '../user-pools';
import { html } from './answers';
import { authorize } from './endpoints/authorize';
import { newPassword, softwareToken } from './endpoints/challenges';
import { confirm, resend, showConfirm, showResend } from './endpoints/confirm';
import {
  confirmForgottenPassword,
  forgotPassword,
  showConfirmForgotPassword,
  showForgotPassword,
} from './endpoints/forgot-password';
import { login, showLogin } from './endpoints/login';
import { logout } from './endpoints/logout';
import { revoke } from './endpoints/revoke';
import { showSignUp, signUp } from './endpoints/sign-up';
import { token } from './endpoints/token';
import { userInfo } from './endpoints/user-info';
import { errorPage } from './pages/plain-pages';
import { CallRefused, RequestRefused } from './refusals';
import { formOf, type Place, placeOf, poolOfHost, type Visit } from './visit';

type Answer = (visit: Visit) => Promise<HttpResponse> | HttpResponse;

/** What a path answers to, by method. */
interface Endpoint {
  readonly GET?: Answer;
  readonly POST?: Answer;
  /** Called by apps, in browsers too, and not walked to. */
  readonly forApps?: true;
}

const methods = ['GET', 'POST'] as const;

const endpoints: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ['/oauth2/authorize', { GET: authorize }],
  ['/oauth2/token', { POST: token, forApps: true }],
  ['/oauth2/revoke', { POST: revoke, forApps: true }],
  ['/oauth2/userInfo', { GET: userInfo, POST: userInfo, forApps: true }],
  ['/login', { GET: showLogin, POST: login }],
  ['/mfa', { POST: softwareToken }],
  ['/changePassword', { POST: newPassword }],
  ['/signup', { GET: showSignUp, POST: signUp }],
  ['/confirm', { GET: showConfirm, POST: confirm }],
  ['/resendcode', { GET: showResend, POST: resend }],
  ['/forgotPassword', { GET: showForgotPassword, POST: forgotPassword }],
  ['/confirmForgotPassword', { GET: showConfirmForgotPassword, POST: confirmForgottenPassword }],
  ['/logout', { GET: logout }],
]);

/**
 * Managed login: the pages and OAuth endpoints of user pools that have a domain. No request of it is signed: its name is none that AWS
 * signs for.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html documented: the
 *   endpoints. The paths of the pages behind `/mfa`, `/changePassword` and `/resendcode` are these pages' own
 */
export function managedLogin(pools: UserPools): Service<HttpResponse> {
  return {
    signingName: 'managed-login',
    protocol: web,
    match: (request) => operationAt(pools, request),
    unknownOperation: () => new ServiceError('NotFound', 'No user pool of this cloud has a domain here.', 404),
    accessDenied: (reason) => new ServiceError('AccessDenied', reason, 403),
    ownsHost: (host) => poolOfHost(pools, host) !== undefined,
    largestBody: parametersOnly,
    preflight: (request) => ({
      status: 204,
      headers: { ...corsHeaders(pools, request), 'access-control-max-age': '600', vary: 'Origin' },
    }),
    corsHeaders: (request) => corsHeaders(pools, request),
  };
}

function operationAt(pools: UserPools, request: HttpRequest): Operation<Place, HttpResponse> | undefined {
  const place = placeOf(pools, request);
  if (place === undefined) return undefined;
  return {
    name: place.path,
    signature: 'none',
    parse: () => place,
    authorize: () => [],
    run: (_place, call) => answer({ ...place, pools, request, call, query: request.query, form: formOf(request) }),
  };
}

async function answer(visit: Visit): Promise<HttpResponse> {
  const endpoint = endpoints.get(visit.path);
  if (endpoint === undefined) return html(errorPage(visit.pool, 'not_found', 'Managed login has no such page.'), 404);
  const method = methods.find((known) => known === visit.request.method);
  const answerOf = method === undefined ? undefined : endpoint[method];
  if (answerOf === undefined) {
    const allow = methods.filter((known) => endpoint[known] !== undefined).join(', ');
    const page = html(errorPage(visit.pool, 'method_not_allowed', `This is asked for by ${allow}.`), 405);
    return { ...page, headers: { ...page.headers, allow } };
  }
  try {
    return await answerOf(visit);
  } catch (error) {
    if (error instanceof RequestRefused) return error.answer(visit);
    if (error instanceof CallRefused) return error.answer();
    throw error;
  }
}

/** A web app under development is served from loopback; its page may call what apps call, and no other site's page anything. */
function corsHeaders(pools: UserPools, request: HttpRequest): Readonly<Record<string, string>> {
  const origin = request.headers.origin ?? '';
  const endpoint = endpoints.get(placeOf(pools, request)?.path ?? '');
  if (endpoint?.forApps !== true || !isLoopbackOrigin(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type',
    vary: 'Origin',
  };
}
