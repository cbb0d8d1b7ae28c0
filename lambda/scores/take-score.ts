import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { sortKeys } from '../shared/ledger-keys';
import { rankOf } from '../shared/rank';
import type { Board } from './facts';
import type { Item, Ledger, LedgerPlace, Outcome } from './ledger';
import type { ScoreRequest } from './request';
import { isBetter } from './rules';

/** A score that the rules let pass, with what the ledger said when they did. */
export interface TakenScore {
  readonly request: ScoreRequest;
  readonly rules: Board;
  readonly ledger: Ledger;
  readonly place: LedgerPlace;
  /** The partition key of the board, whole. */
  readonly boardKey: string;
  /** The public ID of a player who has none yet. */
  readonly newPlayerId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly timeToLiveAttribute: string;
}

/** Seconds that a token is remembered: an app's queue may be offline for weeks, and DynamoDB's own tokens for ten minutes (documented). */
const tokenSeconds = 30 * 24 * 3600;

/** What the player is answered, and the one transaction after which it is so. */
export function takeScore(taken: TakenScore): { readonly outcome: Outcome; readonly write: TransactWriteItemsCommand } {
  const { request, rules, ledger, place, boardKey, now } = taken;
  const { board: standing } = ledger;
  const playerId = ledger.playerId ?? taken.newPlayerId;
  const better = isBetter(request.score, standing?.best, rules);
  const rank = better ? rankOf(request.score, rules, now, playerId) : (standing?.rank ?? '');
  const best = better ? request.score : (standing?.best ?? request.score);
  const outcome: Outcome = { board: request.board, score: request.score, best, playerId };
  const { table: TableName, pk } = place;
  const key = (partition: string, sk: string): Item => ({ pk: { S: partition }, sk: { S: sk } });

  const items: TransactWriteItem[] = [
    playerItem(ledger, TableName, key(pk, sortKeys.player), playerId),
    {
      // On top of what the rules saw, or not at all: of two at once one is refused, and judged anew.
      Put: {
        TableName,
        Item: {
          ...key(pk, sortKeys.board(request.board)),
          best: { N: String(best) },
          rank: { S: rank },
          lastAt: { N: String(now) },
          taken: { N: String((standing?.taken ?? 0) + 1) },
        },
        ...(standing === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'taken = :taken',
              ExpressionAttributeValues: { ':taken': { N: String(standing.taken) } },
            }),
      },
    },
    {
      Put: {
        TableName,
        Item: {
          ...key(pk, sortKeys.score(request.token)),
          board: { S: request.board },
          score: { N: String(request.score) },
          best: { N: String(best) },
          playerId: { S: playerId },
          [taken.timeToLiveAttribute]: { N: String(Math.floor(now / 1000) + tokenSeconds) },
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  ];
  if (better) {
    if (standing !== undefined && standing.rank !== rank) {
      items.push({ Delete: { TableName, Key: key(boardKey, standing.rank) } });
    }
    items.push({ Put: { TableName, Item: { ...key(boardKey, rank), ...row(taken, playerId) } } });
  }
  return { outcome, write: new TransactWriteItemsCommand({ TransactItems: items }) };
}

/** Whoever has a public ID keeps it; a ledger that was deleted meanwhile gets no score. */
function playerItem({ playerId: known }: Ledger, TableName: string, key: Item, playerId: string): TransactWriteItem {
  if (known === undefined) {
    const Item = { ...key, playerId: { S: playerId } };
    return { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
  }
  return {
    ConditionCheck: {
      TableName,
      Key: key,
      ConditionExpression: 'playerId = :known',
      ExpressionAttributeValues: { ':known': { S: known } },
    },
  };
}

/** What everybody reads of a player: the public ID, never the identity ID. */
function row({ request, now }: TakenScore, playerId: string): Item {
  return {
    playerId: { S: playerId },
    score: { N: String(request.score) },
    at: { S: new Date(now).toISOString() },
    ...(request.name !== undefined && { name: { S: request.name } }),
  };
}
