import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  type Output,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  AdminConfirmSignUpCommand,
  CognitoIdentityProviderClient,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  type AttributeValue,
  DeleteItemCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type LocalCloud, startCloud } from '../../local/account/cloud';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { StateStore } from '../../local/state/state-store';
import { keyPairsOnHand } from '../once-per-worker/key-pairs';

const template = {
  Resources: {
    Files: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Enabled' } } },
    Records: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'clan'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'byClan',
            KeySchema: [{ AttributeName: 'clan', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
      },
    },
    Players: { Type: 'AWS::Cognito::UserPool', Properties: {} },
    Client: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: 'Players' },
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      },
    },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'signing', SecretString: 'first' } },
  },
  Outputs: Object.fromEntries(
    Object.entries({ Bucket: 'Files', TableName: 'Records', UserPoolId: 'Players', ClientId: 'Client' }).map(
      ([name, Ref]) => [name, { Value: { Ref } }],
    ),
  ),
};

/** A cloud, as its administrator's clients have it. */
interface Data {
  readonly s3: S3Client;
  readonly dynamoDb: DynamoDBClient;
  readonly users: CognitoIdentityProviderClient;
  readonly secrets: SecretsManagerClient;
  /** The names of what is deployed. */
  readonly of: Readonly<Record<string, string>>;
}

async function dataOf(cloud: LocalCloud): Promise<Data> {
  const client = administratorClient(cloud);
  const stacks = new CloudFormationClient(client);
  const named = { StackName: 'data' };
  if (cloud.stacks.length === 0) {
    await stacks.send(new CreateStackCommand({ ...named, TemplateBody: JSON.stringify(template) }));
    await waitUntilStackCreateComplete({ client: stacks, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, named);
  }
  const { Stacks: [stack] = [] } = await stacks.send(new DescribeStacksCommand(named));
  const outputs: readonly Output[] = stack?.Outputs ?? [];
  return {
    s3: new S3Client({ ...client, forcePathStyle: true }),
    dynamoDb: new DynamoDBClient(client),
    users: new CognitoIdentityProviderClient(client),
    secrets: new SecretsManagerClient(client),
    of: Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
  };
}

/** What is written before a restart, and what is seen then: the same before and after. */
interface Kept {
  readonly write: (data: Data) => Promise<unknown>;
  /** @param written what writing answered */
  readonly see: (data: Data, written: never) => Promise<unknown>;
  readonly expected: unknown;
}

const put = (pk: string, more: Record<string, AttributeValue>) => (data: Data) =>
  data.dynamoDb.send(new PutItemCommand({ TableName: data.of.TableName, Item: { pk: { S: pk }, ...more } }));
const item =
  (pk: string) =>
  async ({ dynamoDb, of: { TableName } }: Data) =>
    (await dynamoDb.send(new GetItemCommand({ TableName, Key: { pk: { S: pk } } }))).Item;
const rename = (error: Error) => error.name;
const text = async ({ s3, of: { Bucket } }: Data, Key: string, VersionId?: string) =>
  s3.send(new GetObjectCommand({ Bucket, Key, VersionId })).then(({ Body }) => Body?.transformToString(), rename);

const later = { N: '4102444800' };
const all = {
  b: { B: new Uint8Array([0, 255]) },
  l: { L: [{ NULL: true }, { M: { n: { N: '-1.5' } } }] },
  s: { SS: ['a'] },
};

async function signUp({ users, of: { ClientId, UserPoolId } }: Data, Username: string) {
  await users.send(new SignUpCommand({ ClientId, Username, Password: 'Correct-horse-7' }));
  await users.send(new AdminConfirmSignUpCommand({ UserPoolId, Username }));
  const AuthParameters = { USERNAME: Username, PASSWORD: 'Correct-horse-7' };
  const signIn = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
  return (await users.send(signIn)).AuthenticationResult;
}

/** Whom an access token is of, and whether a refresh token is good. */
async function signedIn({ users, of: { ClientId } }: Data, tokens: Awaited<ReturnType<typeof signUp>>) {
  const { AccessToken, RefreshToken = '' } = tokens ?? {};
  const refresh = new InitiateAuthCommand({
    ...{ ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH' },
    AuthParameters: { REFRESH_TOKEN: RefreshToken },
  });
  return [
    await users.send(new GetUserCommand({ AccessToken })).then(({ Username }) => Username, rename),
    await users.send(refresh).then(({ AuthenticationResult }) => AuthenticationResult?.TokenType, rename),
  ];
}

async function upload({ s3, of: { Bucket } }: Data, Key: string) {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, Metadata: { level: '7' } }));
  const Body = Buffer.alloc(5 << 20, 'a');
  await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }));
  return { Bucket, Key, UploadId };
}

const transaction = ({ dynamoDb, of: { TableName } }: Data, pk: string, add: string) =>
  dynamoDb.send(
    new TransactWriteItemsCommand({
      ClientRequestToken: `token of ${pk}`,
      TransactItems: [
        {
          Update: {
            ...{ TableName, Key: { pk: { S: pk } }, UpdateExpression: 'ADD coins :add' },
            ExpressionAttributeValues: { ':add': { N: add } },
          },
        },
      ],
    }),
  );

type Tokens = Awaited<ReturnType<typeof signUp>>;

const rows: Readonly<Record<string, Kept>> = {
  'an item of all types': { write: put('all', all), see: item('all'), expected: { pk: { S: 'all' }, ...all } },
  'an item that was updated': {
    write: async (data) => {
      await put('updated', { coins: { N: '1' } })(data);
      const { TableName } = data.of;
      const add = { UpdateExpression: 'ADD coins :n', ExpressionAttributeValues: { ':n': { N: '2' } } };
      await data.dynamoDb.send(new UpdateItemCommand({ TableName, Key: { pk: { S: 'updated' } }, ...add }));
    },
    see: item('updated'),
    expected: { pk: { S: 'updated' }, coins: { N: '3' } },
  },
  'that an item was deleted': {
    write: async (data) => {
      await put('deleted', {})(data);
      await data.dynamoDb.send(new DeleteItemCommand({ TableName: data.of.TableName, Key: { pk: { S: 'deleted' } } }));
    },
    see: item('deleted'),
    expected: undefined,
  },
  'an index': {
    write: async (data) => {
      await put('in-red', { clan: { S: 'red' } })(data);
      await put('in-blue', { clan: { S: 'blue' } })(data);
      await put('in-blue', { clan: { S: 'red' } })(data);
    },
    see: async ({ dynamoDb, of: { TableName } }) => {
      const found = async (clan: string) => {
        const query = { KeyConditionExpression: 'clan = :c', ExpressionAttributeValues: { ':c': { S: clan } } };
        const { Items = [] } = await dynamoDb.send(new QueryCommand({ TableName, IndexName: 'byClan', ...query }));
        return Items.map(({ pk }) => pk?.S).sort();
      };
      return [await found('red'), await found('blue')];
    },
    expected: [['in-blue', 'in-red'], []],
  },
  'an item with its time to live': {
    write: put('mortal', { until: later }),
    see: async (data) => {
      const { TableName } = data.of;
      const { TimeToLiveDescription } = await data.dynamoDb.send(new DescribeTimeToLiveCommand({ TableName }));
      return [await item('mortal')(data), TimeToLiveDescription];
    },
    expected: [
      { pk: { S: 'mortal' }, until: later },
      { TimeToLiveStatus: 'ENABLED', AttributeName: 'until' },
    ],
  },
  'the token of a transaction, which happens once': {
    write: (data) => transaction(data, 'once', '5'),
    see: async (data) => {
      const again = await transaction(data, 'once', '5').then(() => 'again', rename);
      const other = await transaction(data, 'once', '6').then(() => 'other', rename);
      return [again, other, (await item('once')(data))?.coins];
    },
    expected: ['again', 'IdempotentParameterMismatchException', { N: '5' }],
  },
  'versions of an object, and that it was deleted': {
    write: async ({ s3, of: { Bucket } }) => {
      const versions: (string | undefined)[] = [];
      for (const Body of ['one', 'two']) {
        versions.push((await s3.send(new PutObjectCommand({ Bucket, Key: 'versions', Body }))).VersionId);
      }
      await s3.send(new DeleteObjectCommand({ Bucket, Key: 'versions' }));
      return versions;
    },
    see: async (data, versions: readonly string[]) => {
      const { Bucket } = data.of;
      const listed = await data.s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'versions' }));
      const counts = [listed.Versions?.length, listed.DeleteMarkers?.length];
      const [one, two] = await Promise.all(versions.map((version) => text(data, 'versions', version)));
      return [await text(data, 'versions'), one, two, ...counts];
    },
    expected: ['NoSuchKey', 'one', 'two', 2, 1],
  },
  'parts of an upload': {
    write: (data) => upload(data, 'parts'),
    see: async ({ s3 }, its: Awaited<ReturnType<typeof upload>>) =>
      (await s3.send(new ListPartsCommand(its))).Parts?.map(({ PartNumber, Size }) => [PartNumber, Size]),
    expected: [[1, 5 << 20]],
  },
  'that an upload was aborted': {
    write: async (data) => data.s3.send(new AbortMultipartUploadCommand(await upload(data, 'aborted'))),
    see: async ({ s3, of: { Bucket } }) =>
      (await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'aborted' }))).Uploads ?? [],
    expected: [],
  },
  'a sign-in': {
    write: (data) => signUp(data, 'ana'),
    see: (data, tokens: Tokens) => signedIn(data, tokens),
    expected: ['ana', 'Bearer'],
  },
  'that somebody signed out': {
    write: async (data) => {
      const tokens = await signUp(data, 'ben');
      await data.users.send(new GlobalSignOutCommand({ AccessToken: tokens?.AccessToken }));
      return tokens;
    },
    see: (data, tokens: Tokens) => signedIn(data, tokens),
    expected: ['NotAuthorizedException', 'NotAuthorizedException'],
  },
  'a secret, with its value before': {
    write: ({ secrets }) => secrets.send(new PutSecretValueCommand({ SecretId: 'signing', SecretString: 'second' })),
    see: async ({ secrets }) => {
      const value = async (VersionStage: string) =>
        (await secrets.send(new GetSecretValueCommand({ SecretId: 'signing', VersionStage }))).SecretString;
      return [await value('AWSCURRENT'), await value('AWSPREVIOUS')];
    },
    expected: ['second', 'first'],
  },
};

const folder = join(mkdtempSync(join(tmpdir(), 'kept-data-')), 'account');
const clouds: LocalCloud[] = [];
const written = new Map<string, never>();
let data: Data;

/** Of which nothing may be left running, whatever fails: Jest would wait for it. */
async function restart(): Promise<void> {
  await clouds.pop()?.stop();
  const cloud = await startCloud({
    assemblies: [],
    empty: { account: '123456789012', region: 'eu-west-1', partition: 'aws' },
    makeKeyPair: keyPairsOnHand(),
    state: StateStore.open(folder),
  });
  clouds.push(cloud);
  data = await dataOf(cloud);
}

afterAll(() => clouds.pop()?.stop());

describe.each(['is seen', 'is seen after a restart', 'is seen after two'])('what was written %s', (when) => {
  beforeAll(async () => {
    await restart();
    if (when !== 'is seen') return;
    for (const [name, { write }] of Object.entries(rows)) written.set(name, (await write(data)) as never);
  });

  test.each(Object.keys(rows))('%s', async (name) => {
    const { see, expected } = rows[name] as Kept;
    expect(await see(data, written.get(name) as never)).toEqual(expected);
  });
});

test('an upload that was begun before a restart is completed after it', async () => {
  const its = await upload(data, 'completed');
  await restart();
  const parts = [await data.s3.send(new ListPartsCommand(its))].flatMap(({ Parts = [] }) => Parts);
  const last = await data.s3.send(new UploadPartCommand({ ...its, PartNumber: 2, Body: 'end' }));
  const Parts = [...parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag })), { PartNumber: 2, ETag: last.ETag }];
  await data.s3.send(new CompleteMultipartUploadCommand({ ...its, MultipartUpload: { Parts } }));
  await restart();
  const { Body, Metadata } = await data.s3.send(new GetObjectCommand({ Bucket: its.Bucket, Key: its.Key }));
  const bytes = await Body?.transformToString();
  expect([bytes?.length, bytes?.endsWith('aend'), Metadata]).toEqual([(5 << 20) + 3, true, { level: '7' }]);
});
