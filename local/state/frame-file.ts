import { writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { frameHeader, type Place, startingPlace } from './frames';

/** What is longer is written in several. */
const longestWrite = 1 << 22;

/** What is longer is written by another thread: it takes milliseconds in which nobody is answered. */
const longestHere = 1 << 20;

/** A file that frames are appended to. One append at a time; a failed one leaves nothing that a later one could stumble over. */
export class FrameFile {
  #handle: FileHandle;
  #place: Place;
  #tailIsClean = true;

  private constructor(handle: FileHandle, place: Place) {
    this.#handle = handle;
    this.#place = place;
  }

  /** A new file, for its owner alone, with its first line. @throws Error of the file system, where one of that name is there too */
  static async create(path: string, line: Buffer): Promise<FrameFile> {
    const handle = await open(path, 'wx', 0o600);
    try {
      await writeAll(handle, line, 0);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return new FrameFile(handle, startingPlace(line));
  }

  /** A file whose frames were read up to a place; what stands after it is cut off. */
  static async reopen(path: string, place: Place): Promise<FrameFile> {
    const handle = await open(path, 'r+');
    await handle.truncate(place.offset);
    return new FrameFile(handle, place);
  }

  get length(): number {
    return this.#place.offset;
  }

  /**
   * Appends frames. They are not yet safe from a loss of power, but from the end of this process they are.
   *
   * @throws Error of the file system; nothing counts as written then, and the next append begins by cutting off what is there of it
   */
  async append(...frames: readonly (readonly Buffer[])[]): Promise<void> {
    const { offset } = this.#place;
    let { checksum } = this.#place;
    const bytes: Buffer[] = [];
    for (const pieces of frames) {
      const frame = frameHeader(pieces, checksum);
      ({ checksum } = frame);
      bytes.push(frame.header, ...pieces);
    }
    if (!this.#tailIsClean) await this.#handle.truncate(offset);
    this.#tailIsClean = false;
    let position = offset;
    for (const piece of joined(bytes)) {
      await this.#write(piece, position);
      position += piece.length;
    }
    this.#place = { offset: position, checksum };
    this.#tailIsClean = true;
  }

  /**
   * What is short is written in this thread. The other ones may all be waiting for the disk to make something safe, for seconds, and whoever
   * is killed meanwhile has lost what waits for them; here nobody is answered before it is written.
   */
  async #write(piece: Buffer, position: number): Promise<void> {
    if (piece.length > longestHere) return writeAll(this.#handle, piece, position);
    for (let written = 0; written < piece.length; ) {
      written += writeSync(this.#handle.fd, piece, written, piece.length - written, position + written);
    }
  }

  /**
   * Takes back what was appended after a place: where it could not be made safe, it has to be written again and not only be made safe again
   * (after an error of `fsync` Linux takes the pages for clean: **documented**, fsync(2), "Notes").
   */
  returnTo(place: Place): void {
    this.#place = place;
    this.#tailIsClean = false;
  }

  get place(): Place {
    return this.#place;
  }

  /** Safe from a loss of power afterwards, as far as the disk says the truth. */
  async sync(): Promise<void> {
    await this.#handle.datasync();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** As few writes as may be: whoever is killed between two of them has lost the second, and each waits for the event loop. */
function* joined(pieces: readonly Buffer[]): Generator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for (const piece of pieces) {
    if (length > 0 && length + piece.length > longestWrite) {
      yield Buffer.concat(waiting);
      waiting = [];
      length = 0;
    }
    waiting.push(piece);
    length += piece.length;
  }
  yield Buffer.concat(waiting);
}

/** A write may end early, on a full disk for one. */
export async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}
