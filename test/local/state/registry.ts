import type { AccountKeeper, BodyReference, PersistedCollection } from '../../../local/state/persisted';

/** A registry as the account's are: it has its records in memory and says what has changed. */
export class Registry<Value = unknown> implements PersistedCollection<Value> {
  readonly records = new Map<string, Value>();
  #keeper: AccountKeeper | undefined;

  constructor(
    readonly name: string,
    readonly version = 1,
  ) {}

  keptBy(keeper: AccountKeeper): this {
    this.#keeper = keeper;
    return this;
  }

  set(key: string, value: Value): void {
    this.records.set(key, value);
    this.#keeper?.changed(this.name, key);
  }

  delete(key: string): void {
    this.records.delete(key);
    this.#keeper?.changed(this.name, key);
  }

  keys(): Iterable<string> {
    return this.records.keys();
  }

  read(key: string): Value | undefined {
    return this.records.get(key);
  }

  restore(key: string, value: Value): void {
    this.records.set(key, value);
  }
}

/** One whose values refer to bodies. */
export class BodyRegistry extends Registry<BodyReference> {
  *blobsOf({ hash }: BodyReference): Iterable<string> {
    yield hash;
  }
}
