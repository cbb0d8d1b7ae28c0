import { type AttributeValue, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { rankPrefix } from '../../shared/rank';
import type { ScoresFacts } from '../facts';

/** Which score of the board is the better one; the configuration has no say in it. */
export const boardOrder = 'highest';

/** Where the board's rows lie, and who reads them. */
export interface BoardRows {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly scores: Pick<ScoresFacts, 'boardKey'>;
}

type Item = Record<string, AttributeValue>;

/**
 * The rows of a score. Every player may submit to this board, and whatever number they like: were the best hundred rows read, a hundred guests with
 * a greater one would fail every deployment.
 */
export async function rowsWith(score: number, { dynamodb, table, scores: { boardKey } }: BoardRows): Promise<Item[]> {
  const rows: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await dynamodb.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :rank)',
        ExpressionAttributeValues: { ':pk': { S: boardKey }, ':rank': { S: rankPrefix(score, { order: boardOrder }) } },
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return rows;
}
