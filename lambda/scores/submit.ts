import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Done, Refusal } from '../shared/answer';
import { onTopOfOthers } from '../shared/overtaken';
import type { ScoresFacts } from './facts';
import { type Outcome, readLedger } from './ledger';
import type { ScoreRequest } from './request';
import { type Objection, objectionTo } from './rules';
import { takeScore } from './take-score';

/** What submitting takes. */
export interface Submitting {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly facts: ScoresFacts;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Whose score it is. */
export interface Scorer {
  readonly identityId: string;
  readonly guest: boolean;
}

/**
 * Takes a score, or says why not. A token that was sent before is answered as it was then; with another score or board it is refused.
 *
 * @throws Refusal
 */
export async function submit(request: ScoreRequest, { identityId, guest }: Scorer, parts: Submitting): Promise<Done> {
  const { dynamodb, table, facts, now } = parts;
  const { board, token } = request;
  const rules = Object.hasOwn(facts.boards, board) ? facts.boards[board] : undefined;
  if (rules === undefined) throw new Refusal(404, 'NoSuchBoard', 'There is no such board.');
  if (guest && !rules.guests) throw new Refusal(403, 'NotForGuests', 'Guests submit no scores to this board: sign in.');

  const place = { table, pk: `${facts.leadingKeys.ledger}${identityId}`, board, token };
  const boardKey = `${facts.leadingKeys.board}${board}`;
  const { timeToLiveAttribute } = facts;
  return onTopOfOthers(async () => {
    const ledger = await readLedger(dynamodb, place);
    if (ledger.earlier !== undefined) return again(request, ledger.earlier);
    const at = now();
    objectTo(objectionTo(request, rules, ledger.board ?? {}, at));
    const taken = { request, rules, ledger, place, boardKey, now: at, timeToLiveAttribute };
    const { outcome, write } = takeScore({ ...taken, newPlayerId: randomUUID() });
    await dynamodb.send(write);
    return { statusCode: 200, body: outcome };
  });
}

/** What can be sent again later is told apart from what can't. */
function objectTo(objection: Objection | undefined): void {
  if (objection === undefined) return;
  const { error, message, retryAfter } = objection;
  if (retryAfter === undefined) throw new Refusal(422, error, message);
  throw new Refusal(429, error, message, { 'Retry-After': String(retryAfter) });
}

/** The answer to a token that was sent before. */
function again({ board, score }: ScoreRequest, earlier: Outcome): Done {
  if (earlier.board === board && earlier.score === score) return { statusCode: 200, body: earlier };
  throw new Refusal(409, 'TokenUsed', 'This token was sent with another score: make up one for each score.');
}
