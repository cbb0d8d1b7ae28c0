import type { Migration } from './migrations';

/** How an account is kept. */
export interface StateOptions {
  /** Told when something could not be written; it is tried again, soon and when the store is closed. */
  readonly onFailure?: (error: Error) => void;
  /**
   * After the first change, until it is safe from a loss of power. Default: 250; what changes is appended after 20, which a killed process has
   * not lost.
   */
  readonly flushMilliseconds?: number;
  /** A journal that is shorter is never compacted. Default: 4 MB. */
  readonly shortJournal?: number;
  /** Default: those of `migrations.ts`. */
  readonly migrations?: readonly Migration[];
}
