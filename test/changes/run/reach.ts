import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { apiProbes, type GameApi } from './api-calls';
import type { ClientConfig } from './client-config';
import type { Facts } from './facts';
import { tried } from './tried';

/** Where the game's data is, as an installed app has it from the outputs. */
export interface DataPlaces {
  readonly bucket: string;
  readonly table: string;
  /** Absent where the stage takes no scores. */
  readonly api?: GameApi;
}

/** The clans of the tests' players: by the claim that decides now, and by one that might later. */
export const clans = ['red', 'blue'] as const;
/** What is not a player's own and stands in the data for them to reach. */
export const others = 'eu-west-1:somebody-else';
const boards = ['weekly', 'BOARD#weekly'] as const;

/** Files and records, in the name of whoever has the credentials. */
function dataOf({ bucket: Bucket, table: TableName }: DataPlaces, config: ClientConfig) {
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const records = new DynamoDBClient(config);
  const item = (pk: string) => ({ pk: { S: pk }, sk: { S: 'PROFILE' } });
  return {
    write: (Key: string, StorageClass?: 'INTELLIGENT_TIERING') =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body: Key, StorageClass })),
    read: async (Key: string) => {
      const content = await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
      return content === Key ? 'may' : 'something else';
    },
    remove: (Key: string) => s3.send(new DeleteObjectCommand({ Bucket, Key })),
    put: (pk: string) => records.send(new PutItemCommand({ TableName, Item: { ...item(pk), level: { N: '7' } } })),
    get: async (pk: string) =>
      (await records.send(new GetItemCommand({ TableName, Key: item(pk) }))).Item?.level?.N === '7' ? 'may' : 'nothing',
    delete: (pk: string) => records.send(new DeleteItemCommand({ TableName, Key: item(pk) })),
  };
}

/** Puts there what players reach and do not write themselves. */
export async function fillData(places: DataPlaces, administrator: ClientConfig): Promise<void> {
  const { write, put } = dataOf(places, administrator);
  await Promise.all([
    write('public/news'),
    write(`protected/${others}/avatar`),
    put(boards[1]),
    ...clans.flatMap((clan) => [write(`clans/${clan}/banner`), put(`CLAN#${clan}`)]),
  ]);
}

/**
 * Writes what is a player's own, where they may.
 *
 * @param own the folders and leading keys that are theirs: `private/…/`, `PLAYER#…`
 */
export async function writeOwn(places: DataPlaces, config: ClientConfig, own: readonly string[]): Promise<void> {
  const { write, put } = dataOf(places, config);
  await Promise.all(own.map((place) => tried(() => (isFolder(place) ? write(`${place}save`) : put(place)))));
}

/** What somebody reaches of the data: place by place what reading, writing or deleting there comes to. */
export async function reachOf(places: DataPlaces, config: ClientConfig, own: readonly string[]): Promise<Facts> {
  const data = dataOf(places, config);
  const probes: Record<string, () => Promise<unknown>> = {
    'public/': () => data.read('public/news'),
    'BOARD#': () => data.get(boards[1]),
    'protected/ of others': () => data.read(`protected/${others}/avatar`),
    'protected/ of others, to delete': () => data.remove(`protected/${others}/gone`),
    'BOARD#, to delete': () => data.delete(`${boards[1]}-gone`),
    ...Object.fromEntries(
      clans.flatMap((clan) => [
        [`clans/ of ${clan}`, () => data.read(`clans/${clan}/banner`)],
        [`CLAN# of ${clan}`, () => data.get(`CLAN#${clan}`)],
      ]),
    ),
    ...Object.fromEntries(places.api ? apiProbes(places.api, config) : []),
    ...Object.fromEntries(
      own.flatMap((place) => [
        [`${shown(place)}, to read`, () => (isFolder(place) ? data.read(`${place}save`) : data.get(place))],
        ...(isFolder(place)
          ? [
              [
                `${shown(place)}, in INTELLIGENT_TIERING`,
                () => data.write(`${place}tiered`, 'INTELLIGENT_TIERING'),
              ] as const,
            ]
          : []),
        [`${shown(place)}, to write`, () => (isFolder(place) ? data.write(`${place}later`) : data.put(`${place}`))],
      ]),
    ),
  };
  const facts = await Promise.all(
    Object.entries(probes).map(async ([place, probe]) => [place, await tried(probe)] as const),
  );
  return Object.fromEntries(facts);
}

const isFolder = (place: string) => place.endsWith('/');

/** `private/` of `private/<identity ID>/`, `FEDERATED#facebook#` of that with a player behind it. */
function shown(place: string): string {
  const parts = place.split(isFolder(place) ? '/' : '#');
  return parts.slice(0, isFolder(place) ? -2 : -1).join(isFolder(place) ? '/' : '#') + (isFolder(place) ? '/' : '#');
}
