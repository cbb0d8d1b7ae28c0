import {
  appCallbackUrl,
  brandingOf,
  callbackUrl,
  domain,
  type LoginOnHand,
  loginOnHand,
  otherClient,
} from './login-on-hand';

let login: LoginOnHand;
beforeAll(async () => {
  login = await loginOnHand({
    more: {
      Api: otherClient({ AllowedOAuthFlowsUserPoolClient: false }),
      ApiStyle: brandingOf('Api'),
      Plain: otherClient(),
      Strangers: otherClient({ SupportedIdentityProviders: [] }),
      StrangersStyle: brandingOf('Strangers'),
      Implicit: otherClient({ AllowedOAuthFlows: ['implicit'] }),
      ImplicitStyle: brandingOf('Implicit'),
    },
  });
  await login.player('ada@example.com');
});
afterAll(() => login.stop());

const clientId = (logicalId: string) =>
  login.stack.resources.find((resource) => resource.logicalId === logicalId)?.ref ?? '';
const authorize = (changed: Record<string, string | undefined> = {}) =>
  login.browser().open(`/oauth2/authorize?${login.asks(changed)}`);

test('a request that holds leads to the sign-in page, with all that was asked for', async () => {
  const { status, location } = await authorize({ nonce: 'a-nonce' });
  expect(status).toBe(302);
  expect(location).toBe(`${login.base}/login?${login.asks({ nonce: 'a-nonce' })}`);
  const { page } = await login.browser().open(location);
  expect(page).toContain(`<title>Sign in – local managed login of Players (${login.UserPoolId})</title>`);
  expect(page).toMatch(/<label for="username">E-mail address<[\s\S]*<input id="username"/);
  expect(page).not.toMatch(/<script|src=|@import|url\(/);
});

describe('as long as the way back cannot be trusted, a refusal is a page that leads nowhere:', () => {
  test.each<[string, () => Record<string, string | undefined>, string]>([
    ['no app client', () => ({ client_id: undefined }), 'names no app client'],
    ['an unknown app client', () => ({ client_id: 'nobody' }), 'names no app client'],
    ['an app client for the API alone', () => ({ client_id: clientId('Api') }), 'has no OAuth flows'],
    ['no redirect_uri', () => ({ redirect_uri: undefined }), 'none of the CallbackURLs'],
    ['another site', () => ({ redirect_uri: 'https://evil.example/callback' }), 'none of the CallbackURLs'],
    ['a longer path', () => ({ redirect_uri: `${callbackUrl}/more` }), 'none of the CallbackURLs'],
    ['another case', () => ({ redirect_uri: callbackUrl.replace('game', 'GAME') }), 'none of the CallbackURLs'],
    ['a query', () => ({ redirect_uri: `${callbackUrl}?next=x` }), 'none of the CallbackURLs'],
    ['a script', () => ({ redirect_uri: 'javascript:alert(1)' }), 'none of the CallbackURLs'],
    ['an app client without style', () => ({ client_id: clientId('Plain') }), 'ManagedLoginBranding'],
    ['an app client without providers', () => ({ client_id: clientId('Strangers') }), 'SupportedIdentityProviders'],
  ])('%s', async (_claim, changed, sentence) => {
    for (const path of ['/oauth2/authorize', '/login', '/signup', '/forgotPassword', '/confirm']) {
      const { status, location, page } = await login.browser().open(`${path}?${login.asks(changed())}`);
      expect([status, location]).toEqual([400, '']);
      expect(page).toMatch(new RegExp(`role="alert">[^<]*${sentence}`));
      expect(page).not.toContain('evil.example');
      expect(page).not.toContain('<form');
    }
  });

  test('a parameter that comes twice', async () => {
    const { status, page } = await login.browser().open(`/login?${login.asks()}&redirect_uri=https://evil.example`);
    expect([status, page]).toEqual([400, expect.stringContaining('redirect_uri is there more than once')]);
  });
});

test('the classic pages need no style', async () => {
  const { Properties } = domain;
  const classic = await loginOnHand({
    more: { Domain: { ...domain, Properties: { ...Properties, ManagedLoginVersion: 1 } }, Plain: otherClient() },
  });
  const plain = classic.stack.resources.find(({ logicalId }) => logicalId === 'Plain')?.ref;
  expect((await classic.browser().open(`/login?${classic.asks({ client_id: plain })}`)).status).toBe(200);
  await classic.stop();
});

test.each<[string, Record<string, string | undefined>, string]>([
  ['no response type', { response_type: undefined }, 'invalid_request'],
  ['another response type', { response_type: 'id_token' }, 'invalid_request'],
  ['tokens at once, which the app client does not allow', { response_type: 'token' }, 'unauthorized_client'],
  ['a scope that it does not have', { scope: 'openid phone' }, 'invalid_scope'],
  ['claims without openid', { scope: 'email' }, 'invalid_scope'],
  ['a challenge without method', { code_challenge_method: undefined }, 'invalid_request'],
  ['a method without challenge', { code_challenge: undefined }, 'invalid_request'],
  ['the plain method', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['a challenge that is none', { code_challenge: 'short' }, 'invalid_request'],
  ['another identity provider', { identity_provider: 'Google' }, 'invalid_request'],
  ['no page, while nobody is signed in', { prompt: 'none' }, 'login_required'],
])('asking for %s goes back to the app with the error and its state', async (_claim, changed, error) => {
  const { status, location } = await authorize(changed);
  const back = new URL(location);
  expect([status, back.origin + back.pathname]).toEqual([302, callbackUrl]);
  expect(Object.fromEntries(back.searchParams)).toMatchObject({ error, state: 'a-state' });
  expect((await authorize()).location).toContain('/login?');
});

test('PKCE, scope, state and identity provider may be left out, or named', async () => {
  const bare = { code_challenge: undefined, code_challenge_method: undefined, scope: undefined, state: undefined };
  expect((await authorize(bare)).location).toContain('/login?');
  expect((await authorize({ identity_provider: 'COGNITO', scope: 'openid email' })).location).toContain('/login?');
});

test('an app client that allows it gets tokens in the fragment, never a refresh token', async () => {
  const implicit = { client_id: clientId('Implicit'), response_type: 'token' };
  const signedIn = await login.browser().signIn('ada@example.com', undefined, login.asks(implicit));
  const told = new URLSearchParams(new URL(signedIn.location).hash.slice(1));
  expect([...told.keys()].sort()).toEqual(['access_token', 'expires_in', 'id_token', 'state', 'token_type']);
  const code = await authorize({ ...implicit, response_type: 'code' });
  expect(code.location).toContain('error=unauthorized_client');
});

test('a code goes to an app’s own scheme too', async () => {
  const query = login.asks({ redirect_uri: appCallbackUrl });
  const { location } = await login.browser().signIn('ada@example.com', undefined, query);
  expect(location).toMatch(/^example\.star-harvest:\/callback\?code=[\w-]{36}&state=a-state$/);
});

test('under the domain’s own name all paths begin there, and cookies are for https alone', async () => {
  const named = {
    redirect: 'manual',
    headers: { 'x-forwarded-host': 'star-harvest.auth.us-east-1.amazoncognito.com' },
  };
  const open = (path: string) => fetch(`${login.url}${path}?${login.asks()}`, named as RequestInit);
  expect((await open('/oauth2/authorize')).headers.get('location')).toBe(`/login?${login.asks()}`);
  const page = await open('/login');
  expect(page.headers.get('set-cookie')).toMatch(/^XSRF-TOKEN=[\w-]{43}; Path=\/; .*SameSite=Lax; Secure$/);
  expect(await page.text()).toContain('<form method="post" action="/login?');
  expect((await open(`/${login.UserPoolId}/managed-login/login`)).status).toBe(404);
});

describe('a browser in which somebody is signed in', () => {
  test('is not asked again, by any app of the pool, for an hour', async () => {
    const { open, signIn } = login.browser();
    const signedIn = await signIn('ada@example.com');
    expect(signedIn.headers.get('set-cookie')).toMatch(/^cognito=[\w-]{43}; .*Max-Age=3600; HttpOnly; SameSite=Lax$/);
    const again = await open(`/oauth2/authorize?${login.asks({ state: 'another' })}`);
    expect(again.location).toMatch(/^https:\/\/game\.example\/callback\?code=[\w-]{36}&state=another$/);
    expect((await open(`/oauth2/authorize?${login.asks({ prompt: 'login' })}`)).location).toContain('/login?');
    login.clock.time += 3600 * 1000;
    expect((await open(`/oauth2/authorize?${login.asks()}`)).location).toContain('/login?');
    expect((await login.browser().open(`/oauth2/authorize?${login.asks()}`)).location).toContain('/login?');
  });

  test('is asked again once they are disabled', async () => {
    await login.player('dora@example.com');
    const { open, signIn } = login.browser();
    await signIn('dora@example.com');
    expect((await open(`/oauth2/authorize?${login.asks()}`)).location).toContain('code=');
    await login.call('AdminDisableUser', { UserPoolId: login.UserPoolId, Username: 'dora@example.com' });
    expect((await open(`/oauth2/authorize?${login.asks()}`)).location).toContain('/login?');
  });
});

test('other paths, other methods and pools without a domain are told apart', async () => {
  expect((await login.browser().open('/oauth2/nothing')).status).toBe(404);
  const posted = await login.browser().open(`/oauth2/authorize?${login.asks()}`, {});
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET']);
  const elsewhere = await fetch(`${login.url}/us-east-1_nothere00/managed-login/login`);
  expect([elsewhere.status, await elsewhere.json()]).toEqual([
    404,
    expect.objectContaining({ error: 'invalid_request' }),
  ]);
});
