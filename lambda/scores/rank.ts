import type { Board } from './facts';

/** Moves every safe integer to what is not negative. */
const offset = 2n ** 53n;
const digits = String(2n * offset).length;

/**
 * The sort key of a board's row. Read in its own order, from the least, a board begins with its best score, whichever order it has; of two
 * equal scores the earlier one stands first. The bounds are no part of it, so that the configuration may change them.
 *
 * @param at milliseconds since the epoch
 */
export function rankOf(score: number, { order }: Pick<Board, 'order'>, at: number, playerId: string): string {
  const ascending = order === 'lowest' ? BigInt(score) : -BigInt(score);
  return ['RANK', padded(ascending + offset, digits), padded(BigInt(at), 15), playerId].join('#');
}

function padded(value: bigint, length: number): string {
  return String(value).padStart(length, '0');
}
