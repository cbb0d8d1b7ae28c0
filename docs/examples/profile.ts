import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { GameConfig } from './game-config';
import type { Player } from './player';

/** The player's record: the partition key holds their identity ID. */
export function profileOf({ aws, table }: GameConfig, player: Player) {
  const records = DynamoDBDocumentClient.from(new DynamoDBClient({ ...aws, credentials: player }));
  const key = async () => ({ pk: `PLAYER#${(await player()).identityId}`, sk: 'PROFILE' });
  return {
    async write(profile: { level: number }): Promise<void> {
      await records.send(new PutCommand({ TableName: table, Item: { ...(await key()), ...profile } }));
    },

    /** Where there is none, the answer has no `Item`, and nothing fails. */
    async read(): Promise<{ level: number } | undefined> {
      const { Item } = await records.send(new GetCommand({ TableName: table, Key: await key() }));
      return Item && { level: Number(Item.level) };
    },
  };
}
