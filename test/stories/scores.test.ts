import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type ApiCall, apiCaller } from '../../lambda/smoke-test/api-caller';
import type { PlayerCredentials } from '../../lambda/smoke-test/credentials';
import { type PasswordChallenge, SrpClient } from '../../lambda/smoke-test/player-tokens/srp-client';
import { outputOf } from '../../local/account/outputs';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { invokeSmokeTest } from '../../local/smoke-test/run';
import { writeAssembly } from '../assembly/assembly-on-disk';
import { type Game, startGame } from './deployment';
import { whyFailed } from './failed-steps';
import { backend, playerWith } from './players';
import { synthesizeStory } from './synthesize-story';

const directory = mkdtempSync(join(tmpdir(), 'game-federation-scores-'));
let game: Game;
let url: string;
let userPoolId: string;
let call: (asked: ApiCall) => Promise<Readonly<Record<string, unknown>>>;
let accounts: CognitoIdentityProviderClient;
let late = 0;
beforeAll(async () => {
  await synthesizeStory('local-scores', directory);
  game = await startGame({ assemblies: [directory, otherPool()], clock: { now: () => Date.now() + late } });
  url = output('ScoresUrl');
  userPoolId = output('UserPoolId');
  const { s3 } = backend(game);
  const send = apiCaller(s3.config, game.client.endpoint);
  call = (asked) => send(url, asked);
  const { accessKeyId, secretAccessKey } = game.cloud.administrator;
  accounts = new CognitoIdentityProviderClient({ ...game.client, credentials: { accessKeyId, secretAccessKey } });
}, 120_000);
afterAll(async () => {
  await game.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Another game of the account, whose pool's role may call any API. */
function otherPool(): string {
  const trust = {
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': { Ref: 'Pool' } } },
  };
  const anyApi = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' };
  const document = (Statement: object) => ({ Version: '2012-10-17', Statement: [Statement] });
  const Resources = {
    Pool: {
      Type: 'AWS::Cognito::IdentityPool',
      Properties: { AllowUnauthenticatedIdentities: true, AllowClassicFlow: true },
    },
    Guests: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: document(trust),
        Policies: [{ PolicyName: 'any-api', PolicyDocument: document(anyApi) }],
      },
    },
    Roles: {
      Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      Properties: {
        IdentityPoolId: { Ref: 'Pool' },
        Roles: { unauthenticated: { 'Fn::GetAtt': ['Guests', 'Arn'] } },
      },
    },
  };
  const Outputs = {
    OtherPoolId: { Value: { Ref: 'Pool' } },
    OtherRoleArn: { Value: { 'Fn::GetAtt': ['Guests', 'Arn'] } },
  };
  const environment = 'aws://123456789012/eu-west-1';
  return writeAssembly({ 'other-game': { environment, template: { Resources, Outputs } } });
}

const output = (name: string) => outputOf(game.cloud.assemblies[0]?.stacks ?? [], name);

interface Signer extends PlayerCredentials {
  readonly identityId: string;
}

/** Credentials by the enhanced flow; without logins a new guest's. */
async function credentialsOf(logins: Record<string, string> = {}): Promise<Signer> {
  const { identityPoolId, client: clientConfig } = game;
  const got = await fromCognitoIdentityPool({ identityPoolId, logins, clientConfig })();
  return { ...got, sessionToken: got.sessionToken ?? '' };
}
const named = async (player: string) => credentialsOf({ [game.loginsKey]: await game.idToken(player) });

const newScore = (score: number) => ({ score, token: randomUUID() });
const submit = (credentials: PlayerCredentials | undefined, body: object, board = 'weekly', headers = {}) =>
  call({ method: 'POST', path: `/boards/${board}/scores`, body, headers, ...(credentials && { credentials }) });
/** What a call came to: `taken`, or the name of who refused it. */
const outcome = (asked: Promise<unknown>) => asked.then(() => 'taken').catch(({ name }: Error) => name);

test('players and guests submit, and everybody reads the board', async () => {
  const adele = await named('Adele');
  const visitor = await credentialsOf();
  const taken = await submit(adele, { ...newScore(70), name: 'Ace' });
  expect(taken).toMatchObject({ board: 'weekly', score: 70, best: 70 });
  await submit(visitor, newScore(90));
  const { records } = backend(game);
  const { Items = [] } = await records.send(
    new QueryCommand({
      TableName: game.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'BOARD#weekly' },
    }),
  );
  expect(Items.map(({ score, name }) => [score, name])).toEqual([
    [90, undefined],
    [70, 'Ace'],
  ]);
  expect(JSON.stringify(Items)).not.toContain(visitor.identityId);
});

describe('refused, beside the same that is taken', () => {
  /** Somebody new each time, who has no pause to wait for. */
  let berta: Signer;
  let born = 0;
  beforeEach(async () => {
    born += 1;
    berta = await named(`Berta ${born}`);
  });
  const administrator = () => ({ ...game.cloud.administrator, sessionToken: '' });

  test.each<[what: string, ask: () => Promise<unknown>, by: string]>([
    ['unsigned', () => submit(undefined, newScore(1)), 'MissingAuthenticationTokenException'],
    [
      'by a guest where they may not',
      async () => submit(await credentialsOf(), newScore(20_000), 'best-lap'),
      'AccessDeniedException',
    ],
    ['out of bounds', () => submit(berta, newScore(1001)), 'ScoreOutOfBounds'],
    ['a string', () => submit(berta, { ...newScore(1), score: '1' }), 'BadRequestException'],
    ['1e308', () => submit(berta, newScore(1e308)), 'BadRequest'],
    ['1 MB', () => submit(berta, { ...newScore(1), details: { x: 'x'.repeat(2 ** 20) } }), 'TooLarge'],
    ["another's identity", () => submit(berta, { ...newScore(1), identityId: 'x' }), 'BadRequestException'],
    [
      'past the model, by another content type',
      () => submit(berta, { score: 'x' }, 'weekly', { 'content-type': 'text/plain' }),
      'UnsupportedMediaType',
    ],
    ['no such board', () => submit(berta, newScore(1), 'monthly'), 'AccessDeniedException'],
    [
      'a path beside',
      () => call({ method: 'POST', path: '/boards/weekly', body: {}, credentials: berta }),
      'MissingAuthenticationTokenException',
    ],
  ])('%s', async (_, ask, by) => {
    expect(await outcome(ask())).toBe(by);
    expect(await outcome(submit(berta, newScore(1)))).toBe('taken');
  });

  const other = (name: string) => outputOf(game.cloud.assemblies[1]?.stacks ?? [], name);
  const anotherPools = () =>
    fromCognitoIdentityPool({ identityPoolId: other('OtherPoolId'), clientConfig: game.client })();

  test.each<
    [who: string, credentials: () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>]
  >([
    ['a guest of another pool', anotherPools],
    [
      'who took a role at STS',
      async () => {
        const cognito = new CognitoIdentityClient(game.client);
        const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: other('OtherPoolId') }));
        const { Token: WebIdentityToken } = await cognito.send(new GetOpenIdTokenCommand({ IdentityId }));
        const { Credentials } = await new STSClient(game.client).send(
          new AssumeRoleWithWebIdentityCommand({
            ...{ RoleArn: other('OtherRoleArn'), RoleSessionName: 'adele', WebIdentityToken },
          }),
        );
        const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
        return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
      },
    ],
  ])('%s, whom IAM lets through to the function', async (_, credentials) => {
    const { accessKeyId, secretAccessKey, sessionToken = '' } = await credentials();
    const keys: PlayerCredentials = { accessKeyId, secretAccessKey, sessionToken };
    expect(await outcome(submit(keys, newScore(1)))).toBe('NotAPlayer');
    expect(await outcome(call({ method: 'DELETE', path: '/me', credentials: keys }))).toBe('NotAPlayer');
    expect(await outcome(submit(berta, newScore(1)))).toBe('taken');
  });

  test('an administrator, whom IAM lets through to the function', async () => {
    const { accessKeyId, secretAccessKey } = administrator();
    const keys = { accessKeyId, secretAccessKey } as PlayerCredentials;
    expect(await outcome(submit(keys, newScore(1)))).toBe('NotAPlayer');
  });
});

describe('by the token of the user pool', () => {
  const password = 'correct Horse 9 battery';
  const clientId = () => output('UserPoolClientIdStarHarvestWeb');
  const send = (token: string) =>
    outcome(
      call({
        method: 'POST',
        path: '/user-pool/boards/weekly/scores',
        body: newScore(5),
        headers: { authorization: token },
      }),
    );

  async function makeAccount(Username: string) {
    const user = { UserPoolId: userPoolId, Username };
    await accounts.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
    await accounts.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  }

  /** As an app does it. */
  async function signIn(address: string) {
    const srp = new SrpClient();
    const begun = await accounts.send(
      new InitiateAuthCommand({
        ClientId: clientId(),
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: address, SRP_A: srp.publicValue },
      }),
    );
    const challenge = begun.ChallengeParameters as unknown as PasswordChallenge;
    const { AuthenticationResult } = await accounts.send(
      new RespondToAuthChallengeCommand({
        ClientId: clientId(),
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: srp.answer(userPoolId, password, challenge),
      }),
    );
    return { idToken: AuthenticationResult?.IdToken ?? '', accessToken: AuthenticationResult?.AccessToken ?? '' };
  }

  test('an app client’s ID token is taken once credentials have said whose it is, and no other token is', async () => {
    await makeAccount('cleo@players.example');
    const { idToken, accessToken } = await signIn('cleo@players.example');
    const loginsKey = `cognito-idp.${game.region}.amazonaws.com/${userPoolId}`;
    expect(await send(idToken)).toBe('GetCredentialsFirst');
    const cleo = await credentialsOf({ [loginsKey]: idToken });
    expect(await outcome(submit(cleo, newScore(4)))).toBe('taken');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await send(idToken)).toBe('taken');

    expect(await send(accessToken)).toBe('UnauthorizedException');
    expect(await send(`${idToken}x`)).toBe('UnauthorizedException');
    const smokeTests = await accounts.send(
      new AdminInitiateAuthCommand({
        UserPoolId: userPoolId,
        ClientId: smokeTestClient(),
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'cleo@players.example', PASSWORD: password },
      }),
    );
    expect(await send(smokeTests.AuthenticationResult?.IdToken ?? '')).toBe('UnauthorizedException');
    late = 2 * 3600_000;
    expect(await send(idToken)).toMatch(/Unauthorized|ExpiredToken/);
    late = 0;
  });

  test.each([
    ['what an account’s login is called', (account: string) => account],
    ['somebody, and an account behind them', (account: string) => `eve,${account}`],
    ['somebody between two accounts', (account: string) => `${account},eve,${account}`],
  ])('whoever the game’s own login calls %s is taken for no account', async (what, userOf) => {
    const address = `dana-${what.length}@players.example`;
    await makeAccount(address);
    const { idToken } = await signIn(address);
    const { sub } = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString());
    const provider = `cognito-idp.${game.region}.amazonaws.com/${userPoolId}`;
    const user = userOf(`${provider},${provider}:CognitoSignIn:${sub}`);
    const { accessKeyId, secretAccessKey } = game.cloud.administrator;
    const servers = new CognitoIdentityClient({ ...game.client, credentials: { accessKeyId, secretAccessKey } });
    const { IdentityId = '', Token = '' } = await servers.send(
      new GetOpenIdTokenForDeveloperIdentityCommand({
        IdentityPoolId: game.identityPoolId,
        Logins: { 'login.star-harvest': user },
      }),
    );
    const logins = { 'cognito-identity.amazonaws.com': Token };
    const { Credentials } = await servers.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins: logins }));
    const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = Credentials ?? {};
    const eve = { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken };
    expect(await outcome(submit(eve, newScore(6)))).toBe('taken');

    expect(await send(idToken)).toBe('GetCredentialsFirst');
    const asked = await call({ method: 'DELETE', path: '/me', credentials: eve });
    const query = { confirmation: String(asked.confirmation) };
    expect(await call({ method: 'DELETE', path: '/me', query, credentials: eve })).toEqual({ deleted: true });
    // The account is there still, and its own player's.
    expect(await outcome(submit(await credentialsOf({ [provider]: idToken }), newScore(7)))).toBe('taken');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await send(idToken)).toBe('taken');
    const { UserStatus } = await accounts.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: sub }));
    expect(UserStatus).toBe('CONFIRMED');
  });

  test('the smoke test tries each kind of token, one of an earlier run among them that has expired', async () => {
    const secrets = new SecretsManagerClient(administratorClient(game.cloud));
    const SecretId = output('PlayersSecretArn');
    await makeAccount('earlier@players.example');
    late = -3 * 3600_000;
    const { idToken: expiringIdToken } = await signIn('earlier@players.example');
    late = 0;
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify({ expiringIdToken }) }));
    const asked = { onFailure: 'report', propagationSeconds: 0, signedIn: ['userPool'] };
    const report = await invokeSmokeTest(game.cloud, asked);
    expect(whyFailed(game, report)).toEqual([]);
    const account = report.players.find(({ source, flow }) => source === 'userPool' && flow === 'enhanced');
    expect(account?.steps.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'may send the same score again with the ID token of an app, which counts once',
        'may not submit a score with an access token',
        'may not submit a score with an ID token that has expired',
      ]),
    );
  });

  /** The client of the pool that no output names. */
  function smokeTestClient(): string {
    const resources = game.cloud.assemblies[0]?.stacks.flatMap((stack) => stack.resources) ?? [];
    return String(resources.find(({ logicalId }) => logicalId.startsWith('UserPoolClientSmokeTest'))?.ref);
  }
});

test('a player who asks twice is gone from every store, by the function’s own permissions', async () => {
  const logins = { [game.loginsKey]: await game.idToken('Dora') };
  const dora = await credentialsOf(logins);
  const player = await playerWith(game, logins);
  const Key = `private/${dora.identityId}/save`;
  for (const Body of ['one', 'two']) await player.s3.send(new PutObjectCommand({ Bucket: game.bucket, Key, Body }));
  await submit(dora, newScore(33));
  const asked = await call({ method: 'DELETE', path: '/me', credentials: dora });
  expect(asked).toMatchObject({ deleted: false });
  const query = { confirmation: String(asked.confirmation) };
  expect(await call({ method: 'DELETE', path: '/me', query, credentials: dora })).toEqual({ deleted: true });
  const { s3, records } = backend(game);
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: game.bucket, Prefix: 'private/' }));
  const { Items = [] } = await records.send(new ScanCommand({ TableName: game.table }));
  expect(JSON.stringify([Versions, Items])).not.toContain(dora.identityId);
  expect(Items.length).toBeGreaterThan(0);
  expect((await credentialsOf(logins)).identityId).not.toBe(dora.identityId);
});

test('a page of the configuration’s origin may ask, and reads a refusal', async () => {
  const { hostname, pathname } = new URL(url);
  const address = `${game.cloud.url}/_aws/${hostname}${pathname}/boards/weekly/scores`;
  const origin = 'http://localhost:5173';
  const headers = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization',
  };
  const asked = await fetch(address, { method: 'OPTIONS', headers });
  expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
  const refused = await fetch(address, { method: 'POST', headers: { origin }, body: '{}' });
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, origin]);
});
