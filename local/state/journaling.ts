import { type Batch, Batches } from './batches';
import { pace } from './blob-files';
import type { Blobs } from './blobs';
import { type Changed, ChangedRecords } from './changed-records';
import type { Place } from './frames';
import { Generation } from './generation';
import { bodiesWritten, bodyPayload } from './journal-bodies';
import type { StateOptions } from './options';
import type { PersistedCollection } from './persisted';
import type { StoredState } from './read-state';
import { RecordPieces } from './records';

/** Writes what has changed, and compacts. */
export class Journaling {
  readonly #folder: string;
  readonly #blobs: Blobs;
  readonly #options: StateOptions;
  readonly #changed = new ChangedRecords();
  #collections: ReadonlyMap<string, PersistedCollection> = new Map();
  #current: Generation | undefined;
  /** While a snapshot is written; what changes goes into both journals. */
  #next: Generation | undefined;
  /** What the next snapshot's records refer to. */
  #referred: Set<string> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #appendTimer: NodeJS.Timeout | undefined;
  #appending: Promise<void> = Promise.resolve();
  readonly #batches = new Batches(
    (run) => this.#inTurn(run),
    (batches) => this.#takeBack(batches),
  );
  #compacting: Promise<void> | undefined;
  #closed = false;

  constructor(folder: string, blobs: Blobs, options: StateOptions) {
    this.#folder = folder;
    this.#blobs = blobs;
    this.#options = options;
  }

  /**
   * Goes on where what was kept ends.
   *
   * @param stale the snapshot's records have an older form
   */
  async begin(
    collections: readonly PersistedCollection[],
    kept: StoredState | undefined,
    stale: boolean,
  ): Promise<void> {
    this.#collections = new Map(collections.map((collection) => [collection.name, collection]));
    this.#current =
      kept && (await Generation.reopen(this.#folder, kept.generation, kept.journalEnd, kept.snapshotLength));
    if (stale) await this.compact();
    else this.#compactWhereOutgrown();
    this.#schedule();
  }

  changed(collection: string, key: string): void {
    this.#changed.note(collection, key);
    if (this.#timer === undefined || this.#appendTimer === undefined) this.#schedule();
  }

  #schedule(): void {
    if (this.#current === undefined || this.#closed || this.#changed.isEmpty) return;
    // Soon, which is cheap: should this thread be held up after that, a killed process has lost none of it. To be made safe it waits for more.
    this.#appendTimer ??= setTimeout(() => {
      this.#appendTimer = undefined;
      // Whoever makes it safe next tries again, and tells.
      this.#inTurn(() => this.#append()).catch(() => {});
    }, this.#options.flushMilliseconds ?? 20).unref();
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.flush().then(
        () => this.#compactWhereOutgrown(),
        (error: Error) => {
          this.#options.onFailure?.(error);
          this.#schedule();
        },
      );
    }, this.#options.flushMilliseconds ?? 250).unref();
  }

  /**
   * Appends what has changed, and makes it safe. A killed process has lost what it had not appended: so nobody waits with that until what was
   * appended before is safe.
   */
  async flush(): Promise<void> {
    await this.#inTurn(() => this.#append());
    await this.#batches.makeSafe();
  }

  /** Appends come one after the other. */
  #inTurn(run: () => Promise<void> | void): Promise<void> {
    const done = this.#appending.then(run);
    this.#appending = done.catch(() => {});
    return done;
  }

  async #append(): Promise<void> {
    if (this.#changed.isEmpty) return;
    const changed = this.#changed.take();
    try {
      // Without giving way: what is written together is what was so at one time. Nothing but long bodies is waited for before.
      const records = this.#read(changed);
      const bodies = this.#blobs.forJournal();
      await this.#blobs.writeLong();
      const places = await this.#appendFrames([...bodies.map(bodyPayload), records]);
      this.#blobs.areInJournal(bodies);
      this.#batches.add({ changed, bodies, places });
    } catch (error) {
      this.#changed.putBack(changed);
      throw error;
    }
  }

  #read(changed: Changed): readonly Buffer[] {
    const frame = new RecordPieces();
    for (const [name, keys] of changed) {
      const collection = this.#collections.get(name);
      if (collection === undefined) throw new Error(`no collection '${name}' was restored`);
      for (const key of keys) {
        const value = collection.read(key);
        frame.add(name, key, value);
        if (value === undefined) continue;
        for (const hash of collection.blobsOf?.(value) ?? []) this.#referred?.add(hash);
      }
    }
    return frame.pieces();
  }

  /** To what holds and to what is going to hold. @returns where these ended */
  async #appendFrames(frames: readonly (readonly Buffer[])[]): Promise<ReadonlyMap<Generation, Place>> {
    const places = new Map<Generation, Place>();
    try {
      for (const generation of [this.#current, this.#next]) {
        if (generation === undefined) continue;
        places.set(generation, generation.journal.place);
        await generation.journal.append(...frames);
      }
    } catch (error) {
      for (const [{ journal }, place] of places) journal.returnTo(place);
      throw error;
    }
    return places;
  }

  /** Counts what was appended as not written; the earliest goes last, so that each journal ends where it began. */
  #takeBack(batches: readonly Batch[]): void {
    for (const { changed, bodies, places } of batches.toReversed()) {
      for (const [{ journal }, place] of places) journal.returnTo(place);
      this.#blobs.areNotInJournal(bodies);
      this.#changed.putBack(changed);
    }
  }

  #isOutgrown(): boolean {
    if (this.#current === undefined) return false;
    const { journal, snapshotLength = 0 } = this.#current;
    return journal.length > Math.max(snapshotLength, this.#options.shortJournal ?? 4e6);
  }

  #compactWhereOutgrown(): void {
    if (this.#closed || this.#compacting !== undefined || !this.#isOutgrown()) return;
    this.compact().catch((error: Error) => this.#options.onFailure?.(error));
  }

  /** Writes a new generation; one at a time. */
  compact(): Promise<void> {
    this.#compacting ??= this.#compact().finally(() => {
      this.#compacting = undefined;
    });
    return this.#compacting;
  }

  async #compact(): Promise<void> {
    const before = this.#current;
    const candidates = this.#blobs.written();
    const referred = new Set<string>();
    const next = await Generation.begin(this.#folder, (before?.number ?? 0) + 1);
    this.#referred = referred;
    this.#next = next;
    try {
      await next.complete(
        [...this.#collections.values()],
        (hash) => referred.add(hash),
        async () => {
          await this.flush();
          // Those of the journal that goes; what comes from now on stands in both.
          await this.#blobs.write(pace.inBackground);
        },
      );
    } catch (error) {
      this.#next = undefined;
      await next.remove();
      throw error;
    } finally {
      this.#referred = undefined;
    }
    this.#current = next;
    this.#next = undefined;
    // What is being appended to it goes to the next one too; what could not be made safe is appended again, to the next one alone.
    await this.flush().catch((error: Error) => this.#options.onFailure?.(error));
    await before?.remove();
    await this.#blobs.sweep(candidates, referred);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#appendTimer);
    await this.#compacting?.catch(() => {});
    try {
      await this.flush();
      if (this.#blobs.journaled > 0) {
        await this.#blobs.write();
        await this.#appendFrames([bodiesWritten]);
        await this.#current?.journal.sync();
      }
    } finally {
      await this.#current?.close();
    }
  }
}
