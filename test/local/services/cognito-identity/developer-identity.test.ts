import { decodeJwt } from 'jose';
import type { Session } from '../../../../local/sessions/session';
import { type CredentialsAnswer, refusalOf } from '../../federation/cloud';
import { arn, otherPoolId, poolId } from '../../federation/deployment';
import { type Game, serviceSession, startGame } from '../../federation/game';

let game: Game;
let backend: Session;
beforeEach(async () => {
  game = await startGame();
  backend = serviceSession(game, 'Backend');
});

interface TokenAnswer {
  readonly IdentityId: string;
  readonly Token: string;
}

const developerToken = (user: string, more: object = {}, session: Session = backend) =>
  game.cloud.identity<TokenAnswer>(
    'GetOpenIdTokenForDeveloperIdentity',
    { IdentityPoolId: poolId, Logins: { backend: user }, ...more },
    session,
  );

const credentialsFor = (IdentityId: string, token: string, more: Record<string, string> = {}) =>
  game.cloud.identity<CredentialsAnswer>('GetCredentialsForIdentity', {
    IdentityId,
    Logins: { 'cognito-identity.amazonaws.com': token, ...more },
  });

const guestId = async (IdentityPoolId = poolId) => (await game.cloud.identity('GetId', { IdentityPoolId })).IdentityId;

test('the backend signs its player in, who is the same one every time', async () => {
  const first = await developerToken('ana');
  const second = await developerToken('ana');
  const other = await developerToken('ben');
  expect(second.IdentityId).toBe(first.IdentityId);
  expect(other.IdentityId).not.toBe(first.IdentityId);
  const claims = decodeJwt(first.Token);
  expect(claims.amr).toEqual(['authenticated', 'backend', `backend:${poolId}:ana`]);
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(900);
});

test('the token takes the authenticated role in the enhanced flow', async () => {
  const { IdentityId, Token } = await developerToken('ana');
  const answer = await credentialsFor(IdentityId, Token);
  const session = game.cloud.session(answer.Credentials.AccessKeyId);
  expect(session.principal).toMatchObject({ roleArn: arn('Player') });
  expect(session.context.get('cognito-identity.amazonaws.com:sub')).toBe(IdentityId);
  expect(session.sessionPolicies).toBeUndefined();
});

test('only who has the permission on the pool may be anyone', async () => {
  expect(await refusalOf(developerToken('ana', {}, serviceSession(game, 'Function')))).toMatchObject({
    code: 'AccessDeniedException',
    message: expect.stringContaining('cognito-identity:GetOpenIdTokenForDeveloperIdentity'),
  });
  expect((await refusalOf(developerToken('ana', { IdentityPoolId: otherPoolId }))).code).toBe('AccessDeniedException');
  await expect(developerToken('ana')).resolves.toHaveProperty('Token');
});

test('the token is worth nothing for another identity, nor beside other logins', async () => {
  const ana = await developerToken('ana');
  const ben = await developerToken('ben');
  expect((await refusalOf(credentialsFor(ben.IdentityId, ana.Token))).message).toContain("Logins don't match");
  const google = { [game.issuer.name]: await game.issuer.idToken('ana') };
  expect((await refusalOf(credentialsFor(ana.IdentityId, ana.Token, google))).code).toBe('InvalidParameterException');
  await expect(credentialsFor(ana.IdentityId, ana.Token)).resolves.toHaveProperty('Credentials');
});

test('a guest’s token from the basic flow does not make them signed in', async () => {
  const IdentityId = await guestId();
  const { Token } = await game.cloud.identity<TokenAnswer>('GetOpenIdToken', { IdentityId });
  expect((await refusalOf(credentialsFor(IdentityId, Token))).code).toBe('NotAuthorizedException');
  const linked = await developerToken('ana', { IdentityId });
  expect(linked.IdentityId).toBe(IdentityId);
  expect((await refusalOf(credentialsFor(IdentityId, Token))).code).toBe('NotAuthorizedException');
  await expect(credentialsFor(IdentityId, linked.Token)).resolves.toHaveProperty('Credentials');
});

test('a token lasts as long as the backend says, and no longer', async () => {
  const { IdentityId, Token } = await developerToken('ana', { TokenDuration: 86_400 });
  game.clock.pass(86_399);
  await expect(credentialsFor(IdentityId, Token)).resolves.toHaveProperty('Credentials');
  game.clock.pass(1);
  expect((await refusalOf(credentialsFor(IdentityId, Token))).message).toMatch(/Token expired/);
  expect((await refusalOf(developerToken('ana', { TokenDuration: 86_401 }))).code).toBe('InvalidParameterException');
});

test('what is no Cognito token is refused in its place', async () => {
  const { IdentityId, Token } = await developerToken('ana');
  const [header, , signature] = Token.split('.');
  const forged = Buffer.from(JSON.stringify({ ...decodeJwt(Token), amr: ['authenticated', 'admin'] })).toString(
    'base64url',
  );
  for (const token of ['opaque', `${header}.${forged}.${signature}`, await game.issuer.idToken('ana')]) {
    expect(await refusalOf(credentialsFor(IdentityId, token))).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Invalid login token. Not a Cognito token.',
    });
  }
  await expect(credentialsFor(IdentityId, Token)).resolves.toHaveProperty('Credentials');
});

describe('linking', () => {
  test('gives a guest’s identity to the backend’s player', async () => {
    const IdentityId = await guestId();
    await expect(developerToken('ana', { IdentityId })).resolves.toHaveProperty('IdentityId', IdentityId);
    await expect(developerToken('ana')).resolves.toHaveProperty('IdentityId', IdentityId);
  });

  test('of a user who has another identity already is refused', async () => {
    await developerToken('ana');
    const IdentityId = await guestId();
    expect(await refusalOf(developerToken('ana', { IdentityId }))).toMatchObject({
      code: 'DeveloperUserAlreadyRegisteredException',
    });
    await expect(developerToken('ben', { IdentityId })).resolves.toHaveProperty('IdentityId', IdentityId);
  });

  test('joins a public login, verified, to the backend’s player', async () => {
    const token = await game.issuer.idToken('ana');
    const { IdentityId } = await developerToken('ana', { Logins: { backend: 'ana', [game.issuer.name]: token } });
    const byPublic = await game.cloud.identity('GetId', {
      IdentityPoolId: poolId,
      Logins: { [game.issuer.name]: token },
    });
    expect(byPublic.IdentityId).toBe(IdentityId);
    const expired = await game.issuer.idToken('ben', { exp: 1 });
    const refusal = await refusalOf(developerToken('ben', { Logins: { backend: 'ben', [game.issuer.name]: expired } }));
    expect(refusal.message).toMatch(/Token expired/);
  });

  test('to an identity that is not the pool’s is refused', async () => {
    const Logins = { [game.issuer.name]: await game.issuer.idToken('ana') };
    const { IdentityId } = await game.cloud.identity('GetId', { IdentityPoolId: otherPoolId, Logins });
    expect((await refusalOf(developerToken('ana', { IdentityId }))).code).toBe('ResourceNotFoundException');
  });
});

test('another provider’s name, or none, is refused', async () => {
  for (const Logins of [{ elsewhere: 'ana' }, {}]) {
    expect((await refusalOf(developerToken('ana', { Logins }))).code).toBe('InvalidParameterException');
  }
});

test('principal tags go into the token, and need a role that trusts them', async () => {
  const tagged = await developerToken('ana', { PrincipalTags: { clan: 'red' } });
  expect(await refusalOf(credentialsFor(tagged.IdentityId, tagged.Token))).toMatchObject({
    code: 'InvalidIdentityPoolConfigurationException',
  });
  const parameters = { RoleSessionName: 'game', WebIdentityToken: tagged.Token };
  const answer = await game.cloud.token('AssumeRoleWithWebIdentity', { RoleArn: arn('TaggedPlayer'), ...parameters });
  const session = game.cloud.session(answer.Credentials.AccessKeyId);
  expect(session.context.get('aws:principaltag/clan')).toBe('red');
  const untagged = await refusalOf(
    game.cloud.token('AssumeRoleWithWebIdentity', { RoleArn: arn('Player'), ...parameters }),
  );
  expect(untagged.code).toBe('AccessDenied');
});
