import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, rmSync } from 'node:fs';
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAll } from './frame-file';
import { syncFolder } from './own-folder';
import { codeOf, StateRefused, startOver } from './state-refused';

/**
 * How many files are written at a time. Node has four threads for all that waits for a disk: many at a time keep them busy, and what is made
 * safe at the same time a file system with a journal makes safe at once; but whatever else is to be written waits for its turn behind them.
 */
export const pace = { inBackground: 2, waitedFor: 128 } as const;

/** Files each called after its SHA-256. One that is there is whole. */
export class BlobFiles {
  readonly #folder: string;

  /** @param folder of the state */
  constructor(folder: string) {
    this.#folder = join(folder, 'blobs');
  }

  /** Writes those that are not there, and makes all of them safe. @throws Error of the file system */
  async writeAll(all: readonly (readonly [hash: string, body: Buffer])[], atATime: number): Promise<void> {
    await eachOf(all, atATime, async ([hash, body]) => {
      if (!(await isFile(this.pathOf(hash)))) await this.writeOne(hash, [body]);
    });
    await this.sync(
      all.map(([hash]) => hash),
      atATime,
    );
  }

  /** Makes the names of blobs safe from a loss of power. */
  async sync(hashes: Iterable<string>, atATime: number = pace.waitedFor): Promise<void> {
    const folders = new Set([...hashes].map((hash) => this.#folderOf(hash)));
    if (folders.size > 0) await eachOf([...folders, this.#folder], atATime, syncFolder);
  }

  /** Writes one blob whose name is known, from pieces; its name is not safe yet. @throws StateRefused where they are not what the name says */
  async writeOne(hash: string, pieces: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<void> {
    const file = this.pathOf(hash);
    const folder = this.#folderOf(hash);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const temporary = join(folder, `.${randomUUID()}`);
    const handle = await open(temporary, 'wx', 0o600);
    try {
      const digest = createHash('sha256');
      let position = 0;
      for await (const piece of pieces) {
        digest.update(piece);
        await writeAll(handle, piece, position);
        position += piece.length;
      }
      if (digest.digest('hex') !== hash) throw new StateRefused(`a body is not what its name ${hash} says`);
      await handle.datasync();
    } catch (error) {
      await handle.close();
      await rm(temporary, { force: true });
      throw error;
    }
    await handle.close();
    await rename(temporary, file);
  }

  /** How long a blob is. */
  async sizeOf(hash: string): Promise<number> {
    return (await stat(this.pathOf(hash))).size;
  }

  /** What is there of a blob, piece by piece. @throws StateRefused at its end, where it is not what its name says */
  async *piecesOf(hash: string, pieceLength: number): AsyncGenerator<Buffer> {
    const digest = createHash('sha256');
    for await (const piece of createReadStream(this.pathOf(hash), {
      highWaterMark: pieceLength,
    }) as AsyncIterable<Buffer>) {
      digest.update(piece);
      yield piece;
    }
    if (digest.digest('hex') !== hash) throw this.#lost(hash, 'is damaged');
  }

  /** A blob as a whole. @throws StateRefused where it is gone, or is not what its name says */
  read(hash: string): Buffer {
    let body: Buffer | undefined;
    try {
      body = readFileSync(this.pathOf(hash));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    if (body !== undefined && sha256(body) === hash) return body;
    throw this.#lost(hash, body === undefined ? 'is gone' : 'is damaged');
  }

  /** Where a blob's bytes are. */
  pathOf(hash: string): string {
    // A path is made of it.
    if (!isHash.test(hash)) throw new StateRefused(`'${hash}' is no SHA-256: ${startOver}`);
    return join(this.#folderOf(hash), hash);
  }

  /** The hashes of all that are there. */
  written(): string[] {
    return this.#files().flatMap(({ name }) => (isHash.test(name) ? [name] : []));
  }

  remove(hash: string): void {
    rmSync(this.pathOf(hash), { force: true });
  }

  /** Deletes what a killed process was writing: when nothing is being written. */
  sweepUnfinished(): void {
    for (const { folder, name } of this.#files()) {
      if (!isHash.test(name)) rmSync(join(folder, name), { force: true, recursive: true });
    }
  }

  #files(): { folder: string; name: string }[] {
    return namesIn(this.#folder).flatMap((start) => {
      const folder = join(this.#folder, start);
      return namesIn(folder).map((name) => ({ folder, name }));
    });
  }

  #lost(hash: string, what: string): StateRefused {
    return new StateRefused(`${this.pathOf(hash)} ${what}: ${startOver}`);
  }

  #folderOf(hash: string): string {
    return join(this.#folder, hash.slice(0, 2));
  }
}

export const isHash = /^[0-9a-f]{64}$/;

export const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex');

/** Several at a time, and all of them, whichever fails. @throws what one of them did */
async function eachOf<Item>(
  items: Iterable<Item>,
  atATime: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items].reverse();
  const workers = Array.from({ length: Math.min(atATime, waiting.length) }, async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await work(next);
  });
  const failed = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

async function isFile(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw error;
  }
}
