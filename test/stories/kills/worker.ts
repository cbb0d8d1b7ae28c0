import type { Game } from './game';
import { Cell, Ledger } from './ledger';
import type { Work } from './work';

/** Older ones of ever new things are read now and then. */
const olderOnesRead = 8;

/** Does one kind of work until it is stopped, and looks after a kill what has become of it. */
export class Worker {
  readonly #work: Work;
  readonly #ledger = new Ledger();
  /** Of ever new things, those that were found as they should be: nothing changes them any more. */
  readonly #older: { readonly name: string; readonly number: number | undefined }[] = [];
  #begun = 0;
  #turn = 0;
  /** Writes that were answered. */
  acknowledged = 0;

  constructor(work: Work) {
    this.#work = work;
    for (let index = 0; index < (work.count ?? 0); index += 1) this.#add();
  }

  /** @throws Error of the write that was going on when it was stopped, or of one that fails */
  async run(game: Game, isStopped: () => boolean): Promise<void> {
    const { count, steps = 1 } = this.#work;
    while (!isStopped()) {
      if (count === undefined && this.#turn % steps === 0) this.#add();
      const { cells } = this.#ledger;
      const cell = cells[count === undefined ? cells.length - 1 : this.#turn % count] as Cell;
      this.#turn += 1;
      await this.#ledger.write(
        cell,
        (number) => this.#work.write(game, cell.name, number),
        () => performance.now(),
      );
      this.acknowledged += 1;
    }
  }

  /** What is not as it should be after a kill. */
  async faults(game: Game, killed: number): Promise<string[]> {
    const { cells } = this.#ledger;
    const faults: string[] = [];
    const read = async (name: string) => {
      try {
        return await this.#work.read(game, name);
      } catch (error) {
        faults.push(`${name}: ${(error as Error).name} ${(error as Error).message}`);
        return Number.NaN;
      }
    };
    const seen: (number | undefined)[] = [];
    for (let from = 0; from < cells.length; from += 8) {
      seen.push(...(await Promise.all(cells.slice(from, from + 8).map(({ name }) => read(name)))));
    }
    faults.push(...this.#ledger.faults(seen, killed));
    if (this.#work.count === undefined) await this.#retire(seen, read, faults);
    return faults;
  }

  #add(): void {
    this.#ledger.add(new Cell(this.#work.name(this.#begun), this.#work.leaves));
    this.#begun += 1;
  }

  async #retire(
    seen: readonly (number | undefined)[],
    read: (name: string) => Promise<number | undefined>,
    faults: string[],
  ): Promise<void> {
    const { cells } = this.#ledger;
    // The first of all, who comes back each time, and some by chance.
    const chosen = this.#older.filter((_, index) => index === 0 || Math.random() < olderOnesRead / this.#older.length);
    for (const { name, number } of chosen) {
      const now = await read(name);
      if (now !== number) faults.push(`${name} was ${number} after an earlier kill, and is ${now}`);
    }
    cells.splice(0).forEach(({ name }, index) => {
      // One that never came, or came and was lost, may come later by another name alone.
      if (seen[index] !== undefined) this.#older.push({ name, number: seen[index] });
    });
    this.#turn = 0;
  }
}
