import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { contentsOf, deletes, leavesAlways, leavesOrDeletes, md5 } from './contents';
import { type Game, unlessGone } from './game';
import type { Work } from './work';

/** So many of each, written one after the other. */
const pool = (name: string, count: number, leaves: (number: number) => number | undefined) => ({
  count,
  name: (index: number) => `${name}-${index}`,
  leaves,
});

/** Objects of up to 40 kB; what is read is what was put, and its ETag is that of its body. */
export const objects = (name: string): Work => ({
  ...pool(name, 40, leavesOrDeletes),
  async write({ s3, names: { Bucket } }, Key, number) {
    if (deletes(number)) return s3.send(new DeleteObjectCommand({ Bucket, Key }));
    const Body = contentsOf(Key, number, 40_000);
    return s3.send(new PutObjectCommand({ Bucket, Key, Body, Metadata: { number: `${number}` } }));
  },
  async read({ s3, names: { Bucket } }, Key) {
    const found = await unlessGone(s3.send(new GetObjectCommand({ Bucket, Key })), 'NoSuchKey');
    if (found === undefined) return undefined;
    const number = Number(found.Metadata?.number);
    const body = (await found.Body?.transformToByteArray()) ?? new Uint8Array();
    if (found.ETag !== `"${md5(body)}"`) throw new Error(`${Key} has an ETag of another body`);
    if (!contentsOf(Key, number, 40_000).equals(body))
      throw new Error(`${Key} is not what was put as number ${number}`);
    return number;
  },
});

/** Items of up to 12 kB. */
export const items = (name: string): Work => ({
  ...pool(name, 60, leavesOrDeletes),
  async write({ dynamoDb, names: { Table } }, pk, number) {
    if (deletes(number)) return dynamoDb.send(new DeleteItemCommand({ TableName: Table, Key: { pk: { S: pk } } }));
    return dynamoDb.send(new PutItemCommand({ TableName: Table, Item: itemOf(pk, number) }));
  },
  read: readItem,
});

/** Counters: each update adds one to what is there. */
export const counters = (name: string): Work => ({
  ...pool(name, 5, leavesAlways),
  write: ({ dynamoDb, names: { Table } }, pk) =>
    dynamoDb.send(
      new UpdateItemCommand({
        TableName: Table,
        Key: { pk: { S: pk } },
        UpdateExpression: 'ADD #number :one',
        ExpressionAttributeNames: { '#number': 'number' },
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    ),
  async read({ dynamoDb, names: { Table } }, pk) {
    const { Item } = await dynamoDb.send(new GetItemCommand({ TableName: Table, Key: { pk: { S: pk } } }));
    return Item && Number(Item.number?.N);
  },
});

/** Pairs of items, each written in one transaction: both are there or neither. */
export const pairs = (name: string): Work => ({
  ...pool(name, 30, leavesOrDeletes),
  write({ dynamoDb, names: { Table: TableName } }, name, number) {
    const TransactItems = both(name).map((pk) =>
      deletes(number)
        ? { Delete: { TableName, Key: { pk: { S: pk } } } }
        : { Put: { TableName, Item: itemOf(pk, number) } },
    );
    return dynamoDb.send(new TransactWriteItemsCommand({ TransactItems }));
  },
  async read(game, name) {
    const [left, right] = await Promise.all(both(name).map((pk) => readItem(game, pk)));
    if (left !== right) throw new Error(`of the pair ${name} one is ${left} and one is ${right}`);
    return left;
  },
});

const both = (name: string) => [`${name}-left`, `${name}-right`];

const itemOf = (pk: string, number: number) => ({
  pk: { S: pk },
  number: { N: `${number}` },
  data: { B: contentsOf(pk, number, 12_000) },
});

async function readItem({ dynamoDb, names: { Table } }: Game, pk: string): Promise<number | undefined> {
  const { Item } = await dynamoDb.send(new GetItemCommand({ TableName: Table, Key: { pk: { S: pk } } }));
  if (Item === undefined) return undefined;
  const number = Number(Item.number?.N);
  if (!contentsOf(pk, number, 12_000).equals(Item.data?.B ?? new Uint8Array())) {
    throw new Error(`${pk} is not what was put as number ${number}`);
  }
  return number;
}
