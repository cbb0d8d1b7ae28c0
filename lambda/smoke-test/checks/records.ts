import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { UnexpectedAnswer } from '../aws-error';
import type { ProbeData, RecordKey } from '../probe-data';
import type { Claim, ClaimTable } from './claim';

/** What the claims about records need to know. */
export interface RecordsScene {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly probe: ProbeData;
  /** This run's, this player's and this flow's own record, below the player's leading key. */
  readonly own: RecordKey;
  /** The same below the player's ledger key. */
  readonly ownLedger: RecordKey;
}

type Pick = (scene: RecordsScene) => RecordKey;

const own: Pick = (scene) => scene.own;
/** Below another leading key, which begins with the player's own. */
const besideOwn: Pick = ({ own: { pk, sk } }) => ({ pk: `${pk}x`, sk });
const ownLedger: Pick = (scene) => scene.ownLedger;
const stranger: Pick = ({ probe }) => probe.records.stranger;
const strangerLedger: Pick = ({ probe }) => probe.records.strangerLedger;
const board: Pick = ({ probe }) => probe.records.board;

const attributes = ({ pk, sk }: RecordKey) => ({ pk: { S: pk }, sk: { S: sk } });
const itemAt = (key: RecordKey, scene: RecordsScene) => ({ ...attributes(key), content: { S: scene.probe.content } });

const put = (key: Pick) => (scene: RecordsScene) =>
  scene.dynamodb.send(new PutItemCommand({ TableName: scene.table, Item: itemAt(key(scene), scene) }));

const remove = (key: Pick) => (scene: RecordsScene) =>
  scene.dynamodb.send(new DeleteItemCommand({ TableName: scene.table, Key: attributes(key(scene)) }));

const update = (key: Pick) => (scene: RecordsScene) =>
  scene.dynamodb.send(
    new UpdateItemCommand({
      TableName: scene.table,
      Key: attributes(key(scene)),
      UpdateExpression: 'SET touched = :yes',
      ExpressionAttributeValues: { ':yes': { BOOL: true } },
    }),
  );

const read = (key: Pick) => (scene: RecordsScene) =>
  scene.dynamodb.send(
    new GetItemCommand({ TableName: scene.table, Key: attributes(key(scene)), ConsistentRead: true }),
  );

const query = (key: Pick) => (scene: RecordsScene) =>
  scene.dynamodb.send(
    new QueryCommand({
      TableName: scene.table,
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': { S: key(scene).pk }, ':sk': { S: key(scene).sk } },
      ConsistentRead: true,
    }),
  );

/** An allowed read must also find what stands there. */
const find = (key: Pick) => async (scene: RecordsScene) => {
  const { Item } = await read(key)(scene);
  if (Item?.content?.S !== scene.probe.content) throw new UnexpectedAnswer('The record holds something else.');
};

const queryAndFind = (key: Pick) => async (scene: RecordsScene) => {
  const { Items } = await query(key)(scene);
  if (Items?.[0]?.content?.S !== scene.probe.content) throw new UnexpectedAnswer('The query found something else.');
};

const batchGet =
  (...keys: readonly Pick[]) =>
  (scene: RecordsScene) =>
    scene.dynamodb.send(
      new BatchGetItemCommand({
        RequestItems: { [scene.table]: { Keys: keys.map((key) => attributes(key(scene))) } },
      }),
    );

const batchWrite =
  (...keys: readonly Pick[]) =>
  (scene: RecordsScene) =>
    scene.dynamodb.send(
      new BatchWriteItemCommand({
        RequestItems: { [scene.table]: keys.map((key) => ({ PutRequest: { Item: itemAt(key(scene), scene) } })) },
      }),
    );

const ownRecords: readonly Claim<RecordsScene>[] = [
  { does: 'put its own record', may: 'owner', run: put(own), undo: remove(own) },
  { does: 'get its own record', may: 'owner', run: find(own) },
  { does: 'update its own record', may: 'owner', run: update(own), undo: remove(own) },
  { does: 'query its own records', may: 'owner', run: queryAndFind(own) },
  { does: 'batch-get its own record', may: 'owner', run: batchGet(own) },
  { does: 'batch-write its own record', may: 'owner', run: batchWrite(own), undo: remove(own) },
  { does: 'delete its own record', may: 'owner', run: remove(own) },
  { does: 'get from its own ledger', may: 'signed-in', run: read(ownLedger) },
  { does: 'query its own ledger', may: 'signed-in', run: query(ownLedger) },
];

const shared: readonly Claim<RecordsScene>[] = [{ does: 'query a board', may: 'everyone', run: queryAndFind(board) }];

const forbidden: readonly Claim<RecordsScene>[] = [
  { does: "get another player's record", may: 'nobody', run: read(stranger) },
  { does: "put another player's record", may: 'nobody', run: put(stranger) },
  { does: "update another player's record", may: 'nobody', run: update(stranger) },
  { does: "delete another player's record", may: 'nobody', run: remove(({ probe }) => probe.records.strangerVictim) },
  { does: "query another player's records", may: 'nobody', run: query(stranger) },
  { does: "batch-get another player's record beside its own", may: 'nobody', run: batchGet(own, stranger) },
  {
    does: "batch-write another player's record beside its own",
    may: 'nobody',
    run: batchWrite(own, stranger),
    undo: remove(own),
  },
  {
    does: 'put a record below a leading key that only begins like its own',
    may: 'nobody',
    run: put(besideOwn),
    undo: remove(besideOwn),
  },
  {
    does: 'get a record below a leading key that only begins like its own',
    may: 'nobody',
    run: read(besideOwn),
  },
  {
    does: 'scan the table',
    may: 'nobody',
    run: ({ dynamodb, table }) => dynamodb.send(new ScanCommand({ TableName: table, Limit: 1 })),
  },
  { does: 'put a row on a board', may: 'nobody', run: put(board) },
  { does: 'update a row on a board', may: 'nobody', run: update(board) },
  {
    does: 'delete a row from a board',
    may: 'nobody',
    grant: 'moderateBoards',
    run: remove(({ probe }) => probe.records.boardVictim),
  },
  { does: "get from another player's ledger", may: 'nobody', run: read(strangerLedger) },
  { does: "query another player's ledger", may: 'nobody', run: query(strangerLedger) },
  { does: "write another player's ledger", may: 'nobody', run: put(strangerLedger) },
  { does: 'put into its own ledger', may: 'nobody', run: put(ownLedger), undo: remove(ownLedger) },
  { does: 'update its own ledger', may: 'nobody', run: update(ownLedger), undo: remove(ownLedger) },
  { does: 'delete from its own ledger', may: 'nobody', run: remove(ownLedger) },
];

/**
 * What the zones say about records. DynamoDB refuses with `AccessDeniedException`.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export const recordClaims: ClaimTable<RecordsScene> = {
  refusedBy: ['AccessDeniedException'],
  claims: [...ownRecords, ...shared, ...forbidden],
};
