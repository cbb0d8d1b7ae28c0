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
import type { ZoneFacts } from '../facts';
import type { RecordKey } from '../place';
import type { Whose, ZonePlaces } from '../player-places';
import { type Claim, type ClaimTable, permissionsIn } from './claim';
import { named, wordsFor } from './words';

/** What the claims about the records of a zone need to know. */
export interface RecordsContext {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  /** What every record holds. */
  readonly content: string;
  readonly places: ZonePlaces;
}

type RecordClaim = Claim<RecordsContext>;
type Pick = (context: RecordsContext) => RecordKey;

const recordsAt = ({ places }: RecordsContext, whose: Whose) => {
  const records = places[whose]?.records;
  if (records === undefined) throw new Error(`There are no records at the place '${whose}'.`);
  return records;
};
const record =
  (whose: Whose): Pick =>
  (context) =>
    recordsAt(context, whose).record;
const recordToDelete =
  (whose: Whose): Pick =>
  (context) =>
    recordsAt(context, whose).recordToDelete;

const attributes = ({ pk, sk }: RecordKey) => ({ pk: { S: pk }, sk: { S: sk } });
const itemAt = (key: RecordKey, { content }: RecordsContext) => ({ ...attributes(key), content: { S: content } });

const put = (key: Pick) => (context: RecordsContext) =>
  context.dynamodb.send(new PutItemCommand({ TableName: context.table, Item: itemAt(key(context), context) }));

const remove = (key: Pick) => (context: RecordsContext) =>
  context.dynamodb.send(new DeleteItemCommand({ TableName: context.table, Key: attributes(key(context)) }));

const update = (key: Pick) => (context: RecordsContext) =>
  context.dynamodb.send(
    new UpdateItemCommand({
      TableName: context.table,
      Key: attributes(key(context)),
      UpdateExpression: 'SET touched = :yes',
      ExpressionAttributeValues: { ':yes': { BOOL: true } },
    }),
  );

const read = (key: Pick) => (context: RecordsContext) =>
  context.dynamodb.send(
    new GetItemCommand({ TableName: context.table, Key: attributes(key(context)), ConsistentRead: true }),
  );

const query = (key: Pick) => (context: RecordsContext) =>
  context.dynamodb.send(
    new QueryCommand({
      TableName: context.table,
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': { S: key(context).pk }, ':sk': { S: key(context).sk } },
      ConsistentRead: true,
    }),
  );

/** An allowed read must also find what stands there. */
const find = (key: Pick) => async (context: RecordsContext) => {
  const { Item } = await read(key)(context);
  if (Item?.content?.S !== context.content) throw new UnexpectedAnswer('The record holds something else.');
};

const queryAndFind = (key: Pick) => async (context: RecordsContext) => {
  const { Items } = await query(key)(context);
  if (Items?.[0]?.content?.S !== context.content) throw new UnexpectedAnswer('The query found something else.');
};

const batchGet =
  (...keys: readonly Pick[]) =>
  (context: RecordsContext) =>
    context.dynamodb.send(
      new BatchGetItemCommand({
        RequestItems: { [context.table]: { Keys: keys.map((key) => attributes(key(context))) } },
      }),
    );

const batchWrite =
  (...keys: readonly Pick[]) =>
  (context: RecordsContext) =>
    context.dynamodb.send(
      new BatchWriteItemCommand({
        RequestItems: { [context.table]: keys.map((key) => ({ PutRequest: { Item: itemAt(key(context), context) } })) },
      }),
    );

/** Tried where the player has such a place. */
const at = (whose: Whose, claim: RecordClaim): RecordClaim => ({
  where: ({ places }) => places[whose]?.records !== undefined,
  ...claim,
});

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const refusedBy = ['AccessDeniedException'];

/** What a zone's row says about its records. What is put is read after it, and deleted last. */
export function recordClaims(zoneName: string, zone: ZoneFacts): ClaimTable<RecordsContext> {
  const { own, besideOwn, elsewhere, other } = wordsFor(zoneName, zone);
  const { readOwn, writeOwn, readOthers } = permissionsIn(zone);
  const [ownRecord, others] = [record('own'), record('other')];
  const undo = remove(ownRecord);
  const isWritten = writeOwn !== 'nobody';
  // One item that is not allowed makes the whole batch refused; where others' items may be read, it would not be.
  const together: RecordClaim['where'] = ({ places }) =>
    readOthers === 'nobody' && places.own?.records !== undefined && places.other?.records !== undefined;
  const claims: readonly RecordClaim[] = [
    at('own', { does: `put ${own.record}`, may: writeOwn, run: put(ownRecord), undo }),
    at('own', { does: `get ${own.record}`, may: readOwn, run: isWritten ? find(ownRecord) : read(ownRecord) }),
    at('own', { does: `update ${own.record}`, may: writeOwn, run: update(ownRecord), undo }),
    at('own', {
      does: `query ${own.records}`,
      may: readOwn,
      run: isWritten ? queryAndFind(ownRecord) : query(ownRecord),
    }),
    at('own', { does: `batch-get ${own.record}`, may: readOwn, run: batchGet(ownRecord) }),
    at('own', { does: `batch-write ${own.record}`, may: writeOwn, run: batchWrite(ownRecord), undo }),
    at('own', { does: `delete ${own.record}`, may: writeOwn, run: remove(ownRecord) }),
    at('other', { does: `get ${other.record}`, may: readOthers, run: find(others) }),
    at('other', { does: `put ${other.record}`, may: 'nobody', run: put(others) }),
    at('other', { does: `update ${other.record}`, may: 'nobody', run: update(others) }),
    at('other', {
      does: `delete ${other.record}`,
      may: 'nobody',
      grant: zone.moderatedBy?.records,
      run: remove(recordToDelete('other')),
    }),
    at('other', { does: `query ${other.records}`, may: readOthers, run: queryAndFind(others) }),
    {
      does: `batch-get ${other.record} beside its own`,
      may: 'nobody',
      where: together,
      run: batchGet(ownRecord, others),
    },
    {
      does: `batch-write ${other.record} beside its own`,
      may: 'nobody',
      where: together,
      run: batchWrite(ownRecord, others),
      undo,
    },
    at('besideOwn', {
      does: `put ${besideOwn.record}`,
      may: 'nobody',
      run: put(record('besideOwn')),
      undo: remove(record('besideOwn')),
    }),
    at('besideOwn', { does: `get ${besideOwn.record}`, may: readOthers, run: read(record('besideOwn')) }),
    at('elsewhere', {
      does: `put ${elsewhere.record}`,
      may: 'nobody',
      run: put(record('elsewhere')),
      undo: remove(record('elsewhere')),
    }),
  ];
  return { zone: zoneName, refusedBy, claims: zone.leadingKey === undefined ? [] : named(claims) };
}

/** What no zone allows. */
export const tableClaims: ClaimTable<RecordsContext> = {
  refusedBy,
  claims: [
    {
      does: 'scan the table',
      may: 'nobody',
      run: ({ dynamodb, table }) => dynamodb.send(new ScanCommand({ TableName: table, Limit: 1 })),
    },
  ],
};
