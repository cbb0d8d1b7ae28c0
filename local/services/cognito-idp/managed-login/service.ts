import { parametersOnly } from '../../../http/limits';
import type { HttpRequest, HttpResponse } from '../../../http/message';
import type { Operation, Service } from '../../../http/operation';
import { isLoopbackOrigin } from '../../../idp/redirect-uris';
import { web } from '../../../protocols/web';
import { ServiceError } from '../../../shared/service-error';
import type { UserPools } from '../user-pools';
import { html } from './answers';
import { type Endpoint, endpoints, methods } from './endpoints';
import { errorPage } from './pages/plain-pages';
import { CallRefused, RequestRefused } from './refusals';
import { formOf, type Place, placeOf, poolOfHost, type Visit } from './visit';

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
    const allow = methodsOf(endpoint);
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

/**
 * What apps send along: a token, the form's type, and the name of the library, which Amplify sends to the token endpoint. Whatever else is
 * asked for is not let in: what AWS lets in is unconfirmed.
 */
const appHeaders = ['authorization', 'content-type', 'x-amz-user-agent'];

/** A web app under development is served from loopback; its page may call what apps call, and no other site's page anything. */
function corsHeaders(pools: UserPools, request: HttpRequest): Readonly<Record<string, string>> {
  const origin = request.headers.origin ?? '';
  const endpoint = endpoints.get(placeOf(pools, request)?.path ?? '');
  if (endpoint?.forApps !== true || !isLoopbackOrigin(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': methodsOf(endpoint),
    'access-control-allow-headers': appHeaders.join(', '),
    vary: 'Origin',
  };
}

function methodsOf(endpoint: Endpoint): string {
  return methods.filter((known) => endpoint[known] !== undefined).join(', ');
}
