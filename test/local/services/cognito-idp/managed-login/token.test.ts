import { decodeJwt, jwtVerify } from 'jose';
import { goodPassword } from '../user-pool-on-hand';
import { brandingOf, callbackUrl, type LoginOnHand, loginOnHand, otherClient } from './login-on-hand';

let login: LoginOnHand;
beforeAll(async () => {
  login = await loginOnHand({
    pool: { Schema: [{ Name: 'clan', AttributeDataType: 'String', Mutable: true }] },
    client: { ReadAttributes: ['email', 'email_verified', 'nickname', 'custom:clan'] },
    more: {
      Other: otherClient(),
      OtherStyle: brandingOf('Other'),
      Implicit: otherClient({ AllowedOAuthFlows: ['implicit'] }),
      Api: otherClient({ AllowedOAuthFlowsUserPoolClient: false }),
    },
  });
  await login.player('ada@example.com');
  await login.call('AdminUpdateUserAttributes', {
    UserPoolId: login.UserPoolId,
    Username: 'ada@example.com',
    UserAttributes: [
      { Name: 'nickname', Value: 'Ada' },
      { Name: 'custom:clan', Value: 'red' },
    ],
  });
});
afterAll(() => login.stop());

const clientId = (logicalId: string) =>
  login.stack.resources.find((resource) => resource.logicalId === logicalId)?.ref ?? '';
const refusedAs = (error: string) => ({ status: 400, body: { error, error_description: expect.any(String) } });

describe('a code', () => {
  test('gives tokens that verify by the pool’s keys, with nonce, scope and the time of the password', async () => {
    const { open, signIn } = login.browser();
    await signIn('ada@example.com');
    const authenticatedAt = login.clock.time / 1000;
    login.clock.time += 60_000;
    const { location } = await open(`/oauth2/authorize?${login.asks({ nonce: 'a-nonce', scope: 'openid email' })}`);
    const { status, body, headers } = await login.exchange(new URL(location).searchParams.get('code') ?? '');
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, refresh_token: expect.any(String) });
    const pool = login.pools.get(login.UserPoolId);
    const verify = (token: string) =>
      jwtVerify(token, pool.keys.find, { issuer: pool.issuer, currentDate: new Date(login.clock.time) });
    const { payload: id } = await verify(body.id_token);
    const { payload: access } = await verify(body.access_token);
    expect(id).toMatchObject({ nonce: 'a-nonce', token_use: 'id', aud: login.ClientId, auth_time: authenticatedAt });
    expect(access).toMatchObject({ scope: 'openid email', token_use: 'access', version: 2, client_id: login.ClientId });
  });

  test.each<[string, string, readonly string[], readonly string[]]>([
    ['openid alone: all that the app may read', 'openid', ['email', 'nickname', 'custom:clan'], []],
    ['email beside it: the address', 'openid email', ['email', 'email_verified'], ['nickname', 'custom:clan']],
    ['profile beside it: the rest', 'openid profile', ['nickname', 'custom:clan'], ['email', 'email_verified']],
  ])('shows with %s', async (_claim, scope, shown, hidden) => {
    const { body } = await login.exchange(await login.codeFor('ada@example.com', { scope }));
    const claims = decodeJwt(body.id_token);
    for (const name of shown) expect(claims).toHaveProperty([name]);
    for (const name of hidden) expect(claims).not.toHaveProperty([name]);
    const bearer = { headers: { authorization: `Bearer ${body.access_token}` } };
    const info = await (await fetch(`${login.base}/oauth2/userInfo`, bearer)).json();
    expect(info).toMatchObject({ sub: claims.sub, username: claims['cognito:username'] });
    for (const name of shown) expect(info).toHaveProperty([name], String(claims[name]));
    for (const name of hidden) expect(info).not.toHaveProperty([name]);
  });

  test('without openid gives no ID token, and with the API’s own scope a token that the API takes', async () => {
    const scope = 'aws.cognito.signin.user.admin';
    const { body } = await login.exchange(await login.codeFor('ada@example.com', { scope }));
    expect(body).not.toHaveProperty('id_token');
    expect(await login.call('GetUser', { AccessToken: body.access_token })).toHaveProperty('Username');
    const { body: other } = await login.exchange(await login.codeFor('ada@example.com'));
    expect(await login.refusal('GetUser', { AccessToken: other.access_token })).toBe(
      'NotAuthorizedException: Access Token does not have required scopes',
    );
  });

  test('is good once', async () => {
    const code = await login.codeFor('ada@example.com');
    expect((await login.exchange(code)).status).toBe(200);
    expect(await login.exchange(code)).toMatchObject(refusedAs('invalid_grant'));
  });

  test('is good for five minutes', async () => {
    const [late, inTime] = [await login.codeFor('ada@example.com'), await login.codeFor('ada@example.com')];
    login.clock.time += 299_000;
    expect((await login.exchange(inTime)).status).toBe(200);
    login.clock.time += 1000;
    expect(await login.exchange(late)).toMatchObject(refusedAs('invalid_grant'));
  });

  test.each<[string, () => Record<string, string>, string]>([
    ['another verifier', () => ({ code_verifier: 'x'.repeat(43) }), 'invalid_grant'],
    ['an empty verifier', () => ({ code_verifier: '' }), 'invalid_grant'],
    ['another app client of the pool', () => ({ client_id: clientId('Other') }), 'invalid_grant'],
    ['an app client for the API alone', () => ({ client_id: clientId('Api') }), 'unauthorized_client'],
    ['an app client without the code flow', () => ({ client_id: clientId('Implicit') }), 'unauthorized_client'],
    ['an unknown app client', () => ({ client_id: 'nobody' }), 'invalid_client'],
    ['another redirect_uri', () => ({ redirect_uri: `${callbackUrl}/x` }), 'invalid_grant'],
    ['no redirect_uri', () => ({ redirect_uri: '' }), 'invalid_request'],
    ['a grant type that is none', () => ({ grant_type: 'password' }), 'unsupported_grant_type'],
    ['the grant of those with a secret', () => ({ grant_type: 'client_credentials' }), 'unauthorized_client'],
  ])('is refused with %s', async (_claim, changed, error) => {
    expect(await login.exchange(await login.codeFor('ada@example.com'), changed())).toMatchObject(refusedAs(error));
    expect((await login.exchange(await login.codeFor('ada@example.com'))).status).toBe(200);
  });

  test('that was asked for with PKCE needs the verifier, one without must have none', async () => {
    const bare = { code_challenge: undefined, code_challenge_method: undefined };
    const fields = { grant_type: 'authorization_code', client_id: login.ClientId, redirect_uri: callbackUrl };
    const post = async (changed: Record<string, string | undefined>, more: Record<string, string>) =>
      (await login.post('/oauth2/token', { ...fields, code: await login.codeFor('ada@example.com', changed), ...more }))
        .status;
    expect(await post({}, {})).toBe(400);
    expect(await post({}, { code_verifier: login.verifier })).toBe(200);
    expect(await post(bare, { code_verifier: login.verifier })).toBe(400);
    expect(await post(bare, {})).toBe(200);
  });

  test('is worth nothing once its player is disabled or gone', async () => {
    const user = { UserPoolId: login.UserPoolId, Username: 'bela@example.com' };
    await login.player(user.Username);
    const codes = [await login.codeFor(user.Username), await login.codeFor(user.Username)];
    await login.call('AdminDisableUser', user);
    expect(await login.exchange(codes[0] ?? '')).toMatchObject(refusedAs('invalid_grant'));
    await login.call('AdminDeleteUser', user);
    expect(await login.exchange(codes[1] ?? '')).toMatchObject(refusedAs('invalid_grant'));
    expect((await login.exchange(await login.codeFor('ada@example.com'))).status).toBe(200);
  });
});

describe('a refresh token', () => {
  const tokens = async (scope = 'openid') =>
    (await login.exchange(await login.codeFor('ada@example.com', { scope }))).body;
  const refresh = (refresh_token: string, client_id = login.ClientId) =>
    login.post('/oauth2/token', { grant_type: 'refresh_token', client_id, refresh_token });

  test('gives tokens of the same scopes, though the app client does not allow it through the API', async () => {
    const { refresh_token } = await tokens('openid email');
    const { status, body } = await refresh(refresh_token);
    expect([status, Object.keys(body).sort()]).toEqual([200, ['access_token', 'expires_in', 'id_token', 'token_type']]);
    expect(decodeJwt(body.access_token).scope).toBe('openid email');
    expect(decodeJwt(body.id_token)).not.toHaveProperty('nickname');
    const byApi = { ClientId: login.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH' };
    const AuthParameters = { REFRESH_TOKEN: refresh_token };
    expect(await login.refusal('InitiateAuth', { ...byApi, AuthParameters })).toContain('not enabled');
  });

  test('is refused to another app client, when it is none, and when it was called back', async () => {
    const { refresh_token, access_token } = await tokens();
    expect(await refresh(refresh_token, clientId('Other'))).toMatchObject(refusedAs('invalid_grant'));
    expect(await refresh('none')).toMatchObject(refusedAs('invalid_grant'));
    expect(await refresh('')).toMatchObject(refusedAs('invalid_request'));
    expect((await refresh(refresh_token)).status).toBe(200);
    const revoked = await login.post('/oauth2/revoke', { client_id: login.ClientId, token: refresh_token });
    expect(revoked).toMatchObject({ status: 200, body: {} });
    expect(await refresh(refresh_token)).toMatchObject(refusedAs('invalid_grant'));
    const info = await login.post('/oauth2/userInfo', {}, { authorization: `Bearer ${access_token}` });
    expect([info.status, info.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('invalid_token'),
    ]);
  });

  test.each<[string, () => Promise<Record<string, string>>, number, string]>([
    ['nothing', async () => ({}), 400, 'invalid_request'],
    ['an access token', async () => ({ token: (await tokens()).access_token }), 400, 'unsupported_token_type'],
    ['as another app client', async () => ({ client_id: clientId('Other') }), 400, 'unauthorized_client'],
    ['as nobody', async () => ({ client_id: 'nobody' }), 401, 'invalid_client'],
  ])('is not called back with %s', async (claim, changed, status, error) => {
    const { refresh_token } = await tokens();
    const fields: Record<string, string> = claim === 'nothing' ? {} : { token: refresh_token };
    const revoke = { client_id: login.ClientId, ...fields, ...(await changed()) };
    expect(await login.post('/oauth2/revoke', revoke)).toMatchObject({ status, body: { error } });
    expect((await refresh(refresh_token)).status).toBe(200);
  });
});

test('userInfo takes a token of this pool’s managed login, as a bearer token, and no other', async () => {
  const info = (authorization?: string) =>
    fetch(`${login.base}/oauth2/userInfo`, authorization === undefined ? {} : { headers: { authorization } });
  const api = (await login.call('InitiateAuth', login.passwordSignIn('ada@example.com', goodPassword)))
    .AuthenticationResult;
  const { body } = await login.exchange(await login.codeFor('ada@example.com'));
  expect((await info()).status).toBe(400);
  expect((await info(`Basic ${body.access_token}`)).status).toBe(400);
  expect((await info(`Bearer ${api.AccessToken}`)).status).toBe(401);
  expect((await info(`Bearer ${body.id_token}`)).status).toBe(401);
  expect((await info(`Bearer ${body.access_token}`)).status).toBe(200);
});

test('who shows a secret is none of the pool’s app clients, and a body that is too large is not read', async () => {
  const code = await login.codeFor('ada@example.com');
  const fields = { grant_type: 'authorization_code', client_id: login.ClientId, code, redirect_uri: callbackUrl };
  const secret = await login.post('/oauth2/token', fields, { authorization: 'Basic eDp5' });
  expect(secret).toMatchObject(refusedAs('invalid_client'));
  const large = await login.post('/oauth2/token', { ...fields, state: 'x'.repeat(1024 * 1024) });
  expect(large).toMatchObject({ status: 413, body: { error: 'invalid_request' } });
  expect((await login.exchange(code)).status).toBe(200);
});
