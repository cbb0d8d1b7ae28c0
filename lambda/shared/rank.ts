/** Which score of a board is the better one. */
interface Ordered {
  readonly order: 'highest' | 'lowest';
}

/** Moves every safe integer to what is not negative. */
const offset = 2n ** 53n;
const digits = String(2n * offset).length;

/**
 * The sort key of a board's row. Read in its own order, from the least, a board begins with its best score, whichever order it has; of two
 * equal scores the earlier one stands first. The bounds are no part of it, so that the configuration may change them.
 *
 * @param at milliseconds since the epoch
 */
export function rankOf(score: number, board: Ordered, at: number, playerId: string): string {
  return [`${rankPrefix(score, board)}${padded(BigInt(at), 15)}`, playerId].join('#');
}

/** How the sort keys of all rows with a score begin. */
export function rankPrefix(score: number, { order }: Ordered): string {
  const ascending = order === 'lowest' ? BigInt(score) : -BigInt(score);
  return `RANK#${padded(ascending + offset, digits)}#`;
}

function padded(value: bigint, length: number): string {
  return String(value).padStart(length, '0');
}
