import { crc32 } from 'node:zlib';
import { readHeader } from './frames';
import { type FileKind, longestFirstLine, readFirstLine } from './state-files';
import { StateRefused } from './state-refused';

/** Larger than any frame of an export: what says otherwise is not read into memory. */
const largestFrame = 1 << 30;

/**
 * The payloads of frames that come as a stream. It ends where the caller, who knows the last frame, stops.
 *
 * @throws StateRefused where they are not what was written, or end too early
 */
export async function* frameStream(
  source: AsyncIterable<Buffer>,
  kind: FileKind,
  name: string,
): AsyncGenerator<Buffer, void> {
  const bytes = new Bytes(source, name);
  const { line } = readFirstLine(await bytes.peek(longestFirstLine), kind, name);
  let checksum = crc32(await bytes.take(line.length));
  for (;;) {
    if (await bytes.isAtEnd()) return;
    const header = readHeader(await bytes.take(12), checksum);
    if (header === undefined || header.length > largestFrame) throw brokenExport(name);
    const payload = await bytes.take(header.length);
    if (crc32(payload, header.own) !== header.checksum) throw brokenExport(name);
    ({ checksum } = header);
    yield payload;
  }
}

/** What is damaged or not there to its end. */
export const brokenExport = (name: string) =>
  new StateRefused(
    `${name} is damaged, or was not copied to its end: nothing of it was used. Export again, or take another copy`,
  );

/** So many bytes as are asked for, of a stream whose pieces have any size. */
class Bytes {
  readonly #source: AsyncIterator<Buffer>;
  readonly #name: string;
  #ahead: Buffer[] = [];
  #length = 0;

  constructor(source: AsyncIterable<Buffer>, name: string) {
    this.#source = source[Symbol.asyncIterator]();
    this.#name = name;
  }

  async isAtEnd(): Promise<boolean> {
    return !(await this.#have(1));
  }

  /** So many, or what there is. */
  async peek(length: number): Promise<Buffer> {
    await this.#have(length);
    return this.#joined().subarray(0, length);
  }

  async take(length: number): Promise<Buffer> {
    if (!(await this.#have(length))) throw brokenExport(this.#name);
    const all = this.#joined();
    this.#ahead = [all.subarray(length)];
    this.#length -= length;
    return all.subarray(0, length);
  }

  async #have(length: number): Promise<boolean> {
    while (this.#length < length) {
      const next = await this.#source.next();
      if (next.done === true) return false;
      this.#ahead.push(next.value);
      this.#length += next.value.length;
    }
    return true;
  }

  #joined(): Buffer {
    const all = this.#ahead.length === 1 ? (this.#ahead[0] as Buffer) : Buffer.concat(this.#ahead);
    this.#ahead = [all];
    return all;
  }
}
