import { type AttributeValue, DeleteItemCommand, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Deadline } from './files';

/** An item of the table. */
export type Item = Record<string, AttributeValue>;

/** What is read of an item: which it is, and where a ledger's leads to. */
const read = { ProjectionExpression: 'sk, #rank', ExpressionAttributeNames: { '#rank': 'rank' } };

/** Every item under a partition key, as far as deleting takes it. */
export async function itemsUnder(dynamodb: DynamoDBClient, table: string, pk: string): Promise<Item[]> {
  const found: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await dynamodb.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
        ConsistentRead: true,
        ...read,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    found.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return found;
}

/** Deletes one item, whether it is there or not. */
export async function deleteItem(dynamodb: DynamoDBClient, table: string, pk: string, sk: string): Promise<void> {
  await dynamodb.send(new DeleteItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } } }));
}

/** How many deletions are in flight at once. */
const atOnce = 20;

/**
 * Deletes every item under a partition key.
 *
 * @returns whether nothing is left
 */
export async function deleteItemsUnder(
  dynamodb: DynamoDBClient,
  table: string,
  pk: string,
  { timeLeft }: Deadline,
): Promise<boolean> {
  const sortKeys = (await itemsUnder(dynamodb, table, pk)).flatMap(({ sk }) => (sk?.S === undefined ? [] : [sk.S]));
  for (let first = 0; first < sortKeys.length; first += atOnce) {
    if (!timeLeft()) return false;
    await Promise.all(sortKeys.slice(first, first + atOnce).map((sk) => deleteItem(dynamodb, table, pk, sk)));
  }
  return true;
}
