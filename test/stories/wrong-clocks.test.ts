import { CognitoIdentityClient, DescribeIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type Game, startGame } from './deployment';

const hour = 60 * 60 * 1000;

/** How far the cloud's clock is ahead of the machine's. */
let ahead = 0;
let game: Game;
beforeAll(async () => {
  game = await startGame({ clock: { now: () => Date.now() + ahead } });
});
afterAll(() => game.stop());

/** Whatever a client is set to beside where it calls. */
type Settings = { readonly systemClockOffset: number; readonly maxAttempts?: number };

function config(settings: Settings) {
  const { accessKeyId, secretAccessKey } = game.cloud.administrator;
  return { ...game.client, credentials: { accessKeyId, secretAccessKey }, ...settings };
}

/** A client with these settings, as one call of it. */
type Client = (settings: Settings) => () => Promise<unknown>;

const clients: readonly [name: string, refusal: string, client: Client][] = [
  [
    'DynamoDB',
    'InvalidSignatureException',
    (settings) => {
      const client = new DynamoDBClient(config(settings));
      const item = { TableName: game.table, Key: { pk: { S: 'a' }, sk: { S: 'b' } } };
      return () => client.send(new GetItemCommand(item));
    },
  ],
  [
    'an identity pool',
    'InvalidSignatureException',
    (settings) => {
      const client = new CognitoIdentityClient(config(settings));
      return () => client.send(new DescribeIdentityPoolCommand({ IdentityPoolId: game.identityPoolId }));
    },
  ],
  [
    'STS',
    'SignatureDoesNotMatch',
    (settings) => {
      const client = new STSClient(config(settings));
      return () => client.send(new GetCallerIdentityCommand({}));
    },
  ],
  [
    'S3',
    'RequestTimeTooSkewed',
    (settings) => {
      const client = new S3Client({ ...config(settings), forcePathStyle: true });
      return () => client.send(new ListObjectsV2Command({ Bucket: game.bucket }));
    },
  ],
];

describe.each(clients)('a client of %s', (_name, refusal, client) => {
  test.each([
    ['ahead of the cloud’s', -6 * hour],
    ['behind the cloud’s', 6 * hour],
  ])('whose machine’s clock is %s corrects it by the refusal, within the call', async (_what, difference) => {
    ahead = difference;
    await expect(client({ systemClockOffset: 0 })()).resolves.toBeDefined();
    await expect(client({ systemClockOffset: ahead, maxAttempts: 1 })()).resolves.toBeDefined();
    await expect(client({ systemClockOffset: 0, maxAttempts: 1 })()).rejects.toMatchObject({ name: refusal });
  });

  test.each([hour, -hour])('that remembers a wrong offset of %s ms drops it by the first refusal', async (offset) => {
    ahead = 0;
    const call = client({ systemClockOffset: offset, maxAttempts: 1 });
    await expect(call()).rejects.toMatchObject({ name: refusal });
    await expect(call()).resolves.toBeDefined();
  });
});
