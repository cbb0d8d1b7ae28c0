import { type LoginOnHand, loginOnHand, logoutUrl, otherClient } from './login-on-hand';

let login: LoginOnHand;
beforeAll(async () => {
  login = await loginOnHand({ more: { Other: otherClient({ LogoutURLs: ['https://other.example/bye'] }) } });
  await login.player('ada@example.com');
});
afterAll(() => login.stop());

/** A browser in which Ada is signed in, and whether they still are. */
async function signedIn() {
  const { open, signIn } = login.browser();
  await signIn('ada@example.com');
  const isIn = async () => (await open(`/oauth2/authorize?${login.asks()}`)).location.includes('code=');
  const logout = (parameters: Record<string, string>) => open(`/logout?${new URLSearchParams(parameters)}`);
  return { isIn, logout };
}

test('signing out ends the browser’s session and leads to the app’s page', async () => {
  const { isIn, logout } = await signedIn();
  expect(await isIn()).toBe(true);
  const { status, location, headers } = await logout({ client_id: login.ClientId, logout_uri: logoutUrl });
  expect([status, location]).toEqual([302, logoutUrl]);
  expect(headers.get('set-cookie')).toMatch(/^cognito=; .*Max-Age=0/);
  expect(await isIn()).toBe(false);
});

test('a cookie that was copied before is worth nothing after it', async () => {
  const { open, signIn } = login.browser();
  const cookie = (await signIn('ada@example.com')).headers.get('set-cookie')?.split(';')[0] ?? '';
  const ask = () =>
    fetch(`${login.base}/oauth2/authorize?${login.asks()}`, { redirect: 'manual', headers: { cookie } });
  expect((await ask()).headers.get('location')).toContain('code=');
  await open(`/logout?${new URLSearchParams({ client_id: login.ClientId, logout_uri: logoutUrl })}`);
  expect((await ask()).headers.get('location')).toContain('/login?');
});

test('a cookie that was copied before another sign-in of the browser is worth nothing after it', async () => {
  const { signIn } = login.browser();
  const cookieOf = async () => (await signIn('ada@example.com')).headers.get('set-cookie')?.split(';')[0] ?? '';
  const ask = (cookie: string) =>
    fetch(`${login.base}/oauth2/authorize?${login.asks()}`, { redirect: 'manual', headers: { cookie } });
  const [before, after] = [await cookieOf(), await cookieOf()];
  expect((await ask(before)).headers.get('location')).toContain('/login?');
  expect((await ask(after)).headers.get('location')).toContain('code=');
});

test('signing out leads to the sign-in page where the app asks for that', async () => {
  const { isIn, logout } = await signedIn();
  const { location } = await logout(Object.fromEntries(new URLSearchParams(login.asks())));
  expect(location).toBe(`${login.base}/login?${login.asks()}`);
  expect(await isIn()).toBe(false);
});

test.each<[string, () => Record<string, string>, string]>([
  ['another site', () => ({ client_id: login.ClientId, logout_uri: 'https://evil.example/' }), 'LogoutURLs'],
  ['a longer path', () => ({ client_id: login.ClientId, logout_uri: `${logoutUrl}/x` }), 'LogoutURLs'],
  ['another app’s page', () => ({ client_id: login.ClientId, logout_uri: 'https://other.example/bye' }), 'LogoutURLs'],
  ['no page at all', () => ({ client_id: login.ClientId }), 'CallbackURLs'],
  ['nobody’s page', () => ({ logout_uri: logoutUrl }), 'no app client'],
  [
    'a callback that is none',
    () => ({ client_id: login.ClientId, response_type: 'code', redirect_uri: 'https://evil.example/' }),
    'CallbackURLs',
  ],
])('nobody is sent to %s, nor signed out', async (_claim, parameters, sentence) => {
  const { isIn, logout } = await signedIn();
  const { status, location, page } = await logout(parameters());
  expect([status, location]).toEqual([400, '']);
  expect(page).toContain(sentence);
  expect(page).not.toContain('evil.example');
  expect(await isIn()).toBe(true);
});
