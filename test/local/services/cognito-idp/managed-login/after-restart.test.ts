import { addManagedLogin, deleteManagedLogin } from '../../../../../local/services/cognito-idp/deployed-pool';
import { left, takeUp } from '../../../state/kept/restart';
import { type LoginOnHand, loginOnHand, logoutUrl } from './login-on-hand';

const running: LoginOnHand[] = [];
const start = async () => {
  const login = await loginOnHand();
  running.push(login);
  return login;
};
afterEach(() => Promise.all(running.splice(0).map((login) => login.stop())));

/** A browser in which Ada has signed in, and what its cookie is worth elsewhere. */
async function signedIn() {
  const login = await start();
  await login.player('ada@example.com');
  const browser = login.browser();
  const { headers } = await browser.signIn('ada@example.com');
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
  return { login, browser, cookie };
}

async function restarted(before: LoginOnHand): Promise<LoginOnHand> {
  const again = await start();
  again.clock.time = before.clock.time;
  takeUp(left(before.collections), again.collections, again.keeper);
  return again;
}

const isIn = async (login: LoginOnHand, cookie: string) => {
  const url = `${login.base}/oauth2/authorize?${login.asks()}`;
  const { headers } = await fetch(url, { redirect: 'manual', headers: { cookie } });
  return headers.get('location')?.includes('code=') === true;
};

type SignedIn = Awaited<ReturnType<typeof signedIn>>;
const logout = ({ login, browser }: SignedIn) =>
  browser.open(`/logout?${new URLSearchParams({ client_id: login.ClientId, logout_uri: logoutUrl })}`);
const poolOf = ({ pools, UserPoolId }: LoginOnHand) => {
  const pool = pools.deployed(UserPoolId);
  if (pool === undefined) throw new Error('no such pool');
  return pool;
};

test.each<[string, boolean, (one: SignedIn) => unknown]>([
  ['goes on', true, () => {}],
  ['is over where the player signed out', false, logout],
  ['is over where the hour is', false, ({ login }) => (login.clock.time += 3_600_000)],
  [
    'is over where the domain was taken away and given again',
    false,
    ({ login }) => {
      const pool = poolOf(login);
      const { host, needsBranding } = pool.managedLogin ?? { host: '', needsBranding: true };
      deleteManagedLogin(pool);
      addManagedLogin(pool, host, needsBranding);
      login.keeper.check(login.collections);
    },
  ],
])('after a restart a browser’s session %s', async (_what, expected, happens) => {
  const one = await signedIn();
  expect(await isIn(one.login, one.cookie)).toBe(true);
  await happens(one);
  expect(await isIn(await restarted(one.login), one.cookie)).toBe(expected);
});

test('no cookie stands in what is kept', async () => {
  const { login, cookie } = await signedIn();
  const kept = JSON.stringify(left(login.collections));
  expect(kept).toContain('managed-login-browsers');
  expect(kept).not.toContain(cookie.slice(cookie.indexOf('=') + 1));
});

test('a sign-in that is under way is begun again', async () => {
  const { login } = await signedIn();
  const code = await login.codeFor('ada@example.com');
  const again = await restarted(login);
  expect((await again.exchange(code)).body).toMatchObject({ error: 'invalid_grant' });
  const next = await again.codeFor('ada@example.com');
  expect((await again.exchange(next)).status).toBe(200);
});
