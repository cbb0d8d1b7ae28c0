import { z } from 'zod';
import { between, shortName } from './fields';

/** The board that the smoke test submits to; a game can't have one of the same name. */
export const smokeTestBoard = 'smoke-test';

const score = z.number().refine(Number.isSafeInteger, {
  error: (issue) =>
    `must be a whole number from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}, got ${issue.input}`,
});

const board = z
  .strictObject({
    /** Which score is the better one. A board that has rows already needs another name for another order. */
    order: z.enum(['highest', 'lowest'], { error: 'must be highest or lowest' }),
    /** The least score that is taken. */
    min: score,
    /** The greatest score that is taken. */
    max: score,
    /** Seconds that a player lets pass between two scores on this board: as long as a round takes at least. */
    secondsBetween: between(1, 86_400, 'seconds'),
    /**
     * Whether guests may submit. Whoever wants to can be a new guest each time, so `secondsBetween` does not bind them, nor does losing their
     * place. Without it, signed-in players alone.
     */
    guests: z.boolean().default(false),
  })
  .refine(({ min, max }) => min < max, { path: ['max'], error: 'must be greater than min' });

/**
 * Scores that only the game's rules write: an API that players submit scores to, the function that checks them and writes the boards, and a
 * way for a player to be deleted. The rules themselves are `lambda/scores/rules.ts`.
 */
export const scores = z.strictObject({
  /**
   * The boards by name: 1 to 20. A name is the board's identity: renamed, it is another board, and empty; the old one's rows stay where they
   * are, for nobody to write. Each is one partition key, which takes a thousand writes per second at most (docs/scores.md).
   */
  boards: z
    .record(shortName, board)
    .refine((boards) => Object.keys(boards).length >= 1, {
      error: 'must hold at least one board; without one leave scores out',
    })
    .refine((boards) => Object.keys(boards).length <= 20, {
      error: "may hold 20 boards at most: each is a line in every player role's policy; shard in the rules instead",
    })
    .refine((boards) => !Object.hasOwn(boards, smokeTestBoard), {
      error: `may hold no board '${smokeTestBoard}': the smoke test submits to one of that name; choose another`,
    }),
  throttle: z
    .strictObject({
      /**
       * The most requests per second of all players together: a ceiling for the bill. One player who floods the API can take it up: limits
       * for each client need API keys or AWS WAF (docs/scores.md). Without it, 50.
       */
      requestsPerSecond: between(1, 10_000, 'requests per second').default(50),
      /** The most requests at once. Without it, 100. */
      burst: between(1, 5_000, 'requests').default(100),
    })
    .prefault({}),
  /**
   * Whether API Gateway logs each request: time, route, status and delay, and nothing of whose it is. It writes with a role that the account has one
   * of for all APIs of a region, and AWS refuses the stage where none is set (`aws apigateway update-account`; docs/scores.md). Without it, no.
   */
  accessLogs: z.boolean().default(false),
});

/** Which scores are taken, complete and checked. */
export type ScoresConfig = z.output<typeof scores>;
