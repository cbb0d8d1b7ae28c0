import { rm } from 'node:fs/promises';
import { BlobFiles, pace, sha256 } from './blob-files';
import { HotBodies } from './hot-bodies';
import { longestInJournal, type NamedBody } from './journal-bodies';
import type { Bodies, Body, BodyReference } from './persisted';

/** Bodies: first in memory, then, where they are short, in the journal, and in the end as files. */
export class Blobs extends BlobFiles implements Bodies {
  /** Not written yet. */
  readonly #pending = new Map<string, Buffer>();
  /** In the journal, and not a file yet: about as much as a journal may have before it is compacted. */
  readonly #journaled: Map<string, Buffer>;
  readonly #hot = new HotBodies();
  /** Files that are going: whoever writes one anew waits until it is gone. */
  readonly #removed = new Map<string, Promise<void>>();
  /** Put since the last sweep, and since the one before: a record that refers to it may not be known yet. */
  #young = new Set<string>();
  #younger = new Set<string>();

  /**
   * @param folder of the state
   * @param journaled what its journal has
   */
  constructor(folder: string, journaled: ReadonlyMap<string, Buffer> = new Map()) {
    super(folder);
    this.#journaled = new Map(journaled);
  }

  put(body: Buffer): Body {
    const hash = hashOf(body);
    if (!this.#journaled.has(hash)) this.#pending.set(hash, body);
    this.#younger.add(hash);
    return this.find({ hash, size: body.length });
  }

  find({ hash, size }: BodyReference): Body {
    return { hash, size, read: () => this.read(hash) };
  }

  /** What is on the disk is looked at once, and stands for itself as long as it is hot. */
  override read(hash: string): Buffer {
    const known = this.#pending.get(hash) ?? this.#journaled.get(hash) ?? this.#hot.get(hash);
    if (known !== undefined) return known;
    const body = super.read(hash);
    this.#hot.add(hash, body);
    return body;
  }

  /** How many the journal alone has. */
  get journaled(): number {
    return this.#journaled.size;
  }

  /** The bodies that go into the journal, before the records that refer to them. */
  forJournal(): readonly NamedBody[] {
    return [...this.#pending].filter(([, { length }]) => length <= longestInJournal);
  }

  /** They stand there. */
  areInJournal(bodies: readonly NamedBody[]): void {
    for (const [hash, body] of bodies) {
      // What was made a file meanwhile is no journal's any more.
      if (this.#pending.delete(hash)) this.#journaled.set(hash, body);
    }
  }

  /** They could not be made safe there, and have to be written again. */
  areNotInJournal(bodies: readonly NamedBody[]): void {
    for (const [hash, body] of bodies) if (this.#journaled.delete(hash)) this.#pending.set(hash, body);
  }

  /** Writes those that are too long for the journal: before a record is kept that refers to one. @throws Error of the file system */
  async writeLong(): Promise<void> {
    await this.#makeFiles(
      [...this.#pending].filter(([, { length }]) => length > longestInJournal),
      pace.waitedFor,
    );
  }

  /**
   * Makes files of all that are none yet, and makes them safe.
   *
   * @param atATime how many; many hold up what else is written meanwhile
   * @throws Error of the file system; nothing is forgotten
   */
  async write(atATime: number = pace.waitedFor): Promise<void> {
    await this.#makeFiles([...this.#journaled, ...this.#pending], atATime);
  }

  async #makeFiles(all: readonly NamedBody[], atATime: number): Promise<void> {
    for (const [hash] of all) await this.#removed.get(hash);
    await this.writeAll(all, atATime);
    for (const [hash, body] of all) {
      const isOurs = this.#pending.delete(hash) || this.#journaled.delete(hash);
      if (isOurs) this.#hot.add(hash, body);
    }
  }

  override async sizeOf(hash: string): Promise<number> {
    return this.#journaled.get(hash)?.length ?? super.sizeOf(hash);
  }

  override async *piecesOf(hash: string, pieceLength: number): AsyncGenerator<Buffer> {
    const body = this.#journaled.get(hash);
    if (body === undefined) yield* super.piecesOf(hash, pieceLength);
    else for (let from = 0; from < body.length; from += pieceLength) yield body.subarray(from, from + pieceLength);
  }

  override written(): string[] {
    return [...new Set([...super.written(), ...this.#journaled.keys()])];
  }

  override remove(hash: string): void {
    super.remove(hash);
    this.#journaled.delete(hash);
    this.#hot.delete(hash);
  }

  /**
   * Deletes what nothing refers to. A busy disk takes its time for each: in between the rest goes on, and what has changed is written.
   *
   * @param candidates what was written before what is referred to was gathered
   */
  async sweep(candidates: Iterable<string>, referred: ReadonlySet<string>): Promise<void> {
    for (const hash of candidates) {
      if (referred.has(hash) || this.#young.has(hash) || this.#younger.has(hash)) continue;
      this.#journaled.delete(hash);
      this.#hot.delete(hash);
      // By another thread: a disk may hold up for seconds whoever takes a name away.
      const removal = rm(this.pathOf(hash), { force: true });
      this.#removed.set(hash, removal);
      await removal.finally(() => this.#removed.delete(hash));
    }
    this.#young = this.#younger;
    this.#younger = new Set();
  }
}

/** The same few policies are put for every session. */
const hashes = new WeakMap<Buffer, string>();

function hashOf(body: Buffer): string {
  const known = hashes.get(body);
  if (known !== undefined) return known;
  const hash = sha256(body);
  hashes.set(body, hash);
  return hash;
}
