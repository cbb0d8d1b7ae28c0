/** The bounds of a range, as LevelDB spells them. */
export interface Range {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
}

/**
 * A map that iterates in the order of its keys. An array and binary search: a local table holds thousands of items, not
 * millions, and moving an array's tail is one memory copy.
 */
export class SortedMap<Value> {
  readonly #keys: string[] = [];
  /** Whether the keys are in order. */
  #inOrder = true;
  readonly #values = new Map<string, Value>();

  get size(): number {
    return this.#keys.length;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    if (!this.#values.has(key)) this.#keys.splice(this.#firstAtOrAfter(key), 0, key);
    this.#values.set(key, value);
  }

  /** As {@link set}, for many before anything is asked: they are put in order at once, when something is. */
  load(key: string, value: Value): void {
    if (!this.#values.has(key)) {
      this.#keys.push(key);
      this.#inOrder = false;
    }
    this.#values.set(key, value);
  }

  /** In no order. */
  keys(): Iterable<string> {
    return this.#values.keys();
  }

  delete(key: string): void {
    if (this.#values.delete(key)) this.#keys.splice(this.#firstAtOrAfter(key), 1);
  }

  /** The values of a range, in order (or backwards), computed one by one. The map must not change meanwhile. */
  *values(range: Range = {}): Generator<Value> {
    this.#settle();
    const start = this.#start(range);
    const end = this.#end(range);
    const [first, step] = range.reverse ? [end - 1, -1] : [start, 1];
    for (let index = first; index >= start && index < end; index += step) {
      yield this.#values.get(this.#keys[index] as string) as Value;
    }
  }

  #settle(): void {
    if (this.#inOrder) return;
    this.#keys.sort((one, other) => (one < other ? -1 : 1));
    this.#inOrder = true;
  }

  #start({ gt, gte }: Range): number {
    if (gte !== undefined) return this.#firstAtOrAfter(gte);
    return gt === undefined ? 0 : this.#firstAfter(gt);
  }

  #end({ lt, lte }: Range): number {
    if (lte !== undefined) return this.#firstAfter(lte);
    return lt === undefined ? this.#keys.length : this.#firstAtOrAfter(lt);
  }

  #firstAfter(key: string): number {
    const index = this.#firstAtOrAfter(key);
    return this.#keys[index] === key ? index + 1 : index;
  }

  #firstAtOrAfter(key: string): number {
    this.#settle();
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] as string) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
