import { createHash } from 'node:crypto';
import { issuerFetch } from '../../../../local/identities/issuer-fetch';
import { startAmazonProvider } from '../../../../local/idp/access-tokens/amazon-provider';
import { startFacebookProvider } from '../../../../local/idp/access-tokens/facebook-provider';
import { authorizationEndpoints, signInForAccessToken } from '../../../../local/idp/access-tokens/sign-in';
import type { StandIn } from '../../../../local/idp/access-tokens/stand-in';
import { TestClock } from '../../federation/cloud';

const clock = new TestClock();
let amazon: StandIn;
let facebook: StandIn;
let fetch: typeof globalThis.fetch;
beforeAll(async () => {
  amazon = await startAmazonProvider({ clock });
  facebook = await startFacebookProvider({ clock });
  fetch = issuerFetch({ ...amazon.table, ...facebook.table });
});
afterAll(() => Promise.all([amazon.stop(), facebook.stop()]));

const signIn = (name: keyof typeof authorizationEndpoints, player: string, clientId: string) =>
  signInForAccessToken({ authorizationEndpoint: authorizationEndpoints[name], fetch, clientId, player });
const get = async (url: string, token: string) => {
  const response = await fetch(`${url}${url.includes('?') ? '&' : '?'}access_token=${encodeURIComponent(token)}`);
  return { status: response.status, body: await response.json() };
};

const clientId = 'amzn1.application-oa2-client.star';

test('Login with Amazon says of its token whose it is, for which app and for how long', async () => {
  const token = await signIn('www.amazon.com', 'Ana', clientId);
  expect(token).toMatch(/^Atza\|\w{350}$/);
  expect(await get('https://api.amazon.com/auth/o2/tokeninfo', token)).toEqual({
    status: 200,
    body: {
      iss: 'https://www.amazon.com',
      aud: clientId,
      app_id: 'amzn1.application.star',
      user_id: expect.stringMatching(/^amzn1\.account\.[A-Z0-9]{28}$/),
      exp: 3600,
      iat: Math.floor(clock.now() / 1000),
    },
  });
  expect((await get('https://api.amazon.com/user/profile', token)).body).toMatchObject({ name: 'Ana' });
});

test('the same name is the same player at each sign-in, another name another', async () => {
  const userId = async (player: string) =>
    (await get('https://api.amazon.com/auth/o2/tokeninfo', await signIn('www.amazon.com', player, clientId))).body
      .user_id;
  expect(await userId('Ana')).toBe(await userId('Ana'));
  expect(await userId('Ana')).not.toBe(await userId('Bea'));
});

test('Facebook says of its token whose it is and for which app, and scopes the user to the app', async () => {
  const token = await signIn('graph.facebook.com', 'Ana', '7');
  expect(await get('https://graph.facebook.com/app', token)).toEqual({ status: 200, body: { id: '7', name: 'App 7' } });
  const { body: me } = await get('https://graph.facebook.com/v24.0/me', token);
  expect(me).toEqual({ id: expect.stringMatching(/^\d+$/), name: 'Ana' });
  const other = await get('https://graph.facebook.com/me?fields=id', await signIn('graph.facebook.com', 'Ana', '8'));
  expect(other.body).toEqual({ id: expect.stringMatching(/^\d+$/) });
  expect(other.body.id).not.toBe(me.id);
  const debugged = await get(`https://graph.facebook.com/debug_token?input_token=${token}`, '7|secret');
  expect(debugged.body.data).toMatchObject({ app_id: '7', user_id: me.id, is_valid: true });
});

test('tokens expire, and those never issued are none', async () => {
  const [atAmazon, atFacebook] = [
    await signIn('www.amazon.com', 'Ana', clientId),
    await signIn('graph.facebook.com', 'Ana', '7'),
  ];
  const statuses = async (one: string, two: string) => [
    (await get('https://api.amazon.com/auth/o2/tokeninfo', one)).status,
    (await get('https://graph.facebook.com/me', two)).status,
  ];
  expect(await statuses(atAmazon, atFacebook)).toEqual([200, 200]);
  expect(await statuses(atFacebook, atAmazon)).toEqual([400, 400]);
  expect(await statuses('Atza|made-up', 'EAAmadeup')).toEqual([400, 400]);
  clock.pass(3600);
  expect(await statuses(atAmazon, atFacebook)).toEqual([400, 400]);
});

describe('an authorization code', () => {
  const redirectUri = 'com.example.star:/callback';
  const verifier = 'a-code-verifier-of-the-app-that-is-long-enough';

  async function codeOf(): Promise<string> {
    const start = new URL('https://www.amazon.com/ap/oa');
    start.search = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      state: 's',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    }).toString();
    const response = await fetch(start, {
      method: 'POST',
      body: new URLSearchParams({ player: 'Ana' }),
      redirect: 'manual',
    });
    const back = new URL(response.headers.get('location') ?? '');
    expect(`${back.protocol}${back.pathname}?state=${back.searchParams.get('state')}`).toBe(`${redirectUri}?state=s`);
    return back.searchParams.get('code') ?? '';
  }

  const redeem = async (changes: Record<string, string> = {}, code?: string) => {
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code: code ?? (await codeOf()),
      client_id: clientId,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...changes,
    });
    const response = await fetch('https://api.amazon.com/auth/o2/token', { method: 'POST', body });
    return { status: response.status, body: await response.json() };
  };

  test('is redeemed for tokens, which are renewed by the refresh token', async () => {
    const { body } = await redeem();
    expect(body).toMatchObject({
      token_type: 'bearer',
      expires_in: 3600,
      access_token: expect.stringMatching(/^Atza\|/),
    });
    const renewed = await redeem({ grant_type: 'refresh_token', refresh_token: body.refresh_token });
    expect(renewed).toMatchObject({ status: 200, body: { access_token: expect.stringMatching(/^Atza\|/) } });
    const byAccessToken = await redeem({ grant_type: 'refresh_token', refresh_token: body.access_token });
    expect(byAccessToken.status).toBe(400);
  });

  test('is redeemed once, by its client, with its proof', async () => {
    const code = await codeOf();
    expect((await redeem({}, code)).status).toBe(200);
    expect((await redeem({}, code)).status).toBe(400);
    expect((await redeem({ client_id: 'another' })).status).toBe(400);
    expect((await redeem({ redirect_uri: 'http://127.0.0.1/else' })).status).toBe(400);
    expect((await redeem({ code_verifier: 'guessed' })).status).toBe(400);
  });
});

test.each(['https://evil.example/', 'javascript:alert(1)', '', '//evil.example'])(
  'nobody is sent to %j with a token',
  async (redirectUri) => {
    const start = new URL('https://www.amazon.com/ap/oa');
    const page = async (uri: string) => {
      start.search = new URLSearchParams({ client_id: clientId, redirect_uri: uri, response_type: 'token' }).toString();
      return fetch(start, { method: 'POST', body: new URLSearchParams({ player: 'Ana' }), redirect: 'manual' });
    };
    expect((await page(redirectUri)).status).toBe(400);
    expect((await page('http://localhost:3000/callback')).status).toBe(303);
  },
);

test('the sign-in page asks again for a name, and shows nothing unescaped', async () => {
  const url = `${amazon.signInUrl}?client_id=${encodeURIComponent('<b>')}&redirect_uri=http://127.0.0.1/&response_type=token`;
  const page = await (await globalThis.fetch(url)).text();
  expect(page).toContain('<form method="post"');
  expect(page).not.toContain('<b><b>');
  const again = await globalThis.fetch(url, { method: 'POST', body: new URLSearchParams({ player: ' ' }) });
  expect(again.status).toBe(400);
  expect(await again.text()).toContain('Type a name');
});
