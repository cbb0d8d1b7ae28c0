import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { SmokeTestClients } from './clients';
import type { OwnerName, SmokeTestFacts } from './facts';
import { type Place, placeOf } from './place';
import type { SmokeTestStep } from './report';
import type { SmokeTestEnvironment } from './settings';
import type { Try } from './step';

/** Data of an owner whom no player is. */
export interface ProbePlace extends Place {
  /** The zone's name. */
  readonly zone: string;
  readonly owner: OwnerName;
}

/** What the function's own role writes in each zone for one run. Each run has names of its own, so that two at once do not meet. */
export interface ProbeData {
  readonly content: string;
  readonly places: readonly ProbePlace[];
}

/** Names this run's probe data. */
export function planProbeData(facts: SmokeTestFacts, run: string): ProbeData {
  const names = {
    file: `${run}-probe.txt`,
    fileToDelete: `${run}-victim.txt`,
    sortKey: `SMOKE#${run}#PROBE`,
    sortKeyToDelete: `SMOKE#${run}#VICTIM`,
  };
  return {
    content: `probe data of smoke test ${run}`,
    places: Object.entries(facts.zones).flatMap(([name, zone]) =>
      zone.probeOwners.map((owner) => ({ zone: name, owner, ...placeOf(zone, owner, names) })),
    ),
  };
}

/** What stands where, and the two calls that each kind of it takes. */
function pieces({ content, places }: ProbeData, clients: SmokeTestClients, environment: SmokeTestEnvironment) {
  const { bucketName: Bucket, tableName: TableName } = environment;
  const files = places.flatMap((place) => (place.files ? [place.files.file, place.files.fileToDelete] : []));
  const records = places.flatMap((place) => (place.records ? Object.values(place.records) : []));
  return [
    ...files.map((Key) => ({
      write: () => clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: content })),
      remove: () => clients.s3.send(new DeleteObjectCommand({ Bucket, Key })),
    })),
    ...records.map(({ pk, sk }) => ({
      write: () =>
        clients.dynamodb.send(
          new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { S: sk }, content: { S: content } } }),
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
