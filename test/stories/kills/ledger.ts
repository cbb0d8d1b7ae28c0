/** What a kill may take: what was acknowledged earlier is there afterwards. */
export const losableMilliseconds = 1000;

/** A write as its client saw it. */
interface Write {
  /** Of its cell; what is written is made of it. */
  readonly number: number;
  /** Its place among its worker's writes, which come one after the other. */
  readonly order: number;
  /** When it was answered, by the clock of the test; undefined: it was not. */
  acknowledged?: number;
}

/** One thing that is written again and again, by one worker, one write after the other. */
export class Cell {
  #writes: Write[] = [{ number: 0, order: 0, acknowledged: Number.NEGATIVE_INFINITY }];

  /** @param leaves what is seen after a write: a number, or undefined where nothing is there */
  constructor(
    readonly name: string,
    readonly leaves: (number: number) => number | undefined,
  ) {}

  /** The number of the next write. */
  get next(): number {
    return (this.#writes.at(-1) as Write).number + 1;
  }

  /** Notes a write that begins. */
  begin(order: number): Write {
    const write: Write = { number: this.next, order };
    this.#writes.push(write);
    return write;
  }

  /** The writes by which what is seen can be explained, in order; undefined where none can. */
  explained(seen: number | undefined, killed: number): { first: Write; last: Write } | undefined {
    const settled = this.#writes.findLastIndex(
      ({ acknowledged = killed }) => acknowledged < killed - losableMilliseconds,
    );
    const fitting = this.#writes.slice(settled).filter(({ number }) => this.leaves(number) === seen);
    const [first] = fitting;
    return first && { first, last: fitting.at(-1) as Write };
  }

  /** The last write up to a place among its worker's. */
  lastUpTo(order: number): number {
    return this.#writes.findLast((write) => write.order <= order)?.number ?? 0;
  }

  /** Takes a write for what is so from now on: what came after it was lost. */
  settle({ number, order }: Write): void {
    this.#writes = [{ number, order, acknowledged: Number.NEGATIVE_INFINITY }];
  }

  /** What a fault tells of it. */
  toString(): string {
    return `${this.name} (${this.#writes.map(({ number, acknowledged }) => `${number}${acknowledged === undefined ? '?' : ''}`).slice(-6)})`;
  }
}

/** What one worker has written. */
export class Ledger {
  readonly cells: Cell[] = [];
  #order = 0;

  add(cell: Cell): Cell {
    this.cells.push(cell);
    return cell;
  }

  /** Carries out one write. @throws what the write does; it may have happened then or not */
  async write(cell: Cell, send: (number: number) => Promise<unknown>, now: () => number): Promise<void> {
    this.#order += 1;
    const write = cell.begin(this.#order);
    await send(write.number);
    write.acknowledged = now();
  }

  /**
   * Compares what is there after a kill with what was written, and takes it for the truth from then on.
   *
   * @param seen of each cell, in order
   */
  faults(seen: readonly (number | undefined)[], killed: number): string[] {
    const faults: string[] = [];
    const found = this.cells.map((cell, index) => {
      const explained = cell.explained(seen[index], killed);
      if (explained === undefined) faults.push(`${cell} is ${seen[index]}`);
      return explained;
    });
    // What was written later is there: so is what was acknowledged before that was begun.
    const latest = Math.max(0, ...found.map((explained) => explained?.first.order ?? 0));
    this.cells.forEach((cell, index) => {
      const explained = found[index];
      if (explained === undefined) return;
      const due = cell.lastUpTo(latest);
      if (explained.last.number < due)
        faults.push(`${cell} is ${seen[index]}, and a later write than its ${due}th is there`);
      cell.settle(explained.last);
    });
    return faults;
  }
}
