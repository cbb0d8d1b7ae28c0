import { redeemAtIssuer } from '../../../../lambda/smoke-test/player-tokens/redeem';

const issuer = 'https://accounts.example';
const stored = { clientId: 'game', refreshToken: 'MARKER-refresh' };

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
function idToken() {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: 'game', sub: 'player', iat: now, exp: now + 300 };
  return `${base64({ alg: 'RS256' })}.${base64(claims)}.${Buffer.from('signature').toString('base64url')}`;
}

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** Plays the issuer over fetch: the discovery document, then this answer at the token endpoint. */
function playIssuer(answer: () => Response) {
  const requests: URLSearchParams[] = [];
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    if (String(url).endsWith('/.well-known/openid-configuration')) {
      return json(200, { issuer, token_endpoint: `${issuer}/token`, authorization_endpoint: `${issuer}/auth` });
    }
    requests.push(new URLSearchParams(String(init?.body)));
    return answer();
  });
  return requests;
}

afterEach(() => jest.restoreAllMocks());

describe('redeeming a refresh token', () => {
  const tokens = () => ({ access_token: 'MARKER-access', token_type: 'bearer', id_token: idToken() });

  test('a public client names itself and the token', async () => {
    const requests = playIssuer(() => json(200, tokens()));
    const redeemed = await redeemAtIssuer(issuer, stored);
    expect(redeemed.idToken).toMatch(/^eyJ/);
    expect(redeemed).not.toHaveProperty('rotatedRefreshToken');
    expect(Object.fromEntries(requests[0] ?? [])).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'MARKER-refresh',
      client_id: 'game',
    });
  });

  test('a client with a secret sends it', async () => {
    const requests = playIssuer(() => json(200, tokens()));
    await redeemAtIssuer(issuer, { ...stored, clientSecret: 'MARKER-secret' });
    expect(requests[0]?.get('client_secret')).toBe('MARKER-secret');
  });

  test('a rotated token is told, the same one again is not', async () => {
    playIssuer(() => json(200, { ...tokens(), refresh_token: 'next' }));
    expect(await redeemAtIssuer(issuer, stored)).toMatchObject({ rotatedRefreshToken: 'next' });
    playIssuer(() => json(200, { ...tokens(), refresh_token: stored.refreshToken }));
    expect(await redeemAtIssuer(issuer, stored)).not.toHaveProperty('rotatedRefreshToken');
  });

  test.each([
    [
      'a refused token',
      () => json(400, { error: 'invalid_grant', error_description: 'MARKER-refresh is used' }),
      'invalid_grant',
    ],
    ['an answer without ID token', () => json(200, { ...tokens(), id_token: undefined }), 'no ID token'],
    ['an answer that is no JSON', () => new Response('MARKER', { status: 200 }), 'did not redeem'],
    ['a failing issuer', () => json(500, { MARKER: 1 }), 'did not redeem'],
  ])('%s is said without any token', async (_, answer, words) => {
    playIssuer(answer);
    const error = await redeemAtIssuer(issuer, stored).catch((refused: Error) => refused);
    expect(error).toMatchObject({ name: 'RefreshRefused', message: expect.stringContaining(words) });
    expect((error as Error).message).not.toContain('MARKER');
    expect(error).not.toHaveProperty('cause');
  });

  test('an issuer that cannot be reached is said', async () => {
    jest.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed'));
    await expect(redeemAtIssuer(issuer, stored)).rejects.toMatchObject({ name: 'RefreshRefused' });
  });
});
