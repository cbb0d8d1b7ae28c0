import { randomUUID } from 'node:crypto';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { sortKeys } from '../shared/ledger-keys';

/** Where a player's wish to be deleted is written down, in their ledger. */
export interface ConfirmationPlace {
  readonly table: string;
  /** The ledger's partition key, whole. */
  readonly pk: string;
  readonly timeToLiveAttribute: string;
}

/** How long a player may think about it, in seconds. */
export const confirmationSeconds = 600;

const sk = { S: sortKeys.wish };

/** Writes down that the player asked, and makes what asking again takes. A later one replaces it. */
export async function askForConfirmation(
  dynamodb: DynamoDBClient,
  { table, pk, timeToLiveAttribute }: ConfirmationPlace,
  now: number,
): Promise<string> {
  const confirmation = randomUUID();
  const until = Math.floor(now / 1000) + confirmationSeconds;
  const Item = { pk: { S: pk }, sk, confirmation: { S: confirmation }, [timeToLiveAttribute]: { N: String(until) } };
  await dynamodb.send(new PutItemCommand({ TableName: table, Item }));
  return confirmation;
}

/** Whether the player asked before, and not too long ago. DynamoDB forgets late (documented: "within a few days"), so the time is looked at. */
export async function isConfirmed(
  dynamodb: DynamoDBClient,
  { table, pk, timeToLiveAttribute }: ConfirmationPlace,
  confirmation: string,
  now: number,
): Promise<boolean> {
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: table, Key: { pk: { S: pk }, sk }, ConsistentRead: true }),
  );
  return Item?.confirmation?.S === confirmation && Number(Item?.[timeToLiveAttribute]?.N) * 1000 > now;
}
