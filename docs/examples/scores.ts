import { Sha256 } from '@aws-crypto/sha256-js';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';
import type { GameConfig } from './game-config';
import type { Player } from './player';

/** A score on its way: kept by the app until it is answered, with the token that makes it one, however often it is sent. */
export interface Score {
  readonly board: string;
  readonly score: number;
  readonly token: string;
  /** What the player is called on the board. */
  readonly name?: string;
}

/** A row of a board. */
export interface Row {
  /** Random, and the same on all boards: the player's own is in the answer to their score. */
  readonly playerId: string;
  readonly score: number;
  readonly name?: string;
}

export const newScore = (board: string, score: number): Score => ({ board, score, token: crypto.randomUUID() });

/** The boards of a stage with `scores`. */
export function scoresOf({ aws, scores, table }: GameConfig, player: Player) {
  if (scores === undefined) throw new Error('this stage takes no scores');
  const { url } = scores;
  const signer = new SignatureV4({ service: 'execute-api', region: aws.region, credentials: player, sha256: Sha256 });
  const records = DynamoDBDocumentClient.from(new DynamoDBClient({ ...aws, credentials: player }));

  async function call(method: 'POST' | 'DELETE', path: string, body?: object, query: Record<string, string> = {}) {
    const { hostname, pathname } = new URL(`${url}${path}`);
    const request = {
      ...{ method, protocol: 'https:', hostname, path: pathname, query },
      headers: { host: hostname, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    };
    // The browser says itself which host it asks.
    const { host: _, ...headers } = (await signer.sign(request)).headers;
    const address = `https://${hostname}${pathname}?${new URLSearchParams(query)}`;
    const response = await fetch(address, { method, headers, body: request.body });
    return { status: response.status, answer: await response.json() };
  }

  return {
    /**
     * Sends a score.
     *
     * @returns `later`: it came too soon, or the game has much to do, so send the same one again
     * @throws Error where it was refused, which sending it again does not change; `TypeError` without network: send it again
     */
    async submit({ board, ...score }: Score): Promise<{ readonly best: number; readonly playerId: string } | 'later'> {
      const { status, answer } = await call('POST', `/boards/${board}/scores`, score);
      if (status === 429 || status >= 500) return 'later';
      if (status !== 200) throw refusal(answer);
      return answer;
    },

    /** The best rows, the best one first. */
    async top(board: string, rows = 10): Promise<readonly Row[]> {
      const { Items = [] } = await records.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :board',
          ExpressionAttributeValues: { ':board': `BOARD#${board}` },
          Limit: rows,
        }),
      );
      return Items.map(({ playerId, score, name }) => ({ playerId, score: Number(score), name }));
    },

    /** What has to come back with {@link deleteMe}, within ten minutes, once the player has said yes: nothing is deleted yet. */
    async askToBeDeleted(): Promise<string> {
      const { status, answer } = await call('DELETE', '/me');
      if (status !== 202) throw refusal(answer);
      return answer.confirmation;
    },

    /** Deletes the player and all that is theirs. Forget the credentials then: whoever plays on is somebody new. */
    async deleteMe(confirmation: string): Promise<void> {
      for (;;) {
        const { status, answer } = await call('DELETE', '/me', undefined, { confirmation });
        if (status === 200) return;
        // 202: there is more than fits into one call.
        if (status !== 202) throw refusal(answer);
      }
    },
  };
}

/** By its name where the game's own functions say it. What API Gateway says has a message, which IAM spells with a capital. */
function refusal({ error, message, Message }: Readonly<Record<string, string | undefined>>): Error {
  return new Error(error ?? message ?? Message);
}
