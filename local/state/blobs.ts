import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, rmSync } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAll } from './frame-file';
import { syncFolder } from './own-folder';
import type { Bodies, Body, BodyReference } from './persisted';
import { codeOf, StateRefused, startOver } from './state-refused';

/** Several at a time: each waits for the disk. */
const atATime = 16;

/** Bodies as files, each called after its SHA-256. One that is there is whole. */
export class Blobs implements Bodies {
  readonly #folder: string;
  /** Not written yet. */
  readonly #pending = new Map<string, Buffer>();
  /** Put since the last sweep, and since the one before: a record that refers to it may not be known yet. */
  #young = new Set<string>();
  #younger = new Set<string>();

  /** @param folder of the state */
  constructor(folder: string) {
    this.#folder = join(folder, 'blobs');
  }

  put(body: Buffer): Body {
    const hash = sha256(body);
    this.#pending.set(hash, body);
    this.#younger.add(hash);
    return this.find({ hash, size: body.length });
  }

  find({ hash, size }: BodyReference): Body {
    return { hash, size, read: () => this.#pending.get(hash) ?? this.#read(hash) };
  }

  /** Writes what is not written yet: before a record is kept that refers to it. @throws Error of the file system; nothing is forgotten */
  async write(): Promise<void> {
    const all = [...this.#pending];
    const waiting = [...all];
    const workers = Array.from({ length: Math.min(atATime, waiting.length) }, async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const [hash, body] = next;
        if (!(await isFile(this.#fileOf(hash)))) await this.writeOne(hash, [body]);
      }
    });
    const failed = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
    await this.sync(all.map(([hash]) => hash));
    for (const [hash] of all) this.#pending.delete(hash);
  }

  /** Makes the names of blobs safe from a loss of power. */
  async sync(hashes: Iterable<string>): Promise<void> {
    for (const folder of new Set([...hashes].map((hash) => this.#folderOf(hash)))) await syncFolder(folder);
  }

  /** Writes one blob whose name is known, from pieces; its name is not safe yet. @throws StateRefused where they are not what the name says */
  async writeOne(hash: string, pieces: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<void> {
    const file = this.#fileOf(hash);
    const folder = this.#folderOf(hash);
    if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(this.#folder);
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

  /** What is on the disk of a blob, piece by piece. @throws StateRefused at its end, where it is not what its name says */
  async *piecesOf(hash: string, pieceLength: number): AsyncGenerator<Buffer> {
    const digest = createHash('sha256');
    for await (const piece of createReadStream(this.#fileOf(hash), {
      highWaterMark: pieceLength,
    }) as AsyncIterable<Buffer>) {
      digest.update(piece);
      yield piece;
    }
    if (digest.digest('hex') !== hash) throw this.#lost(hash, 'is damaged');
  }

  /** Where a blob's bytes are. */
  pathOf(hash: string): string {
    return this.#fileOf(hash);
  }

  /** The hashes of all that is on the disk. */
  written(): string[] {
    return this.#files().flatMap(({ name }) => (isHash.test(name) ? [name] : []));
  }

  /**
   * Deletes what nothing refers to, and what was never written to its end.
   *
   * @param candidates what was on the disk before what is referred to was gathered
   */
  sweep(candidates: Iterable<string>, referred: ReadonlySet<string>): void {
    for (const hash of candidates) {
      if (referred.has(hash) || this.#young.has(hash) || this.#younger.has(hash)) continue;
      rmSync(this.#fileOf(hash), { force: true });
    }
    this.#young = this.#younger;
    this.#younger = new Set();
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

  #read(hash: string): Buffer {
    let body: Buffer | undefined;
    try {
      body = readFileSync(this.#fileOf(hash));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    if (body !== undefined && sha256(body) === hash) return body;
    throw this.#lost(hash, body === undefined ? 'is gone' : 'is damaged');
  }

  #lost(hash: string, what: string): StateRefused {
    return new StateRefused(`${this.#fileOf(hash)} ${what}: ${startOver}`);
  }

  #folderOf(hash: string): string {
    return join(this.#folder, hash.slice(0, 2));
  }

  #fileOf(hash: string): string {
    // A path is made of it.
    if (!isHash.test(hash)) throw new StateRefused(`'${hash}' is no SHA-256: ${startOver}`);
    return join(this.#folderOf(hash), hash);
  }
}

export const isHash = /^[0-9a-f]{64}$/;

const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex');

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
