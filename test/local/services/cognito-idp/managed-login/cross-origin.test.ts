import { endpoints } from '../../../../../local/services/cognito-idp/managed-login/endpoints';
import { type LoginOnHand, loginOnHand } from './login-on-hand';

let login: LoginOnHand;
beforeAll(async () => {
  login = await loginOnHand();
});
afterAll(() => login.stop());

const appOrigin = 'http://localhost:5173';

interface Asked {
  readonly path: string;
  readonly method: string;
  readonly origin?: string;
  /** Headers that a page may not send without asking. */
  readonly headers?: readonly string[];
}

/** Whether a browser sends what a page asks for, by the Fetch standard's rules of a preflight; credentials are never sent along. */
async function browserSends({ path, method, origin = appOrigin, headers = [] }: Asked): Promise<boolean> {
  const answer = await fetch(`${login.base}${path}`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      ...(headers.length === 0 ? {} : { 'access-control-request-headers': headers.join(',') }),
    },
  });
  const list = (name: string) =>
    (answer.headers.get(`access-control-${name}`) ?? '').split(',').map((one) => one.trim());
  return (
    answer.ok &&
    answer.headers.get('access-control-allow-origin') === origin &&
    (['GET', 'POST', 'HEAD'].includes(method) || list('allow-methods').includes(method)) &&
    headers.every((header) => list('allow-headers').includes(header))
  );
}

/** What apps call, and how; everything else is walked to. */
const called: readonly (readonly [path: string, method: string])[] = [
  ['/oauth2/token', 'POST'],
  ['/oauth2/revoke', 'POST'],
  ['/oauth2/userInfo', 'GET'],
  ['/oauth2/userInfo', 'POST'],
];
const walkedTo = [...endpoints.keys()].filter((path) => !called.some(([known]) => known === path));

/** Sets of headers that libraries send, in the order in which browsers name them, and some that none does. */
const headerSets: readonly (readonly [whose: string, headers: readonly string[], allowed: boolean])[] = [
  ['a plain form', [], true],
  ['a form whose type is set', ['content-type'], true],
  ['Amplify at the token endpoint', ['content-type', 'x-amz-user-agent'], true],
  ['Amplify, with nothing else', ['x-amz-user-agent'], true],
  ['a client with a token', ['authorization'], true],
  ['all of them', ['authorization', 'content-type', 'x-amz-user-agent'], true],
  ['a signed call of the API', ['amz-sdk-invocation-id', 'amz-sdk-request', 'x-amz-user-agent'], false],
  ['a page of its own mind', ['x-debug'], false],
];

describe('a page of an app is let send, or not:', () => {
  const cells = called.flatMap(([path, method]) => headerSets.map((set) => [path, method, ...set] as const));
  test.each(cells)('%s by %s, with the headers of %s', async (path, method, _whose, headers, allowed) => {
    expect(await browserSends({ path, method, headers })).toBe(allowed);
  });

  test.each(called)('%s by %s is answered to an app on loopback, and to no other site', async (path, method) => {
    for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example']) {
      expect(await browserSends({ path, method, origin })).toBe(false);
      const sent = await fetch(`${login.base}${path}`, { method, headers: { origin } });
      expect(sent.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect(await browserSends({ path, method })).toBe(true);
    const sent = await fetch(`${login.base}${path}`, { method, headers: { origin: appOrigin } });
    expect(sent.headers.get('access-control-allow-origin')).toBe(appOrigin);
  });

  test('no endpoint by a method that it does not have', async () => {
    for (const [path] of called) {
      for (const method of ['PUT', 'DELETE', 'PATCH']) expect(await browserSends({ path, method })).toBe(false);
    }
    const preflight = await fetch(`${login.base}/oauth2/token`, { method: 'OPTIONS', headers: { origin: appOrigin } });
    expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
  });

  test.each(walkedTo)('%s is walked to: no page of another origin reads it', async (path) => {
    for (const method of ['GET', 'POST']) {
      expect(await browserSends({ path, method, headers: ['content-type'] })).toBe(false);
      const sent = await fetch(`${login.base}${path}?${login.asks()}`, {
        method,
        redirect: 'manual',
        headers: { origin: appOrigin },
      });
      expect(sent.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});
