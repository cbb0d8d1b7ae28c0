import { DeleteItemCommand, type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { RecordKey } from '../probe-data';
import type { ClaimTable } from './claim';

/** A file and a record of one clan. */
export interface ClanPlace {
  readonly file: string;
  readonly record: RecordKey;
}

/** What the claims about clans need to know. */
export interface ClansScene {
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly bucket: string;
  readonly table: string;
  /** Absent where the player's login names no clan, or one that can't be read here. */
  readonly own?: ClanPlace;
  /** Of a clan whose name only begins like the player's. */
  readonly besideOwn?: ClanPlace;
  /** Of a clan that nobody is in; the function's own role wrote both. Absent where the deployment has no clans. */
  readonly other?: ClanPlace;
}

type Which = 'own' | 'besideOwn' | 'other';

const at = (which: Which, { [which]: place }: ClansScene): ClanPlace => {
  if (place === undefined) throw new Error('This scene has no such clan.');
  return place;
};
const there =
  (which: Which) =>
  ({ [which]: place }: ClansScene) =>
    place !== undefined;
const attributes = ({ pk, sk }: RecordKey) => ({ pk: { S: pk }, sk: { S: sk } });

const putFile = (which: Which) => (scene: ClansScene) =>
  scene.s3.send(new PutObjectCommand({ Bucket: scene.bucket, Key: at(which, scene).file, Body: 'smoke test' }));
const getFile = (which: Which) => async (scene: ClansScene) => {
  const { Body } = await scene.s3.send(new GetObjectCommand({ Bucket: scene.bucket, Key: at(which, scene).file }));
  await Body?.transformToString();
};
const deleteFile = (which: Which) => (scene: ClansScene) =>
  scene.s3.send(new DeleteObjectCommand({ Bucket: scene.bucket, Key: at(which, scene).file }));
const putRecord = (which: Which) => (scene: ClansScene) =>
  scene.dynamodb.send(new PutItemCommand({ TableName: scene.table, Item: attributes(at(which, scene).record) }));
const getRecord = (which: Which) => (scene: ClansScene) =>
  scene.dynamodb.send(new GetItemCommand({ TableName: scene.table, Key: attributes(at(which, scene).record) }));
const deleteRecord = (which: Which) => (scene: ClansScene) =>
  scene.dynamodb.send(new DeleteItemCommand({ TableName: scene.table, Key: attributes(at(which, scene).record) }));

const own = { may: 'signed-in', where: there('own') } as const;
const beside = { may: 'nobody', where: there('besideOwn') } as const;
const other = { may: 'nobody', where: there('other') } as const;

/** What the zones say about a clan's files and records: its members read and write them, nobody else sees them. */
export const clanClaims: ClaimTable<ClansScene> = {
  refusedBy: ['AccessDenied', 'AccessDeniedException'],
  claims: [
    { ...own, does: 'put a file of its own clan', run: putFile('own'), undo: deleteFile('own') },
    { ...own, does: 'get a file of its own clan', run: getFile('own') },
    { ...own, does: 'delete a file of its own clan', run: deleteFile('own') },
    { ...own, does: 'put a record of its own clan', run: putRecord('own'), undo: deleteRecord('own') },
    { ...own, does: 'get a record of its own clan', run: getRecord('own') },
    { ...own, does: 'delete a record of its own clan', run: deleteRecord('own') },
    {
      ...beside,
      does: 'put a file of a clan whose name only begins like its own',
      run: putFile('besideOwn'),
      undo: deleteFile('besideOwn'),
    },
    {
      ...beside,
      does: 'put a record of a clan whose name only begins like its own',
      run: putRecord('besideOwn'),
      undo: deleteRecord('besideOwn'),
    },
    { ...other, does: "get another clan's file", run: getFile('other') },
    { ...other, does: "put another clan's file", run: putFile('other') },
    { ...other, does: "get another clan's record", run: getRecord('other') },
    { ...other, does: "put another clan's record", run: putRecord('other') },
  ],
};
