import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Amplify } from 'aws-amplify';
import { confirmSignUp, fetchAuthSession, signOut, signUp } from 'aws-amplify/auth';
import { cognitoCredentialsProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger } from 'aws-amplify/utils';
import { configureAnyLogin, configureOpenId, signInAtUserPool, uploadSave } from '../../docs/examples/amplify';
import { directSession, longSession, type Outputs, play, signInGuest } from '../../docs/examples/aws-sdk';
import { signInAtManagedLogin } from '../../docs/examples/managed-login';
import { deployAssemblies } from '../../local/account/deployed-assembly';
import { outputOf } from '../../local/account/outputs';
import { browse } from '../../local/idp/browse';
import { awsFetch } from '../../local/shared/aws-fetch';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { columnOf, textOf } from '../docs/document';
import { assembly, type Game, rolesAssembly, startGame } from './deployment';
import { playerWith, signedIn } from './players';
import { startUserPoolGame } from './user-pool-game';

const { fetch } = globalThis;
let game: Game;
beforeAll(async () => {
  game = await startGame();
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  reach(game);
});
afterAll(() => game.stop());
afterEach(() => Amplify.configure({}));
afterAll(() => {
  globalThis.fetch = fetch;
  delete process.env.AWS_ENDPOINT_URL;
});

/** What stands in for AWS: the documented code names no endpoint. Managed login has a domain beside AWS's own. */
function reach({ cloud }: Game): void {
  process.env.AWS_ENDPOINT_URL = cloud.url;
  globalThis.fetch = awsFetch(cloud.url, cloud.fetch);
}

const outputsOf = ({ region, identityPoolId, bucket, table }: Game): Outputs => ({
  Region: region,
  IdentityPoolId: identityPoolId,
  BucketName: bucket,
  TableName: table,
});
const login = async (player: string) => ({ [game.loginsKey]: await game.idToken(player) });
const putWith = (s3: S3Client) => (Key: string) =>
  s3.send(new PutObjectCommand({ Bucket: game.bucket, Key, Body: 'save' }));
const saveOf = async (player: string) => {
  const { identityId, s3 } = await signedIn(game, player);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: game.bucket, Key: `private/${identityId}/save.json` }));
  return { identityId, save: await Body?.transformToString() };
};

describe('docs/examples/aws-sdk.ts', () => {
  test('play signs a player in and writes their file and their record', async () => {
    const identityId = await play(outputsOf(game), { [game.loginsKey]: () => game.idToken('Adele') }, 'level 7');
    expect(await saveOf('Adele')).toEqual({ identityId, save: 'level 7' });
  });

  test('play hands Cognito’s refusal of a token on', async () => {
    const logins = { [game.loginsKey]: 'e30.e30.e30' };
    await expect(play(outputsOf(game), logins, 'level 7')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  test('signInGuest keeps the guest’s identity, and answers the older one where there is one', async () => {
    const guest = await play(outputsOf(game), {}, 'level 1');
    expect(await signInGuest(outputsOf(game), guest, await login('Berta'))).toBe(guest);
    expect(await saveOf('Berta')).toEqual({ identityId: guest, save: 'level 1' });
    const older = await play(outputsOf(game), await login('Cleo'), 'level 9');
    const { IdentityId: other = '' } = await new CognitoIdentityClient(game.client).send(
      new GetIdCommand({ IdentityPoolId: game.identityPoolId }),
    );
    expect(other).not.toBe(older);
    expect(await signInGuest(outputsOf(game), other, await login('Cleo'))).toBe(older);
  });

  test('longSession gives credentials for as long as the role allows, and not for longer', async () => {
    const { expiration } = await longSession(outputsOf(game), game.authenticatedRoleArn, await login('Elsa'), 900);
    expect(Number(expiration) - Date.now()).toBeLessThanOrEqual(900_000);
    const tooLong = longSession(outputsOf(game), game.authenticatedRoleArn, await login('Elsa'), 43_200);
    await expect(tooLong).rejects.toMatchObject({ name: 'ValidationError' });
  });

  test('directSession opens the player’s own federated folder and no other', async () => {
    const token = await game.idToken('Fred', 'star-harvest-ios');
    const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const s3 = new S3Client({
      region: game.region,
      credentials: directSession(outputsOf(game), outputOf(game.cloud.stacks, 'FederatedRoleArnStarHarvest'), token),
    });
    await expect(putWith(s3)(`federated/star-harvest/${sub}/save.json`)).resolves.toHaveProperty('ETag');
    await expect(putWith(s3)('federated/star-harvest/another/save.json')).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});

describe('docs/examples/amplify.ts', () => {
  beforeEach(() => cognitoCredentialsProvider.clearCredentialsAndIdentityId());

  test('configureOpenId makes a guest, and a player of whoever signs in', async () => {
    let token: string | undefined;
    configureOpenId(outputsOf(game), async () => token);
    const guest = await uploadSave('level 2');
    token = await game.idToken('Gina');
    expect(await uploadSave('level 3')).toBe(guest);
    expect(await saveOf('Gina')).toEqual({ identityId: guest, save: 'level 3' });
  });

  test('configureAnyLogin takes the logins as the SDK does', async () => {
    configureAnyLogin(outputsOf(game), await login('Hanna'));
    const identityId = await uploadSave('level 4');
    expect(await saveOf('Hanna')).toEqual({ identityId, save: 'level 4' });
  });

  test('signInAtUserPool signs a player of the user pool in by their password, and by no other', async () => {
    const accounts = await startUserPoolGame();
    try {
      reach(accounts);
      const { userPoolId: UserPoolId } = accounts;
      const outputs = { ...outputsOf(accounts), UserPoolId, UserPoolClientId: accounts.clientId('App') };
      const [username, password] = ['ida@example.com', 'Correct-Horse-7'];
      await expect(signInAtUserPool(outputs, username, password)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
      });
      await signUp({ username, password });
      await confirmSignUp({ username, confirmationCode: accounts.codeFor(username) });
      await signInAtUserPool(outputs, username, password);
      expect(await uploadSave('level 5')).toBe((await fetchAuthSession()).identityId);
      expect((await fetchAuthSession()).tokens?.idToken?.payload.email).toBe(username);
      await signOut();
    } finally {
      reach(game);
      await accounts.stop();
    }
  });
});

describe('docs/examples/managed-login.ts', () => {
  const callback = 'http://localhost:5173/';
  const outputs = () => ({
    ...outputsOf(game),
    UserPoolId: outputOf(game.cloud.stacks, 'UserPoolId'),
    UserPoolClientId: outputOf(game.cloud.stacks, 'UserPoolClientIdStarHarvestWeb'),
  });
  const password = 'Correct-Horse-7';

  /** The backend makes the account, for it alone names clans. */
  async function makeMember(username: string, clan: string): Promise<void> {
    const client = new CognitoIdentityProviderClient(administratorClient(game.cloud));
    const account = { UserPoolId: outputs().UserPoolId, Username: username };
    const UserAttributes = [{ Name: 'custom:clan', Value: clan }];
    await client.send(new AdminCreateUserCommand({ ...account, UserAttributes, MessageAction: 'SUPPRESS' }));
    await client.send(new AdminSetUserPasswordCommand({ ...account, Password: password, Permanent: true }));
  }

  /** A browser, in which somebody types this. */
  const typing = (username: string, password: string) => (start: URL) =>
    browse({ start, answers: { username, password }, until: callback, fetch: game.cloud.fetch });

  test('signInAtManagedLogin gives logins with the player’s clan, and none for a wrong password', async () => {
    await makeMember('jana@example.com', 'red');
    const signIn = (typed: string) => signInAtManagedLogin(outputs(), callback, typing('jana@example.com', typed));
    await expect(signIn('Wrong-Horse-7')).rejects.toThrow('Incorrect username or password.');
    const put = putWith((await playerWith(game, await signIn(password))).s3);
    await expect(put('clans/red/save.json')).resolves.toHaveProperty('ETag');
    await expect(put('clans/blue/save.json')).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('with email beside openid it would lose their clan, and keep what is their own', async () => {
    await makeMember('kira@example.com', 'red');
    const withEmail = (start: URL) => {
      start.searchParams.set('scope', 'openid email');
      return typing('kira@example.com', password)(start);
    };
    const { identityId, s3 } = await playerWith(game, await signInAtManagedLogin(outputs(), callback, withEmail));
    await expect(putWith(s3)(`private/${identityId}/save.json`)).resolves.toHaveProperty('ETag');
    await expect(putWith(s3)('clans/red/save.json')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('docs/apps.md', () => {
  /** `UserPoolClientId<App><Platform>` as what it stands for. */
  const patternOf = (name: string) => new RegExp(`^${name.replace(/<\w+>/g, '[A-Z][A-Za-z0-9]*')}$`);

  test('tells each output of the local stages, and no other', () => {
    const stacks = deployAssemblies([assembly, rolesAssembly]).flatMap((deployed) => deployed.stacks);
    const outputs = stacks.flatMap((stack) => stack.outputs).filter(({ exportName }) => exportName === undefined);
    const told = columnOf(textOf('docs/apps.md'), 'Stack outputs', 1).map(patternOf);
    expect(outputs.map(({ name }) => name).filter((name) => !told.some((one) => one.test(name)))).toEqual([]);
    expect(told.filter((one) => !outputs.some(({ name }) => one.test(name)))).toEqual([]);
  });
});
