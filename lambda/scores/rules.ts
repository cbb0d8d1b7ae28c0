import type { Board } from './facts';

/** A score as it was submitted. The game's own `details` are whatever its app sends along (a replay, moves): nobody has looked at them. */
export interface Submission {
  readonly board: string;
  readonly score: number;
  readonly details?: unknown;
}

/** What is known of the player's scores on this board before this one. */
export interface Standing {
  readonly best?: number;
  /** Milliseconds since the epoch. */
  readonly lastAt?: number;
}

/** Why a score is not taken. */
export interface Objection {
  /** Stable, for programs. */
  readonly error: 'ScoreOutOfBounds' | 'ScoreTooSoon' | 'ScoreRefused';
  readonly message: string;
  /** Seconds after which the same score may be sent again. */
  readonly retryAfter?: number;
}

/**
 * The rules of the game: **the file that a game replaces**. Here a score lies between the board's bounds, and some time after the one before
 * it. A lie inside these rules passes: a game that knows more (how a score comes about, what a replay must show) says it here, from
 * `submission.details`, and answers with an objection.
 *
 * @returns why the score is not taken; nothing where it is
 */
export function objectionTo(
  { score }: Submission,
  { min, max, secondsBetween }: Board,
  { lastAt }: Standing,
  now: number,
): Objection | undefined {
  if (score < min || score > max) {
    return { error: 'ScoreOutOfBounds', message: `A score on this board is from ${min} to ${max}.` };
  }
  const wait = lastAt === undefined ? 0 : lastAt + secondsBetween * 1000 - now;
  if (wait > 0) {
    const retryAfter = Math.ceil(wait / 1000);
    return { error: 'ScoreTooSoon', message: `Send the next score in ${retryAfter} seconds.`, retryAfter };
  }
  return undefined;
}

/** Whether a score is better than another one. */
export function isBetter(score: number, than: number | undefined, { order }: Board): boolean {
  if (than === undefined) return true;
  return order === 'highest' ? score > than : score < than;
}
