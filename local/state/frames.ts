import { readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { StateRefused, startOver } from './state-refused';

/** Where the next frame begins, and the checksum of all before it. */
export interface Place {
  readonly offset: number;
  readonly checksum: number;
}

/** Where the frames of a file end. */
export interface FramesEnd extends Place {
  /** Bytes of a frame that was never written to its end. */
  readonly torn: number;
}

/** Length of the payload, a checksum of that length, a checksum of the payload. */
const headerLength = 12;

/**
 * What stands before a payload. The length has a checksum of its own: a wrong length would make a broken middle look like an end that was
 * never written, and everything after it would be dropped unnoticed. Each checksum goes on from the last frame's, so that a frame that is
 * missing, or stands in another's place, is noticed too.
 *
 * @param pieces of the payload
 */
export function frameHeader(pieces: readonly Buffer[], previous: number): { header: Buffer; checksum: number } {
  const header = Buffer.alloc(headerLength);
  header.writeUInt32LE(
    pieces.reduce((length, piece) => length + piece.length, 0),
    0,
  );
  const own = crc32(header.subarray(0, 4), previous);
  header.writeUInt32LE(own, 4);
  const checksum = pieces.reduce((sum, piece) => crc32(piece, sum), own);
  header.writeUInt32LE(checksum, 8);
  return { header, checksum };
}

/** Of the line that a file begins with: what its first frame's checksum goes on from. */
export const startingPlace = (line: Buffer): Place => ({ offset: line.length, checksum: crc32(line) });

/** Whether the bytes of a header are what was written; answers the length of the payload. */
export function readHeader(
  header: Buffer,
  previous: number,
): { length: number; own: number; checksum: number } | undefined {
  const own = header.readUInt32LE(4);
  if (crc32(header.subarray(0, 4), previous) !== own) return undefined;
  return { length: header.readUInt32LE(0), own, checksum: header.readUInt32LE(8) };
}

/**
 * The payloads of a file's frames, one after the other. What is not there to its end is an append that a killed process did not finish, and
 * the caller's to cut off: a process that is killed leaves the beginning of what it wrote. After a loss of power there may be zeros instead,
 * where blocks were never written; no payload ends with a zero.
 *
 * @param name of the file, for whoever is refused
 * @throws StateRefused where a frame is there and is not what was written
 */
export function* readFrames(descriptor: number, size: number, name: string, from: Place): Generator<Buffer, FramesEnd> {
  const end = withoutZeros(descriptor, size, from.offset);
  let { offset, checksum } = from;
  for (;;) {
    if (offset + headerLength > end) return { offset, checksum, torn: size - offset };
    const header = readHeader(bytesAt(descriptor, offset, headerLength), checksum);
    if (header === undefined) throw broken(name, offset);
    const next = offset + headerLength + header.length;
    if (next > end) return { offset, checksum, torn: size - offset };
    const payload = bytesAt(descriptor, offset + headerLength, header.length);
    if (crc32(payload, header.own) !== header.checksum) throw broken(name, offset);
    yield payload;
    ({ checksum } = header);
    offset = next;
  }
}

/** @throws StateRefused */
export function broken(name: string, offset: number): StateRefused {
  return new StateRefused(
    `${name} is damaged at byte ${offset}: what is there is not what was written, and what comes after it can't be trusted. So ${startOver}`,
  );
}

function withoutZeros(descriptor: number, size: number, least: number): number {
  let end = size;
  while (end > least) {
    const length = Math.min(4096, end - least);
    const bytes = bytesAt(descriptor, end - length, length);
    const zeros = [...bytes].reverse().findIndex((byte) => byte !== 0);
    if (zeros !== -1) return end - zeros;
    end -= length;
  }
  return end;
}

function bytesAt(descriptor: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let read = 0;
  while (read < length) {
    const count = readSync(descriptor, bytes, read, length - read, offset + read);
    if (count === 0) throw new Error('a file became shorter while it was read');
    read += count;
  }
  return bytes;
}
