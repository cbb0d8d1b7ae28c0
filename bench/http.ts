import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { localAssembly } from './assembly';
import { type CloudProcess, startCloudProcess } from './cloud-process';
import { atLeast, atMost, type Figure, figure, type Measurement } from './figure';

const inFlight = 16;
const requestsPerRound = 3000;
const rounds = 5;

/** Requests of one kind. */
export interface Load {
  readonly what: string;
  /** Requests per second. */
  readonly goal: number;
  request(number: number): Promise<unknown>;
}

/** Unmodified SDK clients in this process, the local cloud in another. */
export const http: Measurement = {
  name: 'http',
  about: `requests per second through the JS SDK, ${inFlight} in flight`,
  async measure() {
    const cloud = await startCloudProcess(await localAssembly());
    try {
      const figures: Figure[] = [];
      for (const load of await loads(cloud)) figures.push(...(await measured(load, cloud)));
      return figures;
    } finally {
      await cloud.stop();
    }
  },
};

async function measured(load: Load, cloud: CloudProcess): Promise<readonly Figure[]> {
  const perSecond: number[] = [];
  const serverCpu: number[] = [];
  const clientCpu: number[] = [];
  // The first rounds warm both sides up.
  for (let round = -2; round < rounds; round += 1) {
    const server = await cloud.usage();
    const client = process.cpuUsage();
    const began = performance.now();
    await sendAll(load, requestsPerRound);
    const seconds = (performance.now() - began) / 1000;
    const spent = process.cpuUsage(client);
    const { cpu } = await cloud.usage();
    if (round < 0) continue;
    perSecond.push(requestsPerRound / seconds);
    serverCpu.push((cpu - server.cpu) / requestsPerRound);
    clientCpu.push((spent.user + spent.system) / requestsPerRound);
  }
  return [
    figure(load.what, 'requests/s', perSecond, atLeast(load.goal)),
    figure('  server CPU per request', 'µs', serverCpu, atMost(250)),
    figure('  client CPU per request', 'µs', clientCpu),
  ];
}

/** Sends so many, some at a time. */
export async function sendAll({ request }: Pick<Load, 'request'>, count: number): Promise<void> {
  let sent = 0;
  const worker = async () => {
    while (sent < count) {
      sent += 1;
      await request(sent);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

/** What is measured of a cloud, by a player who has signed in and by guests. */
export async function loads(cloud: CloudProcess): Promise<readonly Load[]> {
  const { url: endpoint, region, identityPoolId: IdentityPoolId, bucket: Bucket, table: TableName } = cloud;
  // Unsigned calls need no credentials; a failure is to be seen, not retried.
  const config = { endpoint, region, maxAttempts: 1 };
  const identity = new CognitoIdentityClient(config);
  const logins = { [cloud.loginsKey]: cloud.idToken };
  const credentials = await fromCognitoIdentityPool({ identityPoolId: IdentityPoolId, logins, clientConfig: config })();
  const s3 = new S3Client({ ...config, credentials });
  const records = new DynamoDBClient({ ...config, credentials });

  const Body = Buffer.alloc(1024, 'save');
  const Key = `private/${credentials.identityId}/save.json`;
  const record = { pk: { S: `PLAYER#${credentials.identityId}` }, sk: { S: 'PROFILE' } };
  await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  await records.send(new PutItemCommand({ TableName, Item: { ...record, coins: { N: '12' }, name: { S: 'Ada' } } }));
  const { IdentityId } = await identity.send(new GetIdCommand({ IdentityPoolId }));
  return [
    {
      what: 'S3 GetObject, 1 KiB',
      goal: 1800,
      request: async () => {
        const { Body: body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        await body?.transformToByteArray();
      },
    },
    {
      what: 'S3 PutObject, 1 KiB',
      goal: 1200,
      request: (number) => s3.send(new PutObjectCommand({ Bucket, Key: `${Key}-${number % 100}`, Body })),
    },
    {
      what: 'DynamoDB PutItem',
      goal: 1500,
      request: (number) =>
        records.send(
          new PutItemCommand({
            TableName,
            Item: { ...record, sk: { S: `SAVE#${number % 100}` }, coins: { N: `${number}` } },
          }),
        ),
    },
    {
      what: 'DynamoDB GetItem',
      goal: 2000,
      request: () => records.send(new GetItemCommand({ TableName, Key: record })),
    },
    {
      what: "a guest's GetId",
      goal: 3000,
      request: () => identity.send(new GetIdCommand({ IdentityPoolId })),
    },
    {
      what: "a guest's GetCredentialsForIdentity",
      goal: 2000,
      request: () => identity.send(new GetCredentialsForIdentityCommand({ IdentityId })),
    },
  ];
}
