import type { AccountKeeper, PersistedCollection } from '../../../../local/state/persisted';
import type { AccountStore } from '../../../../local/state/state-store';
import { BodiesOnHand } from './bodies-on-hand';
import { left } from './restart';
import { WatchingKeeper } from './watching-keeper';

/** What is kept of an account from one cloud to the next, as a folder keeps it; and each of its clouds is watched. */
export class KeptInMemory {
  readonly #bodies = new BodiesOnHand();
  #records: readonly (readonly [string, string, string])[] = [];
  #watched: WatchedStore | undefined;

  /** What the next cloud starts with. */
  open(): AccountStore {
    const store = new WatchedStore(this.#bodies, this.#records, (records) => {
      this.#records = records;
    });
    this.#watched = store;
    return store;
  }

  /** @throws Error naming a record of the cloud at hand that has changed, and nobody was told */
  check(): void {
    this.#watched?.check();
  }

  /** Checks until something is over, as often as that leaves it time to go on: what is written meanwhile is what is so then. */
  async during<Result>(going: Promise<Result>): Promise<Result> {
    const store = this.#watched;
    let isOver = false;
    const over = going.finally(() => {
      isOver = true;
    });
    over.catch(() => {});
    while (!isOver) {
      const before = performance.now();
      store?.check();
      const took = performance.now() - before;
      await Promise.race([
        over,
        new Promise((resolve) => (took < 1 ? setImmediate(resolve) : setTimeout(resolve, took * 4))),
      ]);
    }
    store?.check();
    return over;
  }

  /** Records of a collection, by key. */
  records(collection: string): ReadonlyMap<string, unknown> {
    const own = (this.#watched?.left() ?? this.#records).filter(([name]) => name === collection);
    return new Map(own.map(([, key, text]) => [key, JSON.parse(text)]));
  }
}

class WatchedStore implements AccountStore {
  readonly bodies: AccountKeeper['bodies'];
  readonly #keeper: WatchingKeeper;
  readonly #before: readonly (readonly [string, string, string])[];
  readonly #leave: (records: readonly (readonly [string, string, string])[]) => void;
  #collections: readonly PersistedCollection[] | undefined;

  constructor(
    bodies: BodiesOnHand,
    before: readonly (readonly [string, string, string])[],
    leave: (records: readonly (readonly [string, string, string])[]) => void,
  ) {
    this.bodies = bodies;
    this.#keeper = new WatchingKeeper(bodies);
    this.#before = before;
    this.#leave = leave;
  }

  peek(collection: string, key: string): unknown {
    const found = this.#before.find(([name, own]) => name === collection && own === key);
    return found && JSON.parse(found[2]);
  }

  changed(collection: string, key: string): void {
    this.#keeper.changed(collection, key);
  }

  async restore(collections: readonly PersistedCollection[]): Promise<void> {
    for (const collection of collections) {
      for (const [name, key, text] of this.#before) {
        if (name !== collection.name) continue;
        this.#keeper.knows(name, key, text);
        collection.restore(key, JSON.parse(text));
      }
      collection.restored?.();
    }
    this.#collections = collections;
    this.check();
  }

  check(): void {
    if (this.#collections !== undefined) this.#keeper.check(this.#collections);
  }

  left(): readonly [string, string, string][] {
    return left(this.#collections ?? []);
  }

  async close(): Promise<void> {
    if (this.#collections === undefined) return;
    this.check();
    this.#leave(this.left());
  }
}
