import type { Game } from './game';

/** What one worker does, one write after the other, and how it is read again. */
export interface Work {
  /** How many things it writes in turn; without it, ever new ones. */
  readonly count?: number;
  /** How many writes each of ever new ones gets. @default 1 */
  readonly steps?: number;
  /** The name of one. */
  name(index: number): string;
  /** What is there after a write. @see Cell */
  leaves(number: number): number | undefined;
  /** Carries out a write. */
  write(game: Game, name: string, number: number): Promise<unknown>;
  /** The number of the write whose outcome is there; undefined where there is nothing. @throws Error where half of one is there */
  read(game: Game, name: string): Promise<number | undefined>;
}
