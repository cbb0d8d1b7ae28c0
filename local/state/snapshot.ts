import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as givingWay } from 'node:timers/promises';
import { FrameFile } from './frame-file';
import { versionsOf } from './migrations';
import { syncFolder } from './own-folder';
import type { PersistedCollection } from './persisted';
import type { SnapshotEnd, SnapshotHead } from './read-state';
import { frameKinds, jsonPayload, RecordPieces } from './records';
import { firstLine, snapshotName, unfinished } from './state-files';

/** A slice ends with what comes first: so the event loop is never held for long, and records of any size are. */
const sliceMilliseconds = 4;
const sliceLength = 1 << 19;

/** A snapshot that is being written beside what holds. */
export class SnapshotWriter {
  readonly #folder: string;
  readonly #generation: number;
  readonly #file: FrameFile;
  #records = 0;

  private constructor(folder: string, generation: number, file: FrameFile) {
    this.#folder = folder;
    this.#generation = generation;
    this.#file = file;
  }

  static async create(folder: string, generation: number, head: SnapshotHead): Promise<SnapshotWriter> {
    const path = join(folder, `${snapshotName(generation)}${unfinished}`);
    const file = await FrameFile.create(path, firstLine('snapshot', generation));
    const writer = new SnapshotWriter(folder, generation, file);
    await file.append(jsonPayload(frameKinds.head, head)).catch(async (error: unknown) => {
      await writer.abandon();
      throw error;
    });
    return writer;
  }

  /** Appends a frame of records. */
  async append(pieces: readonly Buffer[], records: number): Promise<void> {
    await this.#file.append(pieces);
    this.#records += records;
  }

  /** Puts it in place, where it holds from now on; its journal must be there. @returns its length */
  async finish(): Promise<number> {
    const end: SnapshotEnd = { records: this.#records };
    await this.#file.append(jsonPayload(frameKinds.end, end));
    await this.#file.sync();
    await this.#file.close();
    const path = join(this.#folder, snapshotName(this.#generation));
    await rename(`${path}${unfinished}`, path);
    await syncFolder(this.#folder);
    return this.#file.length;
  }

  async abandon(): Promise<void> {
    await this.#file.close().catch(() => {});
  }
}

/** The writer of a snapshot of these collections. */
export const snapshotOf = (folder: string, generation: number, collections: readonly PersistedCollection[]) =>
  SnapshotWriter.create(folder, generation, { collections: versionsOf(collections) });

/**
 * Writes all records as they are now or a little later, in slices: what changes meanwhile may be in it, old or new, and must be in the
 * journal beside it.
 *
 * @param refer is told of each blob that a value refers to
 */
export async function writeCollections(
  writer: SnapshotWriter,
  collections: readonly PersistedCollection[],
  refer: (hash: string) => void,
): Promise<void> {
  for (const collection of collections) {
    // At once: what is being changed can't be gone through in slices. A key that comes later is in the journal.
    const keys = [...collection.keys()];
    for (let next = 0; next < keys.length; ) {
      const began = performance.now();
      const frame = new RecordPieces();
      let count = 0;
      while (next < keys.length && frame.length < sliceLength && performance.now() - began < sliceMilliseconds) {
        const key = keys[next++] as string;
        const value = collection.read(key);
        if (value === undefined) continue;
        frame.add(collection.name, key, value);
        for (const hash of collection.blobsOf?.(value) ?? []) refer(hash);
        count += 1;
      }
      await writer.append(frame.pieces(), count);
      await givingWay();
    }
  }
}
