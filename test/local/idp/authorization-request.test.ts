import { createHash, randomBytes } from 'node:crypto';
import { CookieJar } from '../../../local/idp/cookie-jar';
import { type IdentityProvider, startIdentityProvider } from '../../../local/idp/identity-provider';
import { keyPairsOnHand } from '../../once-per-worker/key-pairs';

// As a browser on this machine: by the address, not by the issuer's name.
let provider: IdentityProvider;
beforeAll(async () => {
  provider = await startIdentityProvider({
    makeKeyPair: keyPairsOnHand(),
    issuer: 'https://players.example/game',
    clientIds: ['ios'],
  });
});
afterAll(() => provider.stop());

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');
const request = (changes: Record<string, string | undefined> = {}) => {
  const parameters = {
    client_id: 'ios',
    response_type: 'code',
    redirect_uri: 'http://127.0.0.1:9999/callback',
    scope: 'openid',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 's',
    ...changes,
  };
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new URL(`${provider.url}/auth?${new URLSearchParams(given)}`);
};

/** A browser: keeps cookies, follows nothing by itself. */
function browser() {
  const jar = new CookieJar();
  return async (url: string | URL, form?: Record<string, string>) => {
    const there = new URL(url, provider.url);
    const response = await fetch(there, {
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: jar.header(there) },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    jar.keep(response);
    return { status: response.status, location: response.headers.get('location') ?? '', page: await response.text() };
  };
}

/** Signs in up to the last answer, which sends the browser back to the game. */
async function callback(decision: string, changes: Record<string, string> = {}): Promise<URL> {
  const open = browser();
  const signInPage = await open(request(changes));
  const signedIn = await open(signInPage.location, { player: 'Ada' });
  const consent = await open(signedIn.location);
  const decided = await open(consent.location, { decision });
  return new URL((await open(decided.location)).location);
}

const exchange = (code: string, codeVerifier: string) =>
  fetch(`${provider.url}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'ios',
      code,
      redirect_uri: 'http://127.0.0.1:9999/callback',
      code_verifier: codeVerifier,
    }),
  });

test('the sign-in page says whose it is, and has a labelled field', async () => {
  const open = browser();
  const { page } = await open((await open(request())).location);
  expect(page).toContain('<title>Sign in – local identity provider of https://players.example/game</title>');
  expect(page).toContain('<html lang="en">');
  expect(page).toMatch(/<label for="player">[\s\S]*<input id="player"/);
  expect(page).not.toMatch(/<script|src=|@import|url\(/);
});

test('a code is exchanged by whoever knows its verifier, once, and by nobody else', async () => {
  const code = (await callback('allow')).searchParams.get('code') ?? '';
  const good = await exchange(code, verifier);
  expect(await good.json()).toHaveProperty('id_token');

  const other = (await callback('allow')).searchParams.get('code') ?? '';
  const wrong = await exchange(other, randomBytes(32).toString('base64url'));
  expect([wrong.status, await wrong.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })]);

  expect((await exchange(code, verifier)).status).toBe(400);
});

test('a request without PKCE, or with the plain kind, goes back with an error', async () => {
  const open = browser();
  for (const changes of [
    { code_challenge: undefined, code_challenge_method: undefined },
    { code_challenge: verifier, code_challenge_method: 'plain' },
  ]) {
    const { location } = await open(request(changes));
    expect(new URL(location).searchParams.get('error')).toBe('invalid_request');
  }
  expect((await open(request())).location).toContain('/game/interaction/');
});

test.each([
  'http://127.0.0.1/callback',
  'http://127.0.0.1:1234/callback',
  'http://localhost:1234/callback',
  'http://127.0.0.1:4510/_local/signed-in',
  'http://[::1]:4510/_local/signed-in',
  'example.players:/callback',
])('codes may be sent to %s', async (redirect_uri) => {
  expect((await browser()(request({ redirect_uri }))).location).toContain('/interaction/');
});

test.each([
  'https://evil.example/callback',
  'http://127.0.0.1:1234/other',
  'http://127.0.0.1:4510/_local/sign-in',
  'http://192.168.1.20:4510/_local/signed-in',
  'https://evil.example/_local/signed-in',
  'http://127.0.0.1.evil.example/callback',
  'evil.players:/callback',
])('codes are never sent to %s', async (redirect_uri) => {
  const { status, location, page } = await browser()(request({ redirect_uri }));
  expect([status, location]).toEqual([400, '']);
  expect(page).toContain('invalid_redirect_uri');
});

test('a player who refuses sends the game an error instead of a code', async () => {
  const back = await callback('refuse');
  expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'access_denied', state: 's' });
  expect((await callback('allow')).searchParams.has('code')).toBe(true);
});

test('a sign-in goes on only in the browser that began it', async () => {
  const { location } = await browser()(request());
  const { status, page } = await browser()(location, { player: 'Ada' });
  expect(status).toBe(400);
  expect(page).toContain('another browser');
});

test('an oversized form and an unknown method are refused', async () => {
  const open = browser();
  const { location } = await open(request());
  expect((await open(location, { player: 'x'.repeat(20_000) })).status).toBe(413);
  expect((await fetch(new URL(location, provider.url), { method: 'PUT' })).status).toBe(405);
  expect((await open(location)).status).toBe(200);
});

test('a page served from loopback may call the token endpoint, another may not', async () => {
  const allowed = async (origin: string) => {
    const body = new URLSearchParams({ client_id: 'ios', grant_type: 'refresh_token', refresh_token: 'x' });
    const response = await fetch(`${provider.url}/token`, { method: 'POST', headers: { origin }, body });
    return response.headers.get('access-control-allow-origin');
  };
  expect(await allowed('http://localhost:3000')).toBe('http://localhost:3000');
  expect(await allowed('https://evil.example')).toBeNull();
});
