/** Which records have changed, by collection, in the order in which they did first. */
export type Changed = ReadonlyMap<string, ReadonlySet<string>>;

/** Which records have changed since they were written. */
export class ChangedRecords {
  #collections = new Map<string, Set<string>>();

  get isEmpty(): boolean {
    return this.#collections.size === 0;
  }

  note(collection: string, key: string): void {
    const keys = this.#collections.get(collection);
    if (keys === undefined) this.#collections.set(collection, new Set([key]));
    else keys.add(key);
  }

  /** All of them; they count as written. */
  take(): Changed {
    const taken = this.#collections;
    this.#collections = new Map();
    return taken;
  }

  /** They could not be written: they come before what has changed since. */
  putBack(taken: Changed): void {
    const since = this.take();
    for (const changed of [taken, since]) {
      for (const [collection, keys] of changed) for (const key of keys) this.note(collection, key);
    }
  }
}
