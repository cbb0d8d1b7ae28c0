import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { PlayerCredentials, SmokeTestClients } from '../clients';
import type { ScoresFacts } from '../facts';
import type { AccountTokens } from '../player-tokens/player';

/** What the claims about scores need to know. */
export interface ScoresContext {
  readonly clients: SmokeTestClients;
  /** The player's own, for reading a board. */
  readonly dynamodb: DynamoDBClient;
  readonly credentials: PlayerCredentials;
  /** What nobody else may read: the player's identity ID. */
  readonly owner: string;
  readonly scores: ScoresFacts;
  readonly url: string;
  readonly table: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Absent where the player has no account of the user pool. */
  readonly accountTokens?: AccountTokens;
  /** The score that was taken, once there is one. */
  taken?: { readonly token: string; readonly score: number; readonly playerId: unknown };
}

export const pathOf = (board: string) => `/boards/${board}/scores`;
/** A later one is the better one, so that each run's stands on the board. */
const scoreOf = ({ now }: ScoresContext) => Math.floor(now() / 1000);
export const newScore = (context: ScoresContext) => ({ score: scoreOf(context), token: randomUUID() });
/**
 * Answers that say nothing of who may do what, and are worth another try: real players take up what the stage lets through, several scores come at
 * once, or a function's own role is as new as everything else (IAM is eventually consistent, and its refusal the function's failure).
 */
export const notYetBy: readonly string[] = [
  'TooManyRequestsException',
  'InternalServerErrorException',
  'InternalError',
  'Busy',
];
