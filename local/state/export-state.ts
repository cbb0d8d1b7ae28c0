import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, realpathSync } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Blobs } from './blobs';
import { frameHeader, startingPlace } from './frames';
import { lockFolder } from './lock';
import { ownFolder, syncFolder } from './own-folder';
import { readState, type SnapshotEnd, type SnapshotHead, type StoredState } from './read-state';
import { frameKinds, jsonPayload, RecordPieces } from './records';
import { firstLine } from './state-files';
import { codeOf, StateRefused } from './state-refused';

/** What an export's last frame says. */
export interface ExportEnd extends SnapshotEnd {
  readonly blobs: number;
}

/** What comes before a blob's pieces. */
export interface BlobHead {
  readonly hash: string;
  readonly pieces: number;
}

const pieceLength = 1 << 20;
const recordsLength = 1 << 19;

/**
 * Writes all that a folder keeps into one file, readable by its owner alone: a snapshot with the bodies in it, compressed.
 *
 * @throws StateRefused where nothing is kept, somebody has the folder, something in it is damaged, or the file is there already
 */
export async function exportState(folder: string, file: string): Promise<ExportEnd> {
  if (!existsSync(folder)) throw new StateRefused(`nothing is kept in ${folder}: there is nothing to export`);
  ownFolder(folder);
  const real = realpathSync(folder);
  const lock = lockFolder(real);
  const temporary = join(dirname(resolve(file)), `.export.${randomUUID()}`);
  try {
    const stored = readState(real);
    if (stored === undefined) throw new StateRefused(`nothing is kept in ${folder}: there is nothing to export`);
    const end = { records: 0, blobs: 0 };
    await pipeline(
      Readable.from(framed(payloadsOf(stored, new Blobs(real, stored.bodies), end))),
      createGzip({ level: 1 }),
      createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true }),
    );
    // Unlike a rename it replaces nothing.
    await link(temporary, file);
    await syncFolder(dirname(resolve(file)));
    return end;
  } catch (error) {
    if (error instanceof StateRefused) throw error;
    if (codeOf(error) === 'EEXIST')
      throw new StateRefused(`${file} is there already: move it away, or name another file`);
    throw new StateRefused(`${file} can't be written (${codeOf(error)}): name another place`);
  } finally {
    await rm(temporary, { force: true });
    lock.release();
  }
}

async function* framed(payloads: AsyncIterable<readonly Buffer[]>): AsyncGenerator<Buffer> {
  const line = firstLine('export', 0);
  yield line;
  let { checksum } = startingPlace(line);
  for await (const pieces of payloads) {
    const frame = frameHeader(pieces, checksum);
    yield frame.header;
    yield* pieces;
    ({ checksum } = frame);
  }
}

async function* payloadsOf(
  { versions, records }: StoredState,
  blobs: Blobs,
  end: { records: number; blobs: number },
): AsyncGenerator<readonly Buffer[]> {
  yield jsonPayload(frameKinds.head, { collections: versions } satisfies SnapshotHead);
  let frame = new RecordPieces();
  for (const [collection, values] of records) {
    for (const [key, value] of values) {
      frame.add(collection, key, value);
      end.records += 1;
      if (frame.length < recordsLength) continue;
      yield frame.pieces();
      frame = new RecordPieces();
    }
  }
  yield frame.pieces();
  for (const hash of blobs.written()) {
    yield* blobPayloads(hash, blobs);
    end.blobs += 1;
  }
  yield jsonPayload(frameKinds.end, end satisfies ExportEnd);
}

async function* blobPayloads(hash: string, blobs: Blobs): AsyncGenerator<readonly Buffer[]> {
  const pieces = Math.ceil((await blobs.sizeOf(hash)) / pieceLength);
  yield jsonPayload(frameKinds.blob, { hash, pieces } satisfies BlobHead);
  for await (const piece of blobs.piecesOf(hash, pieceLength)) yield [Buffer.of(frameKinds.piece), piece];
}
