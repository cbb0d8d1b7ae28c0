import type { HttpRequest, HttpResponse } from '../../http/message';
import type { Service } from '../../http/operation';
import { isForLocalCloud, localCloudItself } from '../../http/route';
import { longestResponse } from '../../identities/saml/signed-assertion';
import { web } from '../../protocols/web';
import type { Clock } from '../../shared/clock';
import { ServiceError } from '../../shared/service-error';
import type { LocalCloud } from '../local-cloud';
import { localOutputs } from '../outputs-file';
import { landingHeaders } from './copying';
import { landingPage } from './landing-page';
import { outputsPath, signedInPath, signInPath } from './paths';
import { SignIns, signInSeconds } from './sign-ins';
import { refusalPage, signedInPage } from './signed-in-page';

type Answer = (request: HttpRequest) => Promise<HttpResponse> | HttpResponse;

/**
 * The local cloud's own pages, which AWS has nothing like: what is up at `/`, and sign-ins that end here and not at an app. They are for
 * whoever sits at this machine: no other origin's page may read them.
 *
 * @param cloud the running one, once it runs
 */
export function landing(cloud: () => LocalCloud, clock: Clock): Service<HttpResponse> {
  const signIns = new SignIns(clock);
  const answers: Readonly<Record<string, Readonly<Record<string, Answer>>>> = {
    '/': { GET: () => html(landingPage(cloud())) },
    [outputsPath]: { GET: () => json(localOutputs(cloud())) },
    [signInPath]: { GET: (request) => begin(cloud(), signIns, request) },
    [signedInPath]: {
      GET: (request) => end(cloud(), signIns, request),
      POST: (request) => end(cloud(), signIns, request),
    },
  };
  return {
    signingName: localCloudItself,
    protocol: web,
    match: (request) => {
      const answerOf = Object.hasOwn(answers, request.rawPath) ? answers[request.rawPath] : undefined;
      if (answerOf === undefined || !isForLocalCloud(request)) return undefined;
      return {
        name: request.rawPath,
        signature: 'none',
        parse: () => undefined,
        authorize: () => [],
        run: () => answerTo(request, answerOf),
      };
    },
    unknownOperation: () => new ServiceError('NotFound', 'The local cloud has no such page.', 404),
    accessDenied: (reason) => new ServiceError('AccessDenied', reason, 403),
    // A form holds three bytes for each character that is no letter or digit.
    largestBody: 3 * longestResponse,
    preflight: () => ({ status: 403, headers: {} }),
    corsHeaders: () => ({}),
  };
}

function answerTo(
  request: HttpRequest,
  answers: Readonly<Record<string, Answer>>,
): Promise<HttpResponse> | HttpResponse {
  // The listener leaves the body out; what a page does when it is opened it does not do for HEAD.
  const method = request.method === 'HEAD' && [outputsPath, '/'].includes(request.rawPath) ? 'GET' : request.method;
  const answer = Object.hasOwn(answers, method) ? answers[method] : undefined;
  if (answer !== undefined) return answer(request);
  return { status: 405, headers: { allow: Object.keys(answers).join(', ') } };
}

async function begin(cloud: LocalCloud, signIns: SignIns, { query }: HttpRequest): Promise<HttpResponse> {
  const begun = await signIns.begin(cloud, query.get('provider') ?? '', query.get('client_id') ?? '');
  if (begun === undefined) {
    return html(refusalPage(cloud, 'Nobody here signs players in under this name, for this app.'), 404);
  }
  const { location, state, key } = begun;
  const cookie = `${cookieName(state)}=${key}; Max-Age=${signInSeconds}; ${cookieRules}`;
  return { status: 302, headers: { location, 'cache-control': 'no-store', 'set-cookie': cookie } };
}

async function end(cloud: LocalCloud, signIns: SignIns, request: HttpRequest): Promise<HttpResponse> {
  const { method, query, headers, body } = request;
  const form = new URLSearchParams(method === 'POST' ? body.toString('utf8') : '');
  const state = query.get('state') ?? '';
  const key = cookieOf(headers.cookie, cookieName(state));
  const refused = (sentence: string) => html(refusalPage(cloud, sentence), 400);
  try {
    const done = await signIns.end(key, { method, query, form });
    if (done === undefined) {
      return refused('This sign-in is over, or was begun in another browser. Each is shown once.');
    }
    const page = html(signedInPage(cloud, done));
    return { ...page, headers: { ...page.headers, 'set-cookie': `${cookieName(state)}=; Max-Age=0; ${cookieRules}` } };
  } catch (error) {
    return refused(`The provider gave no token: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** One for each sign-in, so that two tabs don't spoil each other. No script reads it, and it goes nowhere but to the one page. */
const cookieRules = `Path=${signedInPath}; HttpOnly; SameSite=Lax`;

function cookieName(state: string): string {
  return `sign-in.${/^[\w-]{43}$/.test(state) ? state : ''}`;
}

function cookieOf(cookies: string | undefined, name: string): string {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}

function html(page: string, status = 200): HttpResponse {
  return { status, headers: landingHeaders, body: page };
}

function json(body: object): HttpResponse {
  const { 'content-security-policy': _csp, ...headers } = landingHeaders;
  return {
    status: 200,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: `${JSON.stringify(body, undefined, 2)}\n`,
  };
}
