import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FrameFile } from './frame-file';
import type { Place } from './frames';
import { syncFolder } from './own-folder';
import type { PersistedCollection } from './persisted';
import { type SnapshotWriter, snapshotOf, writeCollections } from './snapshot';
import { firstLine, journalName, snapshotName, unfinished } from './state-files';

/** A snapshot with its journal: what holds, or what is being written to hold next. */
export class Generation {
  private constructor(
    readonly folder: string,
    readonly number: number,
    readonly journal: FrameFile,
    /** Undefined until it holds. */
    public snapshotLength: number | undefined,
  ) {}

  /** The one that holds, with its journal cut off where it ends. */
  static async reopen(folder: string, number: number, end: Place, snapshotLength: number): Promise<Generation> {
    return new Generation(
      folder,
      number,
      await FrameFile.reopen(join(folder, journalName(number)), end),
      snapshotLength,
    );
  }

  /** The next one, with an empty journal and no snapshot yet. */
  static async begin(folder: string, number: number): Promise<Generation> {
    // What a killed process has begun.
    await Promise.all(filesOf(number).map((name) => rm(join(folder, name), { force: true })));
    const journal = await FrameFile.create(join(folder, journalName(number)), firstLine('journal', number));
    await journal.sync();
    return new Generation(folder, number, journal, undefined);
  }

  /**
   * Writes its snapshot.
   *
   * @param catchUp brings all that has changed into its journal, once the snapshot is written and before it holds
   */
  async complete(
    collections: readonly PersistedCollection[],
    refer: (hash: string) => void,
    catchUp: () => Promise<void>,
  ): Promise<void> {
    let writer: SnapshotWriter | undefined;
    try {
      writer = await snapshotOf(this.folder, this.number, collections);
      await writeCollections(writer, collections, refer);
      await catchUp();
      this.snapshotLength = await writer.finish();
    } catch (error) {
      await writer?.abandon();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.journal.close();
  }

  /** Closes it and deletes its files: the snapshot first, without which nothing else is read. */
  async remove(): Promise<void> {
    await this.close().catch(() => {});
    for (const name of filesOf(this.number)) await rm(join(this.folder, name), { force: true });
    await syncFolder(this.folder);
  }
}

const filesOf = (number: number) => [snapshotName(number), snapshotName(number) + unfinished, journalName(number)];
