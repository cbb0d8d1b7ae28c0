import { CognitoIdentityClient, GetIdCommand, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity';
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify } from 'jose';
import { type PasswordChallenge, SrpClient } from '../../lambda/smoke-test/player-tokens/srp-client';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { playerWith, signedIn } from './players';
import { type AppClient, startUserPoolGame, type UserPoolGame } from './user-pool-game';

const password = 'Correct-Horse-7';
const refused = { name: 'NotAuthorizedException' };

let game: UserPoolGame;
let players: CognitoIdentityProviderClient;
let administrator: CognitoIdentityProviderClient;
let cognito: CognitoIdentityClient;
beforeAll(async () => {
  game = await startUserPoolGame();
  players = new CognitoIdentityProviderClient(game.client);
  administrator = new CognitoIdentityProviderClient(administratorClient(game.cloud));
  cognito = new CognitoIdentityClient(game.client);
});
afterAll(() => game.stop());

/** Signs a player up by their address, and confirms them unless they are to stay as they are. */
async function signUp(address: string, { confirm = true, client = 'App' as AppClient } = {}): Promise<void> {
  const ClientId = game.clientId(client);
  await players.send(new SignUpCommand({ ClientId, Username: address, Password: password }));
  if (!confirm) return;
  await players.send(
    new ConfirmSignUpCommand({ ClientId, Username: address, ConfirmationCode: game.codeFor(address) }),
  );
}

/** Signs a player in by SRP: their password stays on their device. */
async function signIn(address: string, { secret = password, client = 'App' as AppClient } = {}) {
  const ClientId = game.clientId(client);
  const userPoolId = client === 'StrangersApp' ? game.strangersPoolId : game.userPoolId;
  const srp = new SrpClient();
  const { ChallengeParameters } = await players.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: address, SRP_A: srp.publicValue },
    }),
  );
  const { AuthenticationResult } = await players.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: srp.answer(userPoolId, secret, ChallengeParameters as unknown as PasswordChallenge),
    }),
  );
  const { IdToken = '', AccessToken = '', RefreshToken = '' } = AuthenticationResult ?? {};
  return { IdToken, AccessToken, RefreshToken };
}

const login = (token: string) => ({ [game.providerName]: token });
const identityId = async (token: string) => {
  const wanted = { IdentityPoolId: game.identityPoolId, Logins: login(token) };
  return (await cognito.send(new GetIdCommand(wanted))).IdentityId ?? '';
};

test('a player signs up, confirms by the code, signs in without sending their password, and reaches their own data alone', async () => {
  await signUp('adele@example.com');
  const { IdToken } = await signIn('adele@example.com');
  const adele = await playerWith(game, login(IdToken));
  const save = { Bucket: game.bucket, Key: `private/${adele.identityId}/save.json` };
  await adele.s3.send(new PutObjectCommand({ ...save, Body: 'their save' }));
  expect(await (await adele.s3.send(new GetObjectCommand(save))).Body?.transformToString()).toBe('their save');
  const other = await signedIn(game, 'Another player');
  await expect(other.s3.send(new GetObjectCommand(save))).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('they are the same player on another device, in another app of the user pool, and after a refresh', async () => {
  await signUp('bela@example.com');
  const first = await signIn('bela@example.com');
  const { AuthenticationResult } = await players.send(
    new InitiateAuthCommand({
      ClientId: game.clientId('App'),
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: first.RefreshToken },
    }),
  );
  const tokens = [
    first.IdToken,
    AuthenticationResult?.IdToken ?? '',
    (await signIn('bela@example.com')).IdToken,
    (await signIn('bela@example.com', { client: 'LaxApp' })).IdToken,
  ];
  expect(new Set(await Promise.all(tokens.map(identityId))).size).toBe(1);
});

test('the pool’s own token names their way in', async () => {
  await signUp('cleo@example.com');
  const { IdToken } = await signIn('cleo@example.com');
  const wanted = { IdentityId: await identityId(IdToken), Logins: login(IdToken) };
  const { Token } = await cognito.send(new GetOpenIdTokenCommand(wanted));
  const subject = decodeJwt(IdToken).sub;
  expect(decodeJwt(Token ?? '').amr).toEqual([
    'authenticated',
    game.providerName,
    `${game.providerName}:CognitoSignIn:${subject}`,
  ]);
});

test('anybody can verify their token by the keys at the issuer’s own address', async () => {
  await signUp('dora@example.com');
  const { IdToken } = await signIn('dora@example.com');
  const issuer = `https://${game.providerName}`;
  const document = await (await game.cloud.fetch(`${issuer}/.well-known/openid-configuration`)).json();
  expect(document).toMatchObject({ issuer });
  const keys = createRemoteJWKSet(new URL(document.jwks_uri), { [customFetch]: game.cloud.fetch });
  const audience = game.clientId('App');
  await expect(jwtVerify(IdToken, keys, { issuer, audience })).resolves.toHaveProperty('payload.token_use', 'id');
  await expect(jwtVerify(IdToken, keys, { issuer, audience: 'another-app' })).rejects.toThrow('aud');
});

describe('nobody signs in', () => {
  beforeAll(() => signUp('elsa@example.com'));

  test('with a wrong password', async () => {
    await expect(signIn('elsa@example.com', { secret: 'Wrong-Horse-7' })).rejects.toMatchObject(refused);
    await expect(signIn('elsa@example.com')).resolves.toHaveProperty('IdToken');
  });

  test('before they are confirmed', async () => {
    await signUp('fred@example.com', { confirm: false });
    await expect(signIn('fred@example.com')).rejects.toMatchObject({ name: 'UserNotConfirmedException' });
    const ConfirmationCode = game.codeFor('fred@example.com');
    const ClientId = game.clientId('App');
    await players.send(new ConfirmSignUpCommand({ ClientId, Username: 'fred@example.com', ConfirmationCode }));
    await expect(signIn('fred@example.com')).resolves.toHaveProperty('IdToken');
  });
});

describe('the identity pool refuses', () => {
  beforeAll(() => signUp('gina@example.com'));

  test('an access token in place of the ID token', async () => {
    const { AccessToken, IdToken } = await signIn('gina@example.com');
    await expect(identityId(AccessToken)).rejects.toMatchObject({
      ...refused,
      message: 'Invalid login token. Missing a required claim: aud',
    });
    await expect(identityId(IdToken)).resolves.toMatch(/^eu-west-1:/);
  });

  test('another user pool’s token, whoever it is said to come from', async () => {
    await signUp('gina@example.com', { client: 'StrangersApp' });
    const { IdToken } = await signIn('gina@example.com', { client: 'StrangersApp' });
    const strangers = `cognito-idp.${game.region}.amazonaws.com/${game.strangersPoolId}`;
    for (const provider of [game.providerName, strangers]) {
      const wanted = { IdentityPoolId: game.identityPoolId, Logins: { [provider]: IdToken } };
      await expect(cognito.send(new GetIdCommand(wanted))).rejects.toMatchObject(refused);
    }
    await expect(identityId((await signIn('gina@example.com')).IdToken)).resolves.toMatch(/^eu-west-1:/);
  });

  test('a token of an app that it does not list', async () => {
    const { IdToken } = await signIn('gina@example.com', { client: 'UnlistedApp' });
    await expect(identityId(IdToken)).rejects.toMatchObject({
      ...refused,
      message: 'Invalid login token. Incorrect token audience.',
    });
    await expect(identityId((await signIn('gina@example.com', { client: 'LaxApp' })).IdToken)).resolves.toMatch(/^eu/);
  });

  test('a token whose claims were changed', async () => {
    const [header, payload, signature] = (await signIn('gina@example.com')).IdToken.split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url');
    await expect(identityId(`${header}.${forged}.${signature}`)).rejects.toMatchObject(refused);
    await expect(identityId(`${header}.${payload}.${signature}`)).resolves.toMatch(/^eu-west-1:/);
  });

  test('an expired token', async () => {
    const { IdToken } = await signIn('gina@example.com');
    game.pass(3600);
    await expect(identityId(IdToken)).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(/^Invalid login token\. Token expired: /),
    });
    await expect(identityId((await signIn('gina@example.com')).IdToken)).resolves.toMatch(/^eu-west-1:/);
    game.pass(-3600);
  });
});

describe('with the server’s check, and only with it, the identity pool refuses a token whose player', () => {
  const user = (Username: string) => ({ UserPoolId: game.userPoolId, Username });
  test.each<[string, (address: string, accessToken: string) => Promise<unknown>]>([
    ['signed out everywhere', (_, AccessToken) => players.send(new GlobalSignOutCommand({ AccessToken }))],
    ['was disabled', (address) => administrator.send(new AdminDisableUserCommand(user(address)))],
    ['was deleted', (address) => administrator.send(new AdminDeleteUserCommand(user(address)))],
  ])('%s', async (state, end) => {
    const address = `${state.replaceAll(' ', '-')}@example.com`;
    await signUp(address);
    const checked = await signIn(address);
    const unchecked = await signIn(address, { client: 'LaxApp' });
    const before = await identityId(checked.IdToken);
    await end(address, checked.AccessToken);
    await expect(identityId(checked.IdToken)).rejects.toMatchObject(refused);
    // Good until it expires: this is what the check is for.
    await expect(identityId(unchecked.IdToken)).resolves.toBe(before);
    await expect(players.send(new GetUserCommand({ AccessToken: unchecked.AccessToken }))).rejects.toThrow();
  });
});

describe('the user pool’s administration', () => {
  const made = 'throwaway@example.com';

  test('makes a user, signs them in and deletes them, all by signed calls', async () => {
    const user = { UserPoolId: game.userPoolId, Username: made };
    await administrator.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
    await administrator.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
    const { AuthenticationResult } = await administrator.send(
      new AdminInitiateAuthCommand({
        UserPoolId: game.userPoolId,
        ClientId: game.clientId('App'),
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: made, PASSWORD: password },
      }),
    );
    const logins = login(AuthenticationResult?.IdToken ?? '');
    const credentials = fromCognitoIdentityPool({
      identityPoolId: game.identityPoolId,
      logins,
      clientConfig: game.client,
    });
    expect(await credentials()).toMatchObject({ identityId: expect.stringMatching(/^eu-west-1:/) });
    await administrator.send(new AdminDeleteUserCommand(user));
    await expect(credentials()).rejects.toMatchObject(refused);
  });

  test('is not for players, signed in or not', async () => {
    await signUp('hugo@example.com');
    const list = new ListUsersCommand({ UserPoolId: game.userPoolId });
    const { s3 } = await playerWith(game, login((await signIn('hugo@example.com')).IdToken));
    const credentials = await s3.config.credentials();
    const hugo = new CognitoIdentityProviderClient({ ...game.client, credentials });
    await expect(hugo.send(list)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const { Users } = await administrator.send(list);
    expect(Users?.length).toBeGreaterThan(0);
  });
});
