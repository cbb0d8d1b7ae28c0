import { type AttributeValue, type DynamoDBClient, TransactGetItemsCommand } from '@aws-sdk/client-dynamodb';
import { sortKeys } from '../shared/ledger-keys';

/** An item of the table. */
export type Item = Record<string, AttributeValue>;

/** Where a player's ledger lies, and the items of it that a submission reads. */
export interface LedgerPlace {
  readonly table: string;
  /** The partition key, whole: `LEDGER#<identityId>`. */
  readonly pk: string;
  readonly board: string;
  readonly token: string;
}

/** What the ledger says of the player on this board. */
export interface BoardRecord {
  readonly best: number;
  /** Sort key of the row of the best score. */
  readonly rank: string;
  /** When the last score was taken. */
  readonly lastAt: number;
  /** How many were: the next one is taken on top of exactly these. */
  readonly taken: number;
}

/** What was answered to a score that was taken. */
export interface Outcome {
  readonly board: string;
  readonly score: number;
  readonly best: number;
  readonly playerId: string;
}

/** What of the ledger bears upon a submission, as of one moment. */
export interface Ledger {
  /** The player's random public ID; absent before their first score. */
  readonly playerId?: string;
  readonly board?: BoardRecord;
  /** What was answered when this token was sent before. */
  readonly earlier?: Outcome;
}

/** Reads the three items in one transaction: of two moments one might show a score taken and not yet counted. */
export async function readLedger(dynamodb: DynamoDBClient, place: LedgerPlace): Promise<Ledger> {
  const keys = [sortKeys.player, sortKeys.board(place.board), sortKeys.score(place.token)];
  const { Responses = [] } = await dynamodb.send(
    new TransactGetItemsCommand({
      TransactItems: keys.map((sk) => ({
        Get: { TableName: place.table, Key: { pk: { S: place.pk }, sk: { S: sk } } },
      })),
    }),
  );
  const [player, board, score] = Responses.map(({ Item }) => Item);
  const playerId = player?.playerId?.S;
  return {
    ...(playerId !== undefined && { playerId }),
    ...(board && {
      board: {
        best: Number(board.best?.N),
        rank: board.rank?.S ?? '',
        lastAt: Number(board.lastAt?.N),
        taken: Number(board.taken?.N),
      },
    }),
    ...(score && {
      earlier: {
        board: score.board?.S ?? '',
        score: Number(score.score?.N),
        best: Number(score.best?.N),
        playerId: score.playerId?.S ?? '',
      },
    }),
  };
}
