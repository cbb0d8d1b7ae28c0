import type { Changed } from './changed-records';
import type { Place } from './frames';
import type { Generation } from './generation';
import type { NamedBody } from './journal-bodies';

/** What was appended at once. */
export interface Batch {
  readonly changed: Changed;
  readonly bodies: readonly NamedBody[];
  /** Where each journal that has it ended before. */
  readonly places: ReadonlyMap<Generation, Place>;
  /** Whether it is safe from a loss of power; an error, where it had to be taken back. */
  outcome?: 'safe' | Error;
}

/**
 * What was appended and is not safe yet, in order. A killed process has lost none of it. It is made safe all at once, while more is appended:
 * a disk may take seconds for that.
 */
export class Batches {
  #unsafe: Batch[] = [];
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  readonly #inTurn: (run: () => void) => Promise<void>;
  readonly #takeBack: (batches: readonly Batch[]) => void;

  /**
   * @param inTurn runs something while nothing is being appended
   * @param takeBack counts these as not appended; all that came after the first
   */
  constructor(inTurn: (run: () => void) => Promise<void>, takeBack: (batches: readonly Batch[]) => void) {
    this.#inTurn = inTurn;
    this.#takeBack = takeBack;
  }

  add(batch: Batch): void {
    this.#unsafe.push(batch);
  }

  /** All that is appended by now. @throws Error of the file system where some of it could not be made safe, and was taken back */
  async makeSafe(): Promise<void> {
    const asked = [...this.#unsafe];
    // What is running may have begun before the last was appended: of all who ask meanwhile the next one is.
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      this.#running = this.#sync();
      return this.#running;
    });
    await this.#next;
    const failed = asked.find(({ outcome }) => outcome instanceof Error);
    if (failed !== undefined) throw failed.outcome;
  }

  async #sync(): Promise<void> {
    const batches = [...this.#unsafe];
    const journals = new Set(batches.flatMap(({ places }) => [...places.keys()]));
    try {
      for (const { journal } of journals) await journal.sync();
      for (const batch of batches) batch.outcome = 'safe';
      this.#unsafe = this.#unsafe.filter(({ outcome }) => outcome !== 'safe');
    } catch (error) {
      // After an error of `fsync` Linux takes the pages for clean (documented: fsync(2), "Notes"): to ask again would say nothing.
      await this.#inTurn(() => {
        const all = this.#unsafe;
        this.#unsafe = [];
        this.#takeBack(all);
        for (const batch of all) batch.outcome = error as Error;
      });
    }
  }
}
