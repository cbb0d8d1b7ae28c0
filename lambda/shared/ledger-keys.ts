import type { LeadingKeys } from './facts';

const board = 'BOARD#';
const login = 'LOGIN#';

/** The sort keys of a ledger's items. */
export const sortKeys = {
  /** The player's random public ID. */
  player: 'PLAYER',
  /** How the player stands on a board, and which row of it is theirs. */
  board: (name: string) => `${board}${name}`,
  /** What was answered to a score, by the token that the app made up for it. */
  score: (token: string) => `SCORE#${token}`,
  /** An account that the player signs in with; the item that leads back from it lies under a key of the backend's. */
  login: (sub: string) => `${login}${sub}`,
  /** The wish to be deleted. */
  wish: 'DELETE',
} as const;

/** The board that an item of a ledger is about. */
export function boardOf(sortKey: string): string | undefined {
  return sortKey.startsWith(board) ? sortKey.slice(board.length) : undefined;
}

/** The account that an item of a ledger is about. */
export function loginOf(sortKey: string): string | undefined {
  return sortKey.startsWith(login) ? sortKey.slice(login.length) : undefined;
}

/** The sort key of the one item under an account's partition key. */
export const loginItem = 'LOGIN';

/** The partition key of an account, whole. The pool is in it: another one's accounts are other people. */
export function accountKey(leadingKeys: LeadingKeys, userPoolId: string, sub: string): string {
  return `${leadingKeys.login}${userPoolId}#${sub}`;
}
