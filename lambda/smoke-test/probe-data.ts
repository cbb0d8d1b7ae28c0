import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { SmokeTestClients } from './clients';
import type { SmokeTestFacts, ZoneFacts } from './facts';
import type { SmokeTestStep } from './report';
import type { SmokeTestEnvironment } from './settings';
import type { Try } from './step';

/** The table's key attributes. */
export interface RecordKey {
  readonly pk: string;
  readonly sk: string;
}

/** The stranger's and the backend's data of one run. Each run has names of its own, so that two at once do not meet. */
export interface ProbeData {
  readonly content: string;
  readonly files: {
    readonly strangerPrivate: string;
    readonly strangerProtected: string;
    readonly public: string;
    /** Deleting is tried on files of their own: one that is wrongly deleted would spoil what is read beside it. */
    readonly strangerPrivateVictim: string;
    readonly strangerProtectedVictim: string;
    readonly publicVictim: string;
    /** Only where there are clans: the same in the records. */
    readonly strangerClan?: string;
    /** Of the stranger as each provider calls her whose players come without the pool, by that provider: the same in the records. */
    readonly strangerFederated: Readonly<Record<string, string>>;
  };
  readonly records: {
    readonly stranger: RecordKey;
    readonly strangerLedger: RecordKey;
    readonly board: RecordKey;
    readonly strangerVictim: RecordKey;
    readonly boardVictim: RecordKey;
    readonly strangerClan?: RecordKey;
    readonly strangerFederated: Readonly<Record<string, RecordKey>>;
  };
}

/** Names this run's probe data. */
export function planProbeData(facts: SmokeTestFacts, run: string): ProbeData {
  const { zones, stranger, probe, clans, federated } = facts;
  const key = (prefix: string, name: string, sort: string) => ({ pk: `${prefix}${name}`, sk: `SMOKE#${run}#${sort}` });
  const byProvider = <T>(piece: (name: string, zone: ZoneFacts) => T): Record<string, T> =>
    Object.fromEntries(federated?.providers.map(({ name }) => [name, piece(name, federated)]) ?? []);
  return {
    content: `probe data of smoke test ${run}`,
    files: {
      strangerPrivate: `${zones.privatePrefix}${stranger}/${run}-probe.txt`,
      strangerProtected: `${zones.protectedPrefix}${stranger}/${run}-probe.txt`,
      public: `${zones.publicPrefix}${probe}/${run}-probe.txt`,
      strangerPrivateVictim: `${zones.privatePrefix}${stranger}/${run}-victim.txt`,
      strangerProtectedVictim: `${zones.protectedPrefix}${stranger}/${run}-victim.txt`,
      publicVictim: `${zones.publicPrefix}${probe}/${run}-victim.txt`,
      ...(clans && { strangerClan: `${clans.prefix}${stranger}/${run}-probe.txt` }),
      strangerFederated: byProvider((name, { prefix }) => `${prefix}${name}/${stranger}/${run}-probe.txt`),
    },
    records: {
      stranger: key(zones.playerKey, stranger, 'PROBE'),
      strangerLedger: key(zones.ledgerKey, stranger, 'PROBE'),
      board: key(zones.boardKey, probe, 'PROBE'),
      strangerVictim: key(zones.playerKey, stranger, 'VICTIM'),
      boardVictim: key(zones.boardKey, probe, 'VICTIM'),
      ...(clans && { strangerClan: key(clans.leadingKey, stranger, 'PROBE') }),
      strangerFederated: byProvider((name, { leadingKey }) => key(`${leadingKey}${name}#`, stranger, 'PROBE')),
    },
  };
}

/** What stands where, and the two calls that each kind of it takes. */
function pieces(data: ProbeData, clients: SmokeTestClients, environment: SmokeTestEnvironment) {
  const { bucketName: Bucket, tableName: TableName } = environment;
  const { strangerFederated: files, ...namedFiles } = data.files;
  const { strangerFederated: records, ...namedRecords } = data.records;
  return [
    ...[...Object.values<string>(namedFiles), ...Object.values(files)].map((Key) => ({
      write: () => clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: data.content })),
      remove: () => clients.s3.send(new DeleteObjectCommand({ Bucket, Key })),
    })),
    ...[...Object.values<RecordKey>(namedRecords), ...Object.values(records)].map(({ pk, sk }) => ({
      write: () =>
        clients.dynamodb.send(
          new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { S: sk }, content: { S: data.content } } }),
        ),
      remove: () => clients.dynamodb.send(new DeleteItemCommand({ TableName, Key: { pk: { S: pk }, sk: { S: sk } } })),
    })),
  ];
}

/** All of them, each to its end, so that one failure leaves no other piece behind; then the first failure. */
async function each(calls: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(calls)).find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

const refusedBy = ['AccessDenied', 'AccessDeniedException'];

/**
 * Writes the data that refusals are to meet: S3 answers 403 for a missing object too, and a refused read of nothing proves
 * nothing. The function's own role is new at a first deployment, so it waits for IAM like everybody else.
 */
export async function writeProbeData(
  data: ProbeData,
  clients: SmokeTestClients,
  environment: SmokeTestEnvironment,
  attempt: Try,
  until: number,
): Promise<SmokeTestStep> {
  const run = () => each(pieces(data, clients, environment).map(({ write }) => write()));
  return (await attempt({ name: 'may write the probe data', expected: 'allowed', refusedBy, until, run })).step;
}

/** Deletes it again, also what was never written. */
export async function removeProbeData(
  data: ProbeData,
  clients: SmokeTestClients,
  environment: SmokeTestEnvironment,
  attempt: Try,
  until: number,
): Promise<SmokeTestStep> {
  const run = () => each(pieces(data, clients, environment).map(({ remove }) => remove()));
  return (await attempt({ name: 'may delete the probe data', expected: 'allowed', refusedBy, until, run })).step;
}
