import type { AccountKeeper, PersistedCollection } from './persisted';

/** Records in a map, which says itself whenever one of them is made, changed or removed. A value is replaced, and not changed. */
export class MapCollection<Value> implements PersistedCollection<Value> {
  readonly version = 1;
  readonly #keeper: AccountKeeper;
  readonly #records = new Map<string, Value>();

  constructor(
    readonly name: string,
    keeper: AccountKeeper,
  ) {
    this.#keeper = keeper;
  }

  /** In the order in which they were made. */
  values(): Iterable<Value> {
    return this.#records.values();
  }

  set(key: string, value: Value): void {
    this.#records.set(key, value);
    this.#keeper.changed(this.name, key);
  }

  delete(key: string): void {
    if (this.#records.delete(key)) this.#keeper.changed(this.name, key);
  }

  keys(): Iterable<string> {
    return this.#records.keys();
  }

  read(key: string): Value | undefined {
    return this.#records.get(key);
  }

  restore(key: string, value: Value): void {
    this.#records.set(key, value);
  }
}
