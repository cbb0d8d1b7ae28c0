import { crc32, inflateRawSync } from 'node:zlib';
import { isSafePath } from './safe-path';

/** As many bytes as all files of a function may have (**documented**: Lambda quotas, 250 MB unzipped). */
export const mostUnzippedBytes = 262_144_000;

/** An archive that is not unpacked, and why. */
export class ZipError extends Error {
  override readonly name = 'ZipError';

  /** @param oversized whether that is all that is wrong with it */
  constructor(
    message: string,
    readonly oversized = false,
  ) {
    super(message);
  }
}

/** One file of an archive. */
export interface ZippedFile {
  readonly content: Buffer;
  readonly executable: boolean;
}

/** What the central directory says of an entry. */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  readonly mode: number;
  readonly offset: number;
}

const signatures = { end: 0x06054b50, entry: 0x02014b50, file: 0x04034b50 };
const stored = 0;
const deflated = 8;

/**
 * The files of a ZIP archive, by path. It is narrower than the format: what packs a function's code needs no encryption, no ZIP64 and no
 * links, and each of them is refused. Sizes count before anything is inflated, and inflating ends at the size that was declared.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 * @throws ZipError
 */
export function readZip(archive: Buffer, mostBytes = mostUnzippedBytes): ReadonlyMap<string, ZippedFile> {
  const entries = centralDirectory(archive);
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (bytes > mostBytes) throw new ZipError(`its files have ${bytes} bytes`, true);
  const files = new Map<string, ZippedFile>();
  for (const entry of entries) {
    const isDirectory = entry.name.endsWith('/');
    const path = isDirectory ? entry.name.slice(0, -1) : entry.name;
    if (!isSafePath(path)) throw new ZipError(`the name '${entry.name}' leads out of the archive`);
    checkKind(entry, isDirectory);
    if (isDirectory) continue;
    if (files.has(path)) throw new ZipError(`'${path}' is there twice`);
    files.set(path, { content: contentOf(archive, entry), executable: (entry.mode & 0o111) !== 0 });
  }
  for (const path of files.keys()) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      if (files.has(path.slice(0, at))) throw new ZipError(`'${path.slice(0, at)}' is both a file and a folder`);
    }
  }
  if (files.size === 0) throw new ZipError('it holds no file');
  return files;
}

function centralDirectory(archive: Buffer): readonly Entry[] {
  const end = endOfCentralDirectory(archive);
  const count = archive.readUInt16LE(end + 10);
  const size = archive.readUInt32LE(end + 12);
  const start = archive.readUInt32LE(end + 16);
  const disks = archive.readUInt32LE(end + 4) | (archive.readUInt16LE(end + 8) ^ count);
  if (disks !== 0 || count === 0xffff || start + size > end)
    throw new ZipError('its directory is none of one plain archive');
  const entries: Entry[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || archive.readUInt32LE(at) !== signatures.entry) throw new ZipError('its directory is broken');
    const nameLength = archive.readUInt16LE(at + 28);
    const next = at + 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    if (next > end) throw new ZipError('its directory is broken');
    if ((archive.readUInt16LE(at + 8) & 1) !== 0) throw new ZipError('it is encrypted');
    const madeOnUnix = archive.readUInt8(at + 5) === 3;
    entries.push({
      name: decoded(archive.subarray(at + 46, at + 46 + nameLength)),
      method: archive.readUInt16LE(at + 10),
      checksum: archive.readUInt32LE(at + 16),
      packedSize: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      mode: madeOnUnix ? archive.readUInt16LE(at + 40) : 0,
      offset: archive.readUInt32LE(at + 42),
    });
    at = next;
  }
  return entries;
}

/** It stands last, before a comment that it has the length of. */
function endOfCentralDirectory(archive: Buffer): number {
  for (let at = archive.length - 22; at >= Math.max(0, archive.length - 22 - 0xffff); at -= 1) {
    const found = archive.readUInt32LE(at) === signatures.end;
    if (found && at + 22 + archive.readUInt16LE(at + 20) === archive.length) return at;
  }
  throw new ZipError('it is no ZIP archive');
}

function decoded(name: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(name);
  } catch {
    throw new ZipError('a name in it is not UTF-8');
  }
}

const kinds = { mask: 0o170000, file: 0o100000, directory: 0o040000 };

/** Neither a link nor a device: those would be read, or written, somewhere else. */
function checkKind({ name, mode }: Entry, isDirectory: boolean): void {
  const kind = mode & kinds.mask;
  if (kind === 0 || kind === (isDirectory ? kinds.directory : kinds.file)) return;
  throw new ZipError(`'${name}' is neither a file nor a folder`);
}

function contentOf(archive: Buffer, { name, method, checksum, packedSize, size, offset }: Entry): Buffer {
  if (offset + 30 > archive.length || archive.readUInt32LE(offset) !== signatures.file) {
    throw new ZipError(`'${name}' is not where its directory says`);
  }
  const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const packed = archive.subarray(start, start + packedSize);
  if (packed.length !== packedSize) throw new ZipError(`'${name}' is cut off`);
  const content = unpack(name, method, packed, size);
  if (content.length !== size || crc32(content) !== checksum) throw new ZipError(`'${name}' is not what was packed`);
  return content;
}

function unpack(name: string, method: number, packed: Buffer, size: number): Buffer {
  if (method === stored) return packed;
  if (method !== deflated) throw new ZipError(`'${name}' is packed by method ${method}`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch {
    throw new ZipError(`'${name}' does not unpack to its ${size} bytes`);
  }
}
