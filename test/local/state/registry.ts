import { join } from 'node:path';
import type { StateOptions } from '../../../local/state/options';
import type { AccountKeeper, BodyReference, PersistedCollection } from '../../../local/state/persisted';
import { StateStore } from '../../../local/state/state-store';
import { emptyDirectory } from '../../assembly/assembly-on-disk';

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

/** A folder that is not there yet. */
export const newFolder = () => join(emptyDirectory(), 'account');

/** An account of one collection, opened. */
export async function openAccount(folder: string, options: StateOptions = {}) {
  const store = StateStore.open(folder, options);
  const players = new Registry<unknown>('players').keptBy(store);
  const files = new BodyRegistry('files').keptBy(store);
  try {
    await store.restore([players, files]);
  } catch (error) {
    await store.close();
    throw error;
  }
  return { store, players, files };
}

/** What is kept in a folder. */
export async function keptIn(folder: string): Promise<[string, unknown][]> {
  const { store, players } = await openAccount(folder);
  await store.close();
  return [...players.records];
}

/** Fills a folder with batches, each flushed by itself. */
export async function keep(folder: string, ...batches: readonly (readonly [string, unknown][])[]): Promise<void> {
  const { store, players } = await openAccount(folder);
  for (const batch of batches) {
    for (const [key, value] of batch) {
      if (value === undefined) players.delete(key);
      else players.set(key, value);
    }
    await store.flush();
  }
  await store.close();
}
