import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { Amplify } from 'aws-amplify';
import { confirmSignUp, fetchAuthSession, getCurrentUser, signIn, signOut, signUp } from 'aws-amplify/auth';
import { cognitoCredentialsProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger } from 'aws-amplify/utils';
import { runCommand } from '../../bin/client-config/run';
import type { GameConfig } from '../../client/config/game-config';
import { localFetch } from '../../client/local-cloud';
import { localOutputs } from '../../local/account/outputs-file';
import type { SentCode } from '../../local/services/cognito-idp/sent-code';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { paintFor } from '../../local/smoke-test/report/paint';
import { type Game, startGame } from './deployment';

const stages = join(__dirname, '..', 'stages');
const outputs = join(tmpdir(), `client-config-${process.pid}.json`);
const codes: SentCode[] = [];
const { fetch } = globalThis;

let game: Game;
beforeAll(async () => {
  game = await startGame({ onCode: (code) => codes.push(code) });
  writeFileSync(outputs, JSON.stringify(localOutputs(game.cloud)));
  // Amplify warns of any endpoint that is not AWS's.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
});
afterEach(() => {
  globalThis.fetch = fetch;
});
afterAll(async () => {
  rmSync(outputs);
  await game.stop();
});

/** What `npm run client-config` writes, and what it says of it. */
async function clientConfig(...args: string[]) {
  const [out, said]: [string[], string[]] = [[], []];
  const code = await runCommand(args, {
    stages,
    write: (text) => out.push(text),
    warn: (text) => said.push(text),
    paint: paintFor({}, {}),
    environment: { AWS_ENDPOINT_URL: game.cloud.url },
    client: administratorClient(game.cloud),
  });
  if (code !== 0) throw new Error(said.join('\n'));
  return { json: JSON.parse(out.join('')), said };
}

/** Configures Amplify as an app does, for a player whom this device has not seen. */
async function configureAmplify(...args: string[]) {
  const { json, said } = await clientConfig('--outputs', outputs, ...args);
  Amplify.configure(json);
  await cognitoCredentialsProvider.clearCredentialsAndIdentityId();
  return said;
}

const guest = {
  identityId: expect.stringMatching(/^eu-west-1:/),
  credentials: { accessKeyId: expect.stringMatching(/^ASIA/) },
  tokens: undefined,
};

describe('Amplify JS', () => {
  test.each([
    ['amplify', '--client', 'none'],
    ['amplify', '--client', 'StarHarvestWeb'],
  ])('takes %s with %s %s as it is, and a guest gets credentials of the local cloud', async (...args) => {
    await configureAmplify('--format', ...args);
    expect(await fetchAuthSession()).toMatchObject(guest);
  });

  test.each([
    ['amplify-outputs', '--client', 'none'],
    ['amplify-outputs', '--client', 'StarHarvestWeb'],
  ])('takes %s with %s %s, which has no address of the local cloud and says so', async (...args) => {
    const said = await configureAmplify('--format', ...args);
    expect(said.join()).toContain(
      'amplify-outputs has no place for: the address of the local cloud for Amplify itself',
    );
    globalThis.fetch = localFetch(game.cloud.url);
    expect(await fetchAuthSession()).toMatchObject(guest);
  });

  test.each([
    ['amplify', fetch],
    ['amplify-outputs', undefined],
  ])('signs a player in to the user pool by SRP, configured by %s', async (format, reach) => {
    await configureAmplify('--format', format);
    globalThis.fetch = reach ?? localFetch(game.cloud.url);
    const username = `adele@${format}.example`;
    const password = 'Correct-Horse-7';
    await signUp({ username, password });
    await confirmSignUp({ username, confirmationCode: codes.find(({ to }) => to === username)?.code ?? '' });
    await expect(signIn({ username, password: 'Wrong-Horse-7' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    await expect(signIn({ username, password })).resolves.toMatchObject({ isSignedIn: true });
    expect(await fetchAuthSession()).toMatchObject({ ...guest, tokens: {}, userSub: (await getCurrentUser()).userId });
    await signOut();
  });

  test('gives a guest nothing where the stage has none', async () => {
    const { json } = await clientConfig('--outputs', outputs, '--format', 'amplify', '--client', 'none');
    json.Auth.Cognito.allowGuestAccess = false;
    Amplify.configure(json);
    await cognitoCredentialsProvider.clearCredentialsAndIdentityId();
    expect((await fetchAuthSession()).credentials).toBeUndefined();
    await configureAmplify('--format', 'amplify', '--client', 'none');
    expect((await fetchAuthSession()).credentials).toBeDefined();
  });
});

test('the clients of the AWS SDK take aws of the plain JSON as it is', async () => {
  const config: GameConfig = (await clientConfig('--outputs', outputs, '--format', 'json')).json;
  const { aws, identityPoolId, bucket } = config;
  const credentials = fromCognitoIdentityPool({ identityPoolId, clientConfig: aws });
  const s3 = new S3Client({ ...aws, forcePathStyle: true, credentials });
  const { identityId } = await credentials();
  const save = { Bucket: bucket, Key: `private/${identityId}/save.json` };
  await s3.send(new PutObjectCommand({ ...save, Body: 'level 7' }));
  expect(await (await s3.send(new GetObjectCommand(save))).Body?.transformToString()).toBe('level 7');
});

test('CloudFormation tells the same as the file', async () => {
  const deployed = await clientConfig('--format', 'json', '--client', 'StarHarvestIos');
  const told = await clientConfig('--outputs', outputs, '--format', 'json', '--client', 'StarHarvestIos');
  expect(deployed.json).toEqual(told.json);
  expect(deployed.json.aws).toEqual({ region: 'eu-west-1', endpoint: game.cloud.url });
  expect(JSON.parse(readFileSync(outputs, 'utf8'))).toHaveProperty(
    ['star-harvest-local-data', 'BucketName'],
    deployed.json.bucket,
  );
});
