import {
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { decodeJwt } from 'jose';
import {
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  fetchUserInfo,
  None,
  refreshTokenGrant,
} from 'openid-client';
import { hiddenFields, unescaped } from '../../local/idp/browse';
import { CookieJar } from '../../local/idp/cookie-jar';
import { type ManagedLoginSignIn, signInAtManagedLogin } from '../../local/services/cognito-idp/managed-login/sign-in';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { playerWith } from './players';
import { startUserPoolGame, type UserPoolGame } from './user-pool-game';

const password = 'Correct-Horse-7';
const redirectUri = 'https://game.example/callback';
const signInUrl = 'https://story-players.auth.eu-west-1.amazoncognito.com';

let game: UserPoolGame;
let issuer: string;
beforeAll(async () => {
  game = await startUserPoolGame();
  issuer = `https://${game.providerName}`;
});
afterAll(() => game.stop());

/** How a player signs in, at the domain by its real name. */
const signInOf = (username: string, changes: Partial<ManagedLoginSignIn> = {}): ManagedLoginSignIn => ({
  issuer,
  fetch: game.cloud.fetch,
  clientId: game.clientId('App'),
  redirectUri,
  username,
  password,
  ...changes,
});

/** What an app knows of the user pool, by its discovery document. */
const app = (): Promise<Configuration> =>
  discovery(new URL(issuer), game.clientId('App'), undefined, None(), {
    [customFetch]: game.cloud.fetch as CustomFetch,
  });

/** A browser on this machine, at the address that stands for the domain. */
function browser() {
  const jar = new CookieJar();
  const { localUrl } = game.cloud.managedLogins.find((login) => login.signInUrl === signInUrl) ?? { localUrl: '' };
  const open = async (path: string, form?: Record<string, string>) => {
    const url = new URL(path.startsWith('/') ? path : `${localUrl}/${path}`, localUrl);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: jar.header(url) },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    jar.keep(response);
    return { location: response.headers.get('location') ?? '', page: await response.text() };
  };
  const send = ({ page }: { page: string }, fields: Record<string, string>) =>
    open(unescaped(/<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? ''), { ...hiddenFields(page), ...fields });
  return { open, send };
}

/** Makes an account at the page, on loopback as a person would. */
async function signUp(username: string): Promise<void> {
  const { open, send } = browser();
  const asked = { client_id: game.clientId('App'), redirect_uri: redirectUri, response_type: 'code', scope: 'openid' };
  const start = await open(`oauth2/authorize?${new URLSearchParams(asked)}`);
  const signIn = await open(start.location);
  const form = await open(unescaped(/href="([^"]*\/signup[^"]*)"/.exec(signIn.page)?.[1] ?? ''));
  const confirm = await send(form, { username, password });
  const again = await send(confirm, { username, code: game.codeFor(username) });
  const { location } = await send(again, { username, password });
  expect(location).toMatch(/^https:\/\/game\.example\/callback\?code=/);
}

test('a player makes their account at the page, signs in by code and PKCE, and reaches their own data', async () => {
  await signUp('adele@example.com');
  const { idToken } = await signInAtManagedLogin(signInOf('adele@example.com'));
  expect(decodeJwt(idToken)).toMatchObject({ email: 'adele@example.com', email_verified: true, iss: issuer });
  const adele = await playerWith(game, { [game.providerName]: idToken });
  const save = { Bucket: game.bucket, Key: `private/${adele.identityId}/save.json` };
  await adele.s3.send(new PutObjectCommand({ ...save, Body: 'their save' }));
  expect(await (await adele.s3.send(new GetObjectCommand(save))).Body?.transformToString()).toBe('their save');
  await signUp('bela@example.com');
  const bela = await signInAtManagedLogin(signInOf('bela@example.com'));
  const other = await playerWith(game, { [game.providerName]: bela.idToken });
  await expect(other.s3.send(new GetObjectCommand(save))).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('the app refreshes their tokens until they are signed out everywhere', async () => {
  await signUp('cleo@example.com');
  const { refreshToken = '', accessToken, idToken } = await signInAtManagedLogin(signInOf('cleo@example.com'));
  const configuration = await app();
  const { sub } = decodeJwt(idToken);
  expect(await fetchUserInfo(configuration, accessToken, sub ?? '')).toMatchObject({ email: 'cleo@example.com' });
  const refreshed = await refreshTokenGrant(configuration, refreshToken);
  const logins = (token = '') => ({ [game.providerName]: token });
  await expect(playerWith(game, logins(refreshed.id_token))).resolves.toHaveProperty('identityId');
  const administrator = new CognitoIdentityProviderClient(administratorClient(game.cloud));
  const user = { UserPoolId: game.userPoolId, Username: 'cleo@example.com' };
  await administrator.send(new AdminUserGlobalSignOutCommand(user));
  await expect(refreshTokenGrant(configuration, refreshToken)).rejects.toMatchObject({ error: 'invalid_grant' });
  await expect(fetchUserInfo(configuration, accessToken, sub ?? '')).rejects.toThrow();
  await expect(playerWith(game, logins(refreshed.id_token))).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

test('a wrong password, another app’s callback and an app without pages get nobody in', async () => {
  await signUp('dora@example.com');
  const refused = (changes: Partial<ManagedLoginSignIn>) =>
    expect(signInAtManagedLogin(signInOf('dora@example.com', changes))).rejects;
  await refused({ password: 'Wrong-Password-1' }).toThrow('Incorrect username or password.');
  await refused({ redirectUri: 'https://evil.example/callback' }).toThrow('none of the CallbackURLs');
  await refused({ clientId: game.clientId('LaxApp') }).toThrow('has no OAuth flows');
  await expect(signInAtManagedLogin(signInOf('dora@example.com'))).resolves.toHaveProperty('idToken');
});

test('a browser in which they are signed in is not asked again', async () => {
  await signUp('elsa@example.com');
  const jar = new CookieJar();
  const first = await signInAtManagedLogin(signInOf('elsa@example.com', { jar }));
  const again = await signInAtManagedLogin(signInOf('elsa@example.com', { jar, password: 'not asked for' }));
  expect(decodeJwt(again.idToken).sub).toBe(decodeJwt(first.idToken).sub);
  await expect(signInAtManagedLogin(signInOf('elsa@example.com', { password: 'not asked for' }))).rejects.toThrow(
    'Incorrect',
  );
});

test('the sign-in URL of the stack’s outputs is where it is served', async () => {
  const login = game.cloud.managedLogins.find((candidate) => candidate.userPoolId === game.userPoolId);
  expect(login).toMatchObject({ issuer, signInUrl });
  expect((await app()).serverMetadata().authorization_endpoint).toBe(`${signInUrl}/oauth2/authorize`);
  const response = await game.cloud.fetch(`${signInUrl}/login`);
  expect([response.status, response.url]).toEqual([400, `${signInUrl}/login`]);
  expect(await response.text()).toContain('names no app client');
});
