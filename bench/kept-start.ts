import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { localAssembly } from './assembly';
import { type CloudProcess, startCloudProcess } from './cloud-process';
import { type Figure, figure } from './figure';
import { sendAll } from './http';

/** What is kept of a busy game. */
interface Kept {
  readonly identities: number;
  readonly objects: number;
  readonly items: number;
}

const busyGame: Kept = { identities: 100_000, objects: 10_000, items: 100_000 };
const objectLength = 10_240;
/** **Documented**: as many as `BatchWriteItem` takes. */
const batchOf = 25;
const starts = 3;

/** How long a cloud takes to start with what a busy game has left, filled by the SDK; and one that keeps nothing, by turns. */
export async function keptStart(kept: Kept = busyGame): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-kept-start-'));
  const state = join(folder, 'account');
  const assembly = await localAssembly();
  const took: number[] = [];
  const empty: number[] = [];
  try {
    const first = await startCloudProcess(assembly, { state, identities: kept.identities });
    try {
      await fill(first, kept);
    } finally {
      await first.stop();
    }
    for (let start = 0; start < starts; start += 1) {
      took.push(await started(assembly, { state }));
      empty.push(await started(assembly, {}));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const counts = [kept.identities, kept.objects, kept.items].map((count) => count.toLocaleString('en'));
  return [
    figure(`start with ${counts[0]} identities, ${counts[1]} objects, ${counts[2]} items`, 'ms', took),
    figure('  start that keeps nothing', 'ms', empty),
  ];
}

async function started(assembly: string, options: { readonly state?: string }): Promise<number> {
  const cloud = await startCloudProcess(assembly, options);
  await cloud.stop();
  return cloud.millisecondsToStart;
}

async function fill(
  { url, region, bucket, table, administrator }: CloudProcess,
  { objects, items }: Kept,
): Promise<void> {
  const client = { endpoint: url, region, credentials: { ...administrator }, maxAttempts: 1 };
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const records = new DynamoDBClient(client);
  const Body = Buffer.alloc(objectLength, 'save');
  await sendAll(
    {
      request: (number) => {
        // Each another one: what is the same is kept once.
        const own = Buffer.from(Body);
        own.writeUInt32LE(number);
        return s3.send(new PutObjectCommand({ Bucket: bucket, Key: `private/${number}/save`, Body: own }));
      },
    },
    objects,
  );
  await sendAll(
    { request: (batch) => records.send(new BatchWriteItemCommand(itemsOf(table, batch))) },
    items / batchOf,
  );
}

const itemsOf = (table: string, batch: number) => ({
  RequestItems: {
    [table]: Array.from({ length: batchOf }, (_, number) => ({
      PutRequest: {
        Item: {
          pk: { S: `PLAYER#${batch}` },
          sk: { S: `SAVE#${number}` },
          coins: { N: `${number}` },
          name: { S: 'Ada' },
        },
      },
    })),
  },
});
