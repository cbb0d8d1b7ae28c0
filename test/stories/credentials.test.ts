import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityClient, GetIdCommand, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity';
import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import {
  fromCognitoIdentity,
  fromCognitoIdentityPool,
  fromTokenFile,
  fromWebToken,
} from '@aws-sdk/credential-providers';
import { type Game, startGame } from './deployment';

let game: Game;
beforeAll(async () => {
  game = await startGame();
});
afterAll(() => game.stop());

const callerArn = async (credentials: STSClientConfig['credentials']) => {
  const { Arn } = await new STSClient({ ...game.client, credentials }).send(new GetCallerIdentityCommand({}));
  return Arn ?? '';
};
const roleName = (arn: string) => arn.split('/')[1];

test('fromCognitoIdentityPool gives a guest the guest role', async () => {
  const credentials = fromCognitoIdentityPool({ identityPoolId: game.identityPoolId, clientConfig: game.client });
  expect(roleName(await callerArn(credentials))).toBe(roleName(game.guestRoleArn));
});

test('fromCognitoIdentityPool gives a player who signed in the authenticated role', async () => {
  const credentials = fromCognitoIdentityPool({
    identityPoolId: game.identityPoolId,
    logins: { [game.loginsKey]: await game.idToken('Adele') },
    clientConfig: game.client,
  });
  expect(roleName(await callerArn(credentials))).toBe(roleName(game.authenticatedRoleArn));
});

test('fromCognitoIdentity goes on with an identity ID that the app kept', async () => {
  const cognito = new CognitoIdentityClient(game.client);
  const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId }));
  const credentials = fromCognitoIdentity({ identityId: IdentityId ?? '', clientConfig: game.client });
  expect(roleName(await callerArn(credentials))).toBe(roleName(game.guestRoleArn));
});

test('fromWebToken takes a role with the pool’s token, by the basic flow', async () => {
  const cognito = new CognitoIdentityClient(game.client);
  const Logins = { [game.loginsKey]: await game.idToken('Adele') };
  const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins }));
  const { Token } = await cognito.send(new GetOpenIdTokenCommand({ IdentityId, Logins }));
  const take = (roleArn: string) =>
    fromWebToken({
      roleArn,
      webIdentityToken: Token ?? '',
      roleSessionName: 'adele',
      durationSeconds: 900,
      clientConfig: game.client,
    });
  expect(await callerArn(take(game.authenticatedRoleArn))).toMatch(/\/adele$/);
  await expect(callerArn(take(game.guestRoleArn))).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('fromTokenFile takes a role with what a file holds, which ends in a newline', async () => {
  const cognito = new CognitoIdentityClient(game.client);
  const Logins = { [game.loginsKey]: await game.idToken('Adele') };
  const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins }));
  const { Token } = await cognito.send(new GetOpenIdTokenCommand({ IdentityId, Logins }));
  const folder = mkdtempSync(join(tmpdir(), 'token-'));
  const holding = (content: string) => {
    const webIdentityTokenFile = join(folder, 'token');
    writeFileSync(webIdentityTokenFile, content);
    const { authenticatedRoleArn: roleArn, client: clientConfig } = game;
    return fromTokenFile({ webIdentityTokenFile, roleArn, roleSessionName: 'adele', clientConfig });
  };
  expect(await callerArn(holding(`${Token}\n`))).toMatch(/\/adele$/);
  expect(await callerArn(holding(`${Token}`))).toMatch(/\/adele$/);
  await expect(callerArn(holding(`${Token}\n${Token}\n`))).rejects.toMatchObject({
    name: 'InvalidIdentityTokenException',
  });
  rmSync(folder, { recursive: true });
});

test('credentials last an hour by the enhanced flow', async () => {
  const provider = fromCognitoIdentityPool({ identityPoolId: game.identityPoolId, clientConfig: game.client });
  const { expiration } = await provider();
  const minutes = ((expiration?.getTime() ?? 0) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(59);
  expect(minutes).toBeLessThanOrEqual(60);
});

test('the same player has the same identity on every device, and another player another', async () => {
  const cognito = new CognitoIdentityClient(game.client);
  const identityOf = async (player: string, clientId: string) => {
    const Logins = { [game.loginsKey]: await game.idToken(player, clientId) };
    return (await cognito.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins }))).IdentityId;
  };
  const phone = await identityOf('Adele', 'star-harvest-ios');
  expect(await identityOf('Adele', 'star-harvest-android')).toBe(phone);
  expect(await identityOf('Berta', 'star-harvest-ios')).not.toBe(phone);
});

test('a pool that does not exist is said in the SDK’s own error class', async () => {
  const cognito = new CognitoIdentityClient(game.client);
  const absent = new GetIdCommand({ IdentityPoolId: `${game.region}:00000000-0000-4000-8000-000000000000` });
  await expect(cognito.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId }))).resolves.toHaveProperty(
    'IdentityId',
  );
  await expect(cognito.send(absent)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
