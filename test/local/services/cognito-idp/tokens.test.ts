import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { emptyPost } from '../../federation/cloud';
import { claimsOf, userPoolOnHand } from './user-pool-on-hand';

const email = 'adele@example.com';

describe('tokens', () => {
  test('say who the player is, and are signed with the keys that the issuer publishes', async () => {
    const pool = userPoolOnHand();
    const { ClientId, UserPoolId } = pool;
    await pool.player(email);
    const { IdToken, AccessToken, ExpiresIn } = await pool.tokens(email);
    const iss = `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;
    const now = pool.clock.time / 1000;
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
    const common = {
      sub: uuid,
      iss,
      event_id: uuid,
      origin_jti: uuid,
      jti: uuid,
      auth_time: now,
      iat: now,
      exp: now + 3600,
    };
    const id = claimsOf(IdToken);
    expect(id).toEqual({
      ...common,
      aud: ClientId,
      token_use: 'id',
      'cognito:username': id.sub,
      email,
      email_verified: true,
    });
    const access = claimsOf(AccessToken);
    expect(access).toEqual({
      ...common,
      client_id: ClientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      username: id.sub,
    });
    expect([access.event_id, access.origin_jti]).toEqual([id.event_id, id.origin_jti]);
    expect(access.jti).not.toBe(id.jti);
    expect(ExpiresIn).toBe(3600);

    const document = (path: string) => {
      const request = { ...emptyPost, method: 'GET', rawPath: `/${UserPoolId}/.well-known/${path}` };
      return pool.service.match(request)?.run?.(undefined, {} as never);
    };
    expect(await document('openid-configuration')).toMatchObject({
      issuer: iss,
      jwks_uri: `${iss}/.well-known/jwks.json`,
    });
    const keys = (await document('jwks.json')) as JSONWebKeySet;
    expect(keys.keys.map(({ alg, kty, use }) => [alg, kty, use])).toEqual([
      ['RS256', 'RSA', 'sig'],
      ['RS256', 'RSA', 'sig'],
    ]);
    // Private parts would be members of their own.
    expect(Object.keys(keys.keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    for (const token of [IdToken, AccessToken]) {
      await jwtVerify(token, createLocalJWKSet(keys), { issuer: iss, currentDate: new Date(pool.clock.time) });
    }
    expect(document('other')).toBeUndefined();
  });

  test('live as long as the client says, and name no ancestors where they cannot be called back', async () => {
    const pool = userPoolOnHand({
      client: {
        IdTokenValidity: 10,
        AccessTokenValidity: 5,
        TokenValidityUnits: { IdToken: 'minutes', AccessToken: 'minutes' },
        EnableTokenRevocation: false,
      },
    });
    await pool.player(email);
    const { IdToken, AccessToken, RefreshToken } = await pool.tokens(email);
    const now = pool.clock.time / 1000;
    expect([claimsOf(IdToken).exp, claimsOf(AccessToken).exp]).toEqual([now + 600, now + 300]);
    expect(claimsOf(IdToken)).not.toHaveProperty('origin_jti');
    expect(await pool.refusal('RevokeToken', { ClientId: pool.ClientId, Token: RefreshToken })).toMatch(
      /^UnsupportedOperation/,
    );
  });

  test('hold the attributes that the client may read, and no others', async () => {
    const attributes = [
      { Name: 'custom:clan', Value: 'red' },
      { Name: 'nickname', Value: 'Dell' },
    ];
    const claims = async (client: Record<string, unknown>) => {
      const pool = userPoolOnHand({ client });
      await pool.player(email);
      const { UserPoolId } = pool;
      await pool.call('AdminUpdateUserAttributes', { UserPoolId, Username: email, UserAttributes: attributes });
      return claimsOf((await pool.tokens(email)).IdToken);
    };
    const byDefault = await claims({});
    expect(byDefault).toMatchObject({ nickname: 'Dell', email });
    expect(byDefault).not.toHaveProperty('custom:clan');
    const chosen = await claims({ ReadAttributes: ['custom:clan'] });
    expect(chosen).toMatchObject({ 'custom:clan': 'red' });
    expect(chosen).not.toHaveProperty('email');
  });
});

describe('groups', () => {
  const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  const group = (GroupName: string, properties: object) => ({
    Type: 'AWS::Cognito::UserPoolGroup',
    Properties: { UserPoolId: { Ref: 'Players' }, GroupName, ...properties },
  });
  test.each<[string, Record<string, object>, object]>([
    ['none', {}, {}],
    ['one without a role', { a: {} }, { 'cognito:groups': ['a'] }],
    [
      'one with a role',
      { a: { RoleArn: role('a') } },
      { 'cognito:groups': ['a'], 'cognito:roles': [role('a')], 'cognito:preferred_role': role('a') },
    ],
    [
      'several: the lowest precedence is preferred',
      { a: { RoleArn: role('a') }, b: { RoleArn: role('b'), Precedence: 5 }, c: { RoleArn: role('c'), Precedence: 0 } },
      {
        'cognito:groups': ['c', 'b', 'a'],
        'cognito:roles': [role('c'), role('b'), role('a')],
        'cognito:preferred_role': role('c'),
      },
    ],
    [
      'several of one precedence and different roles: none is preferred',
      { a: { RoleArn: role('a'), Precedence: 1 }, b: { RoleArn: role('b'), Precedence: 1 } },
      { 'cognito:groups': ['a', 'b'], 'cognito:roles': [role('a'), role('b')] },
    ],
    [
      'several of one precedence and the same role',
      { a: { RoleArn: role('a'), Precedence: 1 }, b: { RoleArn: role('a'), Precedence: 1 } },
      { 'cognito:groups': ['a', 'b'], 'cognito:roles': [role('a')], 'cognito:preferred_role': role('a') },
    ],
  ])('%s', async (_claim, groups, expected) => {
    const more = Object.fromEntries(
      Object.entries(groups).map(([name, properties]) => [name, group(name, properties)]),
    );
    const pool = userPoolOnHand({ more });
    const { UserPoolId } = pool;
    await pool.player(email);
    for (const GroupName of Object.keys(groups)) {
      await pool.call('AdminAddUserToGroup', { UserPoolId, Username: email, GroupName });
    }
    const ofGroups = (claims: Record<string, unknown>) =>
      Object.fromEntries(
        Object.entries(claims).filter(([name]) => /^cognito:(groups|roles|preferred_role)$/.test(name)),
      );
    expect(ofGroups(claimsOf((await pool.tokens(email)).IdToken))).toEqual(expected);
    for (const GroupName of Object.keys(groups)) {
      await pool.call('AdminRemoveUserFromGroup', { UserPoolId, Username: email, GroupName });
    }
    expect(ofGroups(claimsOf((await pool.tokens(email)).IdToken))).toEqual({});
  });

  test('a group that is not there cannot be joined', async () => {
    const pool = userPoolOnHand({ more: { a: group('a', {}) } });
    await pool.player(email);
    const join = (GroupName: string) => ({ UserPoolId: pool.UserPoolId, Username: email, GroupName });
    expect(await pool.refusal('AdminAddUserToGroup', join('b'))).toMatch(/^ResourceNotFoundException/);
    expect(await pool.refusal('AdminAddUserToGroup', join('a'))).toBe('no refusal');
  });
});

describe('a refresh token', () => {
  const refresh = (ClientId: string, REFRESH_TOKEN: string, AuthFlow = 'REFRESH_TOKEN_AUTH') => ({
    ClientId,
    AuthFlow,
    AuthParameters: { REFRESH_TOKEN },
  });

  test('gets new tokens of the same sign-in, again and again, by either operation', async () => {
    const pool = userPoolOnHand();
    const { ClientId } = pool;
    await pool.player(email);
    const first = await pool.tokens(email);
    pool.clock.time += 7_200_000;
    const answers = [
      await pool.call('InitiateAuth', refresh(ClientId, first.RefreshToken)),
      await pool.call('InitiateAuth', refresh(ClientId, first.RefreshToken, 'REFRESH_TOKEN')),
      await pool.call('GetTokensFromRefreshToken', { ClientId, RefreshToken: first.RefreshToken }),
    ];
    for (const { AuthenticationResult } of answers) {
      expect(AuthenticationResult).not.toHaveProperty('RefreshToken');
      const { auth_time, origin_jti } = claimsOf(first.IdToken);
      expect(claimsOf(AuthenticationResult.IdToken)).toMatchObject({
        auth_time,
        origin_jti,
        iat: pool.clock.time / 1000,
      });
    }
  });

  test('is refused when it is made up, another client’s, called back, or old', async () => {
    const pool = userPoolOnHand({
      more: {
        Other: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Players' } } },
      },
    });
    const { ClientId } = pool;
    await pool.player(email);
    const [other = ''] = [...(pool.pools.all()[0]?.clients.keys() ?? [])].filter((id) => id !== ClientId);
    const { RefreshToken } = await pool.tokens(email);
    const refused = (token: string, client = ClientId) => pool.refusal('InitiateAuth', refresh(client, token));
    expect(await refused('made-up')).toBe('NotAuthorizedException: Invalid Refresh Token');
    expect(await refused(RefreshToken, other)).toBe('NotAuthorizedException: Refresh Token has different Client');
    expect(await refused(RefreshToken)).toBe('no refusal');
    pool.clock.time += 30 * 24 * 60 * 60 * 1000;
    expect(await refused(RefreshToken)).toBe('NotAuthorizedException: Refresh Token has expired');
    const { RefreshToken: newer } = await pool.tokens(email);
    expect(await pool.refusal('RevokeToken', { ClientId: other, Token: newer })).toMatch(/^UnauthorizedException/);
    expect(await refused(newer)).toBe('no refusal');
    await pool.call('RevokeToken', { ClientId, Token: newer });
    expect(await refused(newer)).toBe('NotAuthorizedException: Refresh Token has been revoked');
  });
});

describe('an access token', () => {
  test('that was called back by itself is refused, another of the same player is not', async () => {
    const pool = userPoolOnHand();
    await pool.player(email);
    const [lost, kept] = [await pool.tokens(email), await pool.tokens(email)];
    await pool.call('RevokeToken', { ClientId: pool.ClientId, Token: lost.RefreshToken });
    expect(await pool.refusal('GetUser', { AccessToken: lost.AccessToken })).toBe(
      'NotAuthorizedException: Access Token has been revoked',
    );
    expect(await pool.refusal('GetUser', { AccessToken: kept.AccessToken })).toBe('no refusal');
  });

  test.each([
    ['GlobalSignOut', 'NotAuthorizedException: Access Token has been revoked'],
    ['AdminUserGlobalSignOut', 'NotAuthorizedException: Access Token has been revoked'],
    ['AdminDisableUser', 'NotAuthorizedException: Access Token has been revoked'],
    ['AdminDeleteUser', 'UserNotFoundException: User does not exist.'],
    ['DeleteUser', 'UserNotFoundException: User does not exist.'],
  ])('is refused after %s, with the refresh token; another player’s is not', async (operation, sentence) => {
    const pool = userPoolOnHand();
    const { UserPoolId, ClientId } = pool;
    await pool.player(email);
    await pool.player('bela@example.com');
    const { AccessToken, RefreshToken } = await pool.tokens(email);
    const { AccessToken: others } = await pool.tokens('bela@example.com');
    await pool.call(operation, operation.startsWith('Admin') ? { UserPoolId, Username: email } : { AccessToken });
    expect(await pool.refusal('GetUser', { AccessToken })).toBe(sentence);
    const refresh = { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: RefreshToken } };
    expect(await pool.refusal('InitiateAuth', refresh)).toMatch(/^NotAuthorizedException/);
    expect(await pool.refusal('GetUser', { AccessToken: others })).toBe('no refusal');
  });

  test('is refused when it is an ID token, forged, or expired', async () => {
    const pool = userPoolOnHand();
    await pool.player(email);
    const { AccessToken, IdToken } = await pool.tokens(email);
    const invalid = 'NotAuthorizedException: Invalid Access Token';
    const [header, , signature] = AccessToken.split('.');
    const forged = Buffer.from(JSON.stringify({ ...claimsOf(AccessToken), sub: 'x' })).toString('base64url');
    for (const token of [IdToken, `${header}.${forged}.${signature}`, 'a.b.c', 'nothing']) {
      expect(await pool.refusal('GetUser', { AccessToken: token })).toBe(invalid);
    }
    expect(await pool.refusal('GetUser', { AccessToken })).toBe('no refusal');
    pool.clock.time += 3_600_000;
    expect(await pool.refusal('GetUser', { AccessToken })).toBe('NotAuthorizedException: Access Token has expired');
  });
});
