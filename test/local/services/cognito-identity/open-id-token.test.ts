import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { emptyPost, refusalOf } from '../../federation/cloud';
import { account, otherPoolId, poolId } from '../../federation/deployment';
import { type Game, startGame } from '../../federation/game';

let game: Game;
beforeEach(async () => {
  game = await startGame();
});

interface TokenAnswer {
  readonly IdentityId: string;
  readonly Token: string;
}

const openIdToken = (IdentityId: string, Logins: Record<string, string> = {}) =>
  game.cloud.identity<TokenAnswer>('GetOpenIdToken', { IdentityId, Logins });

const idOf = async (Logins: Record<string, string> = {}, IdentityPoolId = poolId) =>
  (await game.cloud.identity('GetId', { IdentityPoolId, Logins })).IdentityId;

const login = async (sub: string) => ({ [game.issuer.name]: await game.issuer.idToken(sub) });

const document = (rawPath: string) =>
  game.cloud.perform<Record<string, unknown>>(game.cloud.cognito, { ...emptyPost, method: 'GET', rawPath });

test('a guest’s token says that they are one, for ten minutes', async () => {
  const id = await idOf();
  const { Token } = await openIdToken(id);
  const now = Math.floor(game.clock.now() / 1000);
  expect(decodeProtectedHeader(Token)).toMatchObject({ alg: 'RS512', typ: 'JWS' });
  expect(decodeJwt(Token)).toEqual({
    iss: 'https://cognito-identity.amazonaws.com',
    aud: poolId,
    sub: id,
    amr: ['unauthenticated'],
    iat: now,
    exp: now + 600,
    'https://cognito-identity.amazonaws.com/identity-pool-arn': `arn:aws:cognito-identity:eu-west-1:${account}:identitypool/${poolId}`,
  });
});

test('a player’s token says that they are authenticated, and by whom', async () => {
  const ana = await login('ana');
  const { Token } = await openIdToken(await idOf(ana), ana);
  expect(decodeJwt(Token).amr).toEqual(['authenticated', game.issuer.name]);
});

test('anyone can verify a pool’s token by the documents that its issuer publishes', async () => {
  const { Token } = await openIdToken(await idOf());
  const discovery = await document('/.well-known/openid-configuration');
  expect(discovery).toMatchObject({
    issuer: 'https://cognito-identity.amazonaws.com',
    jwks_uri: 'https://cognito-identity.amazonaws.com/.well-known/jwks_uri',
  });
  const keys = (await document('/.well-known/jwks_uri')) as unknown as JSONWebKeySet;
  expect(Object.keys(keys.keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  const currentDate = new Date(game.clock.now());
  await expect(jwtVerify(Token, createLocalJWKSet(keys), { currentDate })).resolves.toHaveProperty('payload');
});

test('a player’s token needs their login', async () => {
  const ana = await login('ana');
  const id = await idOf(ana);
  expect((await refusalOf(openIdToken(id))).message).toBe(`Access to Identity '${id}' is forbidden.`);
  expect((await refusalOf(openIdToken(id, await login('ben')))).code).toBe('NotAuthorizedException');
  await expect(openIdToken(id, ana)).resolves.toHaveProperty('Token');
});

test('a pool without the basic flow hands out no token, before it links anything', async () => {
  const ana = await login('ana');
  const id = await idOf(ana, otherPoolId);
  expect(await refusalOf(openIdToken(id, ana))).toMatchObject({
    code: 'InvalidParameterException',
    message: 'Basic (classic) flow is not enabled, please use enhanced flow.',
    status: 400,
  });
  await expect(openIdToken(await idOf(ana), ana)).resolves.toHaveProperty('Token');
});

test('a pool’s own token buys neither another one nor an identity', async () => {
  const id = await idOf();
  const { Token } = await openIdToken(id);
  const Logins = { 'cognito-identity.amazonaws.com': Token };
  const refusal = {
    code: 'NotAuthorizedException',
    message: "Invalid login token. Can't pass in a Cognito token.",
  };
  expect(await refusalOf(openIdToken(id, Logins))).toMatchObject(refusal);
  expect(await refusalOf(idOf(Logins))).toMatchObject(refusal);
});
