import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, customFetch as joseFetch, jwtVerify } from 'jose';
import { type CustomFetch, customFetch, discovery, None, refreshTokenGrant } from 'openid-client';
import { issuerFetch } from '../../../local/identities/issuer-fetch';
import { type IdentityProvider, startIdentityProvider } from '../../../local/idp/identity-provider';
import { signIn } from '../../../local/idp/sign-in';
import { keyPairsOnHand } from '../../once-per-worker/key-pairs';

const issuer = 'https://players.star-harvest.example';
let provider: IdentityProvider;
let fetch: typeof globalThis.fetch;

beforeAll(async () => {
  provider = await startIdentityProvider({ makeKeyPair: keyPairsOnHand(), issuer, clientIds: ['ios', 'android'] });
  fetch = issuerFetch({ [issuer]: provider.url });
});
afterAll(() => provider.stop());

const client = (clientId: string) =>
  discovery(new URL(issuer), clientId, undefined, None(), { [customFetch]: fetch as CustomFetch });

/** A verifier that has never seen a key before. */
const verify = (token: string, audience: string) =>
  jwtVerify(token, createRemoteJWKSet(new URL(`${issuer}/jwks`), { [joseFetch]: fetch as never }), {
    issuer,
    audience,
  });

describe('discovery', () => {
  test('every endpoint stands under the issuer’s own name', async () => {
    const document = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
    expect(document).toMatchObject({
      issuer,
      jwks_uri: `${issuer}/jwks`,
      token_endpoint: `${issuer}/token`,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      token_endpoint_auth_methods_supported: expect.arrayContaining(['none']),
    });
  });

  test('a browser that comes by the address is kept at the address', async () => {
    const document = await (await globalThis.fetch(`${provider.url}/.well-known/openid-configuration`)).json();
    expect(document).toMatchObject({ issuer, authorization_endpoint: `${provider.url}/auth` });
  });

  test('the published keys are RSA, and public', async () => {
    const { keys } = await (await fetch(`${issuer}/jwks`)).json();
    expect(keys).toEqual([expect.objectContaining({ kty: 'RSA', alg: 'RS256', use: 'sig' })]);
    expect(keys[0]).not.toHaveProperty('d');
    expect(Buffer.from(keys[0].n, 'base64url')).toHaveLength(256);
  });
});

describe('signing in', () => {
  test('the ID token is the issuer’s, for the client, signed with RS256', async () => {
    const { idToken, accessToken, refreshToken, expiresIn } = await signIn({
      issuer,
      fetch,
      clientId: 'ios',
      player: 'Ada',
    });
    const { payload } = await verify(idToken, 'ios');
    expect(decodeProtectedHeader(idToken).alg).toBe('RS256');
    expect(payload).toMatchObject({ iss: issuer, aud: 'ios', name: 'Ada', email: expect.stringContaining('@') });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
    expect(expiresIn).toBe(3600);
    expect(accessToken).toEqual(expect.any(String));
    expect(refreshToken).toEqual(expect.any(String));
    await expect(verify(idToken, 'android')).rejects.toThrow('"aud"');
  });

  test('a player is the same subject each time, at each client, and never their own name', async () => {
    const subjects = await Promise.all(
      [
        { clientId: 'ios', player: 'Ada' },
        { clientId: 'android', player: ' Ada ' },
        { clientId: 'ios', player: 'Grace' },
      ].map(async (who) => decodeJwt((await signIn({ issuer, fetch, ...who })).idToken).sub),
    );
    expect(subjects[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(subjects[1]).toBe(subjects[0]);
    expect(subjects[2]).not.toBe(subjects[0]);
  });

  test('without the scopes a token says no more than who it is, and cannot be refreshed', async () => {
    const { idToken, refreshToken } = await signIn({ issuer, fetch, clientId: 'ios', player: 'Ada', scope: 'openid' });
    expect(Object.keys(decodeJwt(idToken)).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'nonce', 'sub']);
    expect(refreshToken).toBeUndefined();
  });

  test('a name must be typed, and not be longer than the page says', async () => {
    const as = (player: string) => signIn({ issuer, fetch, clientId: 'ios', player });
    await expect(as('  ')).rejects.toThrow('Type a name');
    await expect(as('x'.repeat(65))).rejects.toThrow('at most 64 characters');
    await expect(as('x'.repeat(64))).resolves.toHaveProperty('idToken');
  });

  test('a client that the provider does not have is refused', async () => {
    await expect(signIn({ issuer, fetch, clientId: 'web', player: 'Ada' })).rejects.toThrow('client is invalid');
    await expect(signIn({ issuer, fetch, clientId: 'android', player: 'Ada' })).resolves.toHaveProperty('idToken');
  });

  test('what a player typed is text on every page', async () => {
    const name = '<img src=x onerror=alert(1)>';
    expect(decodeJwt((await signIn({ issuer, fetch, clientId: 'ios', player: name })).idToken).name).toBe(name);
    const evil = encodeURIComponent('<script>alert(1)</script>');
    const page = await (await fetch(`${issuer}/auth?client_id=${evil}`, { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('cannot go on');
    expect(page).not.toContain('<script>');
  });
});

describe('refresh tokens', () => {
  test('each use gives a new one and a new ID token of the same player', async () => {
    const first = await signIn({ issuer, fetch, clientId: 'ios', player: 'Ada' });
    const next = await refreshTokenGrant(await client('ios'), first.refreshToken ?? '');
    expect(next.refresh_token).not.toBe(first.refreshToken);
    expect((await verify(next.id_token ?? '', 'ios')).payload.sub).toBe(decodeJwt(first.idToken).sub);
  });

  test('the second use of one ends the whole chain', async () => {
    const { refreshToken = '' } = await signIn({ issuer, fetch, clientId: 'ios', player: 'Ada' });
    const ios = await client('ios');
    const second = (await refreshTokenGrant(ios, refreshToken)).refresh_token ?? '';
    const third = (await refreshTokenGrant(ios, second)).refresh_token ?? '';
    const used = { error: 'invalid_grant' };
    await expect(refreshTokenGrant(ios, refreshToken)).rejects.toMatchObject(used);
    await expect(refreshTokenGrant(ios, third)).rejects.toMatchObject(used);
  });

  test('one belongs to its client', async () => {
    const { refreshToken = '' } = await signIn({ issuer, fetch, clientId: 'ios', player: 'Ada' });
    await expect(refreshTokenGrant(await client('android'), refreshToken)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(refreshTokenGrant(await client('ios'), refreshToken)).resolves.toHaveProperty('id_token');
  });
});

describe('issuers and keys', () => {
  test.each(['https://x.example/realms/game', 'https://x.example/', 'https://x.example:8443'])(
    'an issuer may be %s',
    async (other) => {
      const idp = await startIdentityProvider({ makeKeyPair: keyPairsOnHand(), issuer: other, clientIds: ['ios'] });
      try {
        const reach = issuerFetch({ [other]: idp.url });
        const { idToken } = await signIn({ issuer: other, fetch: reach, clientId: 'ios', player: 'Ada' });
        const here = await signIn({ issuer, fetch, clientId: 'ios', player: 'Ada' });
        expect(decodeJwt(idToken).iss).toBe(other);
        expect(decodeJwt(idToken).sub).not.toBe(decodeJwt(here.idToken).sub);
      } finally {
        await idp.stop();
      }
    },
  );

  test.each(['http://x.example', 'https://x.example?a=b', 'https://x.example/#a', 'x.example'])(
    '%s is no issuer',
    async (none) => {
      await expect(
        startIdentityProvider({ makeKeyPair: keyPairsOnHand(), issuer: none, clientIds: ['ios'] }),
      ).rejects.toThrow(`got '${none}'`);
    },
  );

  test('a taken port is named', async () => {
    const port = Number(new URL(provider.url).port);
    await expect(
      startIdentityProvider({ makeKeyPair: keyPairsOnHand(), issuer, clientIds: ['ios'], port }),
    ).rejects.toThrow(`port ${port}`);
  });

  test('a rotation with overlap leaves old tokens good, one without does not; sessions outlive both', async () => {
    const old = await signIn({ issuer, fetch, clientId: 'ios', player: 'Ada' });
    await provider.rotateKeys({ overlap: true });
    const between = await signIn({ issuer, fetch, clientId: 'ios', player: 'Ada' });
    expect(decodeProtectedHeader(between.idToken).kid).not.toBe(decodeProtectedHeader(old.idToken).kid);
    await expect(verify(old.idToken, 'ios')).resolves.toBeDefined();
    await expect(verify(between.idToken, 'ios')).resolves.toBeDefined();

    await provider.rotateKeys({ overlap: false });
    const refreshed = await refreshTokenGrant(await client('ios'), old.refreshToken ?? '');
    await expect(verify(between.idToken, 'ios')).rejects.toThrow('no applicable key');
    await expect(verify(refreshed.id_token ?? '', 'ios')).resolves.toBeDefined();
  });

  test('lifetimes are the provider’s to choose', async () => {
    const other = 'https://short.example';
    const idp = await startIdentityProvider({
      makeKeyPair: keyPairsOnHand(),
      issuer: other,
      clientIds: ['ios'],
      lifetimes: { idToken: 7, accessToken: 5 },
    });
    const reach = issuerFetch({ [other]: idp.url });
    const { idToken, expiresIn } = await signIn({ issuer: other, fetch: reach, clientId: 'ios', player: 'Ada' });
    await idp.stop();
    const { exp = 0, iat = 0 } = decodeJwt(idToken);
    expect([exp - iat, expiresIn]).toEqual([7, 5]);
  });
});
