import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inMemory } from '../../../state/in-memory';
import type { Bodies, Body } from '../../../state/persisted';
import { readZip } from './zip-archive';

/** What a directory was made of. */
export type CodeSource =
  | { readonly kind: 'archive'; readonly body: Body }
  | { readonly kind: 'inline'; readonly fileName: string; readonly text: string };

/** Where code is that came in an archive: directories of this process's own, which go when nothing runs from them any more. */
export class CodeDirectories {
  #root?: string;
  /** By what they were made of. */
  readonly #directories = new Map<string, string>();
  /** By directory. */
  readonly #sources = new Map<string, CodeSource>();
  readonly #bodies: Bodies;

  /** @param bodies keep the archives */
  constructor(bodies: Bodies = inMemory.bodies) {
    this.#bodies = bodies;
  }

  /** What a directory was made of; undefined: it is none of these. */
  sourceOf(directory: string): CodeSource | undefined {
    return this.#sources.get(directory);
  }

  /**
   * The directory of an archive's files.
   *
   * @throws ZipError where it cannot be unpacked; nothing is left on disk then
   */
  unpacked(archive: Buffer): string {
    const directory = this.#directory(archive, () => readZip(archive));
    if (!this.#sources.has(directory)) {
      this.#sources.set(directory, { kind: 'archive', body: this.#bodies.put(archive) });
    }
    return directory;
  }

  /** The directory of a function that is a text in its template. */
  inline(fileName: string, text: string): string {
    const content = Buffer.from(text);
    const directory = this.#directory(content, () => new Map([[fileName, { content, executable: false }]]), fileName);
    this.#sources.set(directory, { kind: 'inline', fileName, text });
    return directory;
  }

  /** Deletes a directory, where it is one of these. */
  discard(directory: string): void {
    for (const [key, known] of this.#directories) {
      if (known !== directory) continue;
      this.#directories.delete(key);
      this.#sources.delete(directory);
      rmSync(directory, { recursive: true, force: true });
    }
  }

  /** Deletes all of them. */
  discardAll(): void {
    this.#directories.clear();
    if (this.#root !== undefined) rmSync(this.#root, { recursive: true, force: true });
    this.#root = undefined;
  }

  #directory(source: Buffer, read: () => ReturnType<typeof readZip>, kind = 'zip'): string {
    const key = `${kind} ${createHash('sha256').update(source).digest('hex')}`;
    const known = this.#directories.get(key);
    if (known !== undefined) return known;
    const files = read();
    this.#root ??= mkdtempSync(join(tmpdir(), 'local-cloud-code-'));
    const directory = mkdtempSync(join(this.#root, 'function-'));
    try {
      // The directory is new, and the names lead nowhere else: no file is written through a link or over another one.
      for (const [name, { content, executable }] of files) {
        mkdirSync(dirname(join(directory, name)), { recursive: true });
        writeFileSync(join(directory, name), content, { flag: 'wx', mode: executable ? 0o755 : 0o644 });
      }
    } catch (error) {
      rmSync(directory, { recursive: true, force: true });
      throw error;
    }
    this.#directories.set(key, directory);
    return directory;
  }
}
