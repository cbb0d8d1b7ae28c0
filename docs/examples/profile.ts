import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { GameConfig } from './game-config';
import type { Player } from './player';

/** Writes the player's record: the partition key holds their identity ID. */
export async function writeProfile({ aws, table }: GameConfig, player: Player, level: number): Promise<void> {
  const records = DynamoDBDocumentClient.from(new DynamoDBClient({ ...aws, credentials: player }));
  await records.send(new PutCommand({ TableName: table, Item: { ...(await keyOf(player)), level } }));
}

/** Reads it; where there is none, the answer has no `Item`, and nothing fails. */
export async function readProfile({ aws, table }: GameConfig, player: Player): Promise<{ level: number } | undefined> {
  const records = DynamoDBDocumentClient.from(new DynamoDBClient({ ...aws, credentials: player }));
  const { Item } = await records.send(new GetCommand({ TableName: table, Key: await keyOf(player) }));
  return Item && { level: Number(Item.level) };
}

async function keyOf(player: Player) {
  return { pk: `PLAYER#${(await player()).identityId}`, sk: 'PROFILE' };
}
