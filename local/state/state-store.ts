import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { Blobs } from './blobs';
import { Journaling } from './journaling';
import { type Lock, lockFolder } from './lock';
import { migrations, migrationTo, type Versions, versionsOf } from './migrations';
import type { StateOptions } from './options';
import { ownFolder } from './own-folder';
import type { AccountKeeper, PersistedCollection } from './persisted';
import { readState, removeGeneration, removeOtherGenerations, type StoredState } from './read-state';
import { StateRefused, startOver } from './state-refused';

/**
 * What keeps an account in a folder: the last snapshot of its records, a journal of what has changed since, with the bodies of
 * late, and older bodies as files of their own. It is opened, the registries are made with it, and then it restores what they had.
 *
 * A process that is killed loses what changed in its last half second, and the time that writing long bodies takes: nothing that a `flush` has
 * resolved for, and of what was written together all or nothing. After a loss of power it is the same as long as the disk keeps what it
 * says that it keeps.
 */
export class StateStore implements AccountKeeper {
  readonly bodies: Blobs;
  readonly #folder: string;
  readonly #lock: Lock;
  readonly #options: StateOptions;
  readonly #journaling: Journaling;
  #stored: StoredState | undefined;
  #state: 'opened' | 'restored' | 'closed' = 'opened';

  private constructor(folder: string, lock: Lock, options: StateOptions) {
    this.#folder = folder;
    this.#lock = lock;
    this.#options = options;
    this.#stored = readState(folder);
    this.bodies = new Blobs(folder, this.#stored?.bodies);
    if (this.#stored === undefined && this.bodies.written().length > 0) {
      throw new StateRefused(`${folder} has bodies of objects and no snapshot: one was deleted. So ${startOver}`);
    }
    this.#journaling = new Journaling(folder, this.bodies, options);
  }

  /**
   * Takes a folder, made where there is none, and reads what is kept there.
   *
   * @throws StateRefused where somebody else has it, or what is there can't be used; nothing is changed then
   */
  static open(folder: string, options: StateOptions = {}): StateStore {
    ownFolder(folder);
    const real = realpathSync(folder);
    const lock = lockFolder(real);
    try {
      return new StateStore(real, lock, options);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Whether nothing was kept here before. */
  get isNew(): boolean {
    return this.#stored === undefined && this.#state === 'opened';
  }

  /** What is kept of one record, before it is restored: for what has to be known before there are registries. */
  peek(collection: string, key: string): unknown {
    return this.#stored?.records.get(collection)?.get(key);
  }

  /** Bytes at the end of what was kept that a killed process had not written to their end; `restore` cuts them off. */
  get torn(): number {
    return this.#stored?.torn ?? 0;
  }

  /** Says that a record was made, changed or removed. */
  changed(collection: string, key: string): void {
    this.#journaling.changed(collection, key);
  }

  /**
   * Hands the registries what was kept, and keeps from now on what they have.
   *
   * @param collections all that this release has, each with the registry that has it
   * @throws StateRefused where what was kept is of a newer release, or of one too old, or a body is missing; nothing is changed then, and
   *   `close` gives the folder back. What was imported in the place of another account is dropped, and that one holds again
   */
  async restore(collections: readonly PersistedCollection[]): Promise<void> {
    if (this.#state !== 'opened') throw new Error('what was kept is restored once');
    const stored = this.#stored;
    let referred: ReadonlySet<string>;
    try {
      referred = this.#handOver(collections, stored);
    } catch (error) {
      if (stored?.isOnTrial !== true || !(error instanceof Error)) throw error;
      removeGeneration(this.#folder, stored.generation);
      throw new StateRefused(
        `what was imported can't be used, and ${this.#folder} keeps what it did: ${error.message}`,
      );
    }
    this.#stored = undefined;
    this.#state = 'restored';
    removeOtherGenerations(this.#folder, stored?.generation ?? 0);
    mkdirSync(join(this.#folder, 'blobs'), { recursive: true, mode: 0o700 });
    this.bodies.sweepUnfinished();
    await this.bodies.sweep(this.bodies.written(), referred);
    const isStale = stored?.isOfOlderFormat !== false || !isSame(stored.versions, versionsOf(collections));
    await this.#journaling.begin(collections, stored, isStale);
  }

  /** @returns the bodies that what was kept refers to */
  #handOver(collections: readonly PersistedCollection[], stored: StoredState | undefined): ReadonlySet<string> {
    const migrate = migrationTo(collections, stored?.versions ?? {}, this.#options.migrations ?? migrations);
    const referred = new Set<string>();
    for (const collection of collections) {
      for (const [key, value] of stored?.records.get(collection.name) ?? []) {
        for (const [own, form] of migrate({ collection: collection.name, key, value })) {
          for (const hash of collection.blobsOf?.(form) ?? []) referred.add(hash);
          collection.restore(own, form);
        }
      }
      collection.restored?.();
    }
    const there = new Set(this.bodies.written());
    const missing = [...referred].find((hash) => !there.has(hash));
    if (missing !== undefined) throw new StateRefused(`${this.bodies.pathOf(missing)} is gone: ${startOver}`);
    return referred;
  }

  /** Resolves when all that was changed before is written, and safe from a loss of power. @throws Error of the file system */
  async flush(): Promise<void> {
    await this.#journaling.flush();
  }

  /** Writes a new snapshot now, as is done by itself when the journal has outgrown the last one. */
  async compact(): Promise<void> {
    await this.#journaling.compact();
  }

  /** Writes what has changed and gives the folder back. @throws Error of the file system: what changed last is lost then */
  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    const restored = this.#state === 'restored';
    this.#state = 'closed';
    try {
      if (restored) await this.#journaling.close();
    } finally {
      this.#lock.release();
    }
  }
}

/** What a cloud needs of whoever keeps its account. */
export type AccountStore = AccountKeeper & Pick<StateStore, 'peek' | 'restore' | 'close'>;

function isSame(kept: Versions | undefined, own: Versions): boolean {
  const names = Object.keys(own);
  return kept !== undefined && names.every((name) => kept[name] === own[name]);
}
