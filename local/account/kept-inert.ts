import type { AccountKeeper, PersistedCollection } from '../state/persisted';

const name = 'inert';
const key = 'patterns';

/** The patterns of what stands as inert that an account was kept with, before anything of it is restored. */
export function peekInert(store: { peek(collection: string, key: string): unknown }): readonly string[] | undefined {
  return store.peek(name, key) as readonly string[] | undefined;
}

/** What of an account stands as inert: named at one start, it counts at the next ones, until one names other patterns. */
export class KeptInert implements PersistedCollection<readonly string[]> {
  readonly name = name;
  readonly version = 1;
  readonly #patterns: readonly string[];
  readonly #keeper: AccountKeeper;
  #kept: readonly string[] = [];

  /** @param patterns that count now */
  constructor(patterns: readonly string[], keeper: AccountKeeper) {
    this.#patterns = patterns;
    this.#keeper = keeper;
  }

  keys(): Iterable<string> {
    return this.#patterns.length === 0 ? [] : [key];
  }

  read(): readonly string[] | undefined {
    return this.#patterns.length === 0 ? undefined : this.#patterns;
  }

  restore(_key: string, kept: readonly string[]): void {
    this.#kept = kept;
  }

  restored(): void {
    if (this.#kept.join() !== this.#patterns.join()) this.#keeper.changed(this.name, key);
  }
}
