import { createReadStream, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { isHash } from './blob-files';
import { Blobs } from './blobs';
import type { BlobHead, ExportEnd } from './export-state';
import { brokenExport, frameStream } from './frame-stream';
import { Generation } from './generation';
import { lockFolder } from './lock';
import { ownFolder } from './own-folder';
import type { SnapshotHead } from './read-state';
import { frameKinds, jsonOf, recordsOf } from './records';
import { SnapshotWriter } from './snapshot';
import { generationsIn } from './state-files';
import { codeOf, StateRefused } from './state-refused';

/** How an export is taken in. */
export interface ImportOptions {
  /**
   * Instead of what the folder keeps, which goes once the other was restored: whether a start can use it (another region, a newer release)
   * only a start knows. Default: refused where it keeps something.
   */
  readonly replace?: boolean;
}

/**
 * Makes a folder keep what an export holds. It is a generation of its own, which holds when the whole file was found good; until then the
 * folder keeps what it had.
 *
 * @throws StateRefused where the file is damaged, cut short or of a newer release, or the folder is somebody else's or keeps something
 */
export async function importState(file: string, folder: string, options: ImportOptions = {}): Promise<ExportEnd> {
  if (!existsSync(file)) throw new StateRefused(`${file} is not there: name a file that --export wrote`);
  ownFolder(folder);
  const real = realpathSync(folder);
  const lock = lockFolder(real);
  try {
    const { snapshots, journals } = generationsIn(real);
    if (options.replace !== true && snapshots.length + journals.length > 0) {
      throw new StateRefused(
        `${folder} keeps an account already: name another folder, or import with --fresh, which replaces it`,
      );
    }
    return await takeIn(file, real, 1 + Math.max(0, ...snapshots, ...journals));
  } catch (error) {
    // zlib's own errors have codes of their own: Z_BUF_ERROR, Z_DATA_ERROR.
    if (codeOf(error).startsWith('Z_')) throw brokenExport(file);
    throw error;
  } finally {
    lock.release();
  }
}

async function takeIn(file: string, folder: string, number: number): Promise<ExportEnd> {
  mkdirSync(join(folder, 'blobs'), { recursive: true, mode: 0o700 });
  const blobs = new Blobs(folder);
  const before = new Set(blobs.written());
  const source = createReadStream(file);
  // An error of reading is the stream's that is read from, not the one's that it is piped from; whoever reads is told of it.
  const unzipped = source
    .on('error', (error) => unzipped.destroy(error))
    .pipe(createGunzip())
    .on('error', () => {});
  const generation = await Generation.begin(folder, number);
  let writer: SnapshotWriter | undefined;
  try {
    const frames = frameStream(unzipped, 'export', file);
    const first = (await frames.next()).value;
    if (first?.[0] !== frameKinds.head) throw brokenExport(file);
    const { collections } = jsonOf(first) as SnapshotHead;
    writer = await SnapshotWriter.create(folder, number, { collections, imported: true });
    const end = await copyFrames(frames, writer, blobs, file);
    await blobs.sync(blobs.written());
    await writer.finish();
    await generation.close();
    return end;
  } catch (error) {
    await writer?.abandon();
    await generation.remove();
    blobs.sweepUnfinished();
    await blobs.sweep(
      blobs.written().filter((hash) => !before.has(hash)),
      before,
    );
    throw error;
  } finally {
    source.destroy();
    unzipped.destroy();
  }
}

async function copyFrames(
  frames: AsyncGenerator<Buffer, void>,
  writer: SnapshotWriter,
  blobs: Blobs,
  file: string,
): Promise<ExportEnd> {
  const count = { records: 0, blobs: 0 };
  for (let next = await frames.next(); next.done !== true; next = await frames.next()) {
    const payload = next.value;
    if (payload[0] === frameKinds.records) {
      const records = [...recordsOf(payload)].length;
      count.records += records;
      await writer.append([payload], records);
    } else if (payload[0] === frameKinds.blob) {
      const { hash, pieces } = jsonOf(payload) as BlobHead;
      if (!isHash.test(hash)) throw brokenExport(file);
      await blobs.writeOne(hash, piecesOf(frames, pieces, file));
      count.blobs += 1;
    } else if (payload[0] === frameKinds.end) {
      const end = jsonOf(payload) as ExportEnd;
      const whole = end.records === count.records && end.blobs === count.blobs && (await frames.next()).done === true;
      if (whole) return end;
      break;
    } else break;
  }
  throw brokenExport(file);
}

async function* piecesOf(frames: AsyncGenerator<Buffer, void>, count: number, file: string): AsyncGenerator<Buffer> {
  for (let piece = 0; piece < count; piece += 1) {
    const next = await frames.next();
    if (next.done === true || next.value[0] !== frameKinds.piece) throw brokenExport(file);
    yield next.value.subarray(1);
  }
}
