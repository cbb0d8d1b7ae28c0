import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportState } from '../../../local/state/export-state';
import { frameHeader, startingPlace } from '../../../local/state/frames';
import { importState } from '../../../local/state/import-state';
import { longestInJournal } from '../../../local/state/journal-bodies';
import { frameKinds, jsonPayload, RecordPieces } from '../../../local/state/records';
import { firstLine } from '../../../local/state/state-files';
import { emptyDirectory } from '../../assembly/assembly-on-disk';
import { newFolder, openAccount } from './kept-account';

const bodies: Readonly<Record<string, Buffer>> = {
  nothing: Buffer.alloc(0),
  text: Buffer.from('a body'),
  zeros: Buffer.alloc(5000),
  'as long as may be': Buffer.alloc(longestInJournal, 'x'),
  longer: Buffer.alloc(longestInJournal + 1, 'x'),
};

/** As a process that is killed once these bodies are flushed leaves it. */
async function killed(): Promise<string> {
  const folder = newFolder();
  const { store, files } = await openAccount(folder, { flushMilliseconds: 1e6 });
  for (const [key, body] of Object.entries(bodies)) files.set(key, store.bodies.put(body));
  await store.flush();
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true, filter: (name) => !name.includes('lock-') });
  await store.close();
  return copy;
}

async function read(folder: string): Promise<Record<string, Buffer>> {
  const { store, files } = await openAccount(folder);
  const all = [...files.records].map(([key, reference]) => [key, store.bodies.find(reference).read()]);
  await store.close();
  return Object.fromEntries(all);
}

const digests = (found: Readonly<Record<string, Buffer>>) =>
  Object.fromEntries(
    Object.entries(found).map(([key, body]) => [key, createHash('sha256').update(body).digest('hex')]),
  );

const filesOf = (folder: string) =>
  readdirSync(join(folder, 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;

test.each<[string, (folder: string) => Promise<string>]>([
  ['by the next process', async (folder) => folder],
  [
    'by the one after, which finds files',
    async (folder) => {
      await read(folder);
      expect(filesOf(folder)).toBe(Object.keys(bodies).length);
      return folder;
    },
  ],
  [
    'after it was compacted',
    async (folder) => {
      const { store } = await openAccount(folder);
      await store.compact();
      await store.close();
      return folder;
    },
  ],
  [
    'from an export of what the killed process left',
    async (folder) => {
      const [file, other] = [join(emptyDirectory(), 'export'), newFolder()];
      await exportState(folder, file);
      await importState(file, other);
      return other;
    },
  ],
  [
    'by the next but one, where the next was killed too',
    async (folder) => {
      const { store } = await openAccount(folder);
      const copy = newFolder();
      cpSync(folder, copy, { recursive: true, filter: (name) => !name.includes('lock-') });
      await store.close();
      return copy;
    },
  ],
])('bodies that only the journal has are read %s', async (_what, then) => {
  const folder = await killed();
  // The long one alone is a file.
  expect(filesOf(folder)).toBe(1);
  expect(digests(await read(await then(folder)))).toEqual(digests(bodies));
});

test.each<[string, (journal: string) => void, RegExp | undefined]>([
  ['that is whole', () => {}, undefined],
  ['with a byte of a body flipped', (journal) => flip(journal, 'a body'), /is damaged at byte/],
  ['that ends within a body', (journal) => truncateSync(journal, 200), undefined],
])('a journal %s gives whole bodies or is refused', async (_what, damage, refusal) => {
  const folder = await killed();
  damage(join(folder, 'journal-1'));
  if (refusal !== undefined) {
    await expect(read(folder)).rejects.toThrow(refusal);
    return;
  }
  const found = await read(folder);
  expect(digests(bodies)).toMatchObject(digests(found));
});

test('a folder of the format before is read, and is one of this format afterwards', async () => {
  const folder = newFolder();
  const hash = createHash('sha256').update('a body').digest('hex');
  mkdirSync(join(folder, 'blobs', hash.slice(0, 2)), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'blobs', hash.slice(0, 2), hash), 'a body');
  const head = jsonPayload(frameKinds.head, { collections: { players: 1, files: 1 } });
  writeOld(join(folder, 'snapshot-1'), 'snapshot', head, jsonPayload(frameKinds.end, { records: 0 }));
  const records = new RecordPieces();
  records.add('files', 'text', { hash, size: 6 });
  writeOld(join(folder, 'journal-1'), 'journal', records.pieces());
  const filesNow = () => readdirSync(folder).filter((name) => !name.startsWith('lock'));
  expect(await read(folder)).toEqual({ text: Buffer.from('a body') });
  expect(filesNow()).toEqual(['blobs', 'journal-2', 'snapshot-2']);
  for (const name of ['journal-2', 'snapshot-2']) {
    expect(readFileSync(join(folder, name), 'latin1')).toMatch(/^game-identity-federation state 2 /);
  }
  expect(await read(folder)).toEqual({ text: Buffer.from('a body') });
  expect(filesNow()).toEqual(['blobs', 'journal-2', 'snapshot-2']);
});

/** A file of format 1. */
function writeOld(file: string, kind: 'snapshot' | 'journal', ...frames: readonly (readonly Buffer[])[]): void {
  const line = Buffer.from(firstLine(kind, 1).toString().replace('state 2', 'state 1'));
  const written: Buffer[] = [line];
  let { checksum } = startingPlace(line);
  for (const pieces of frames) {
    const frame = frameHeader(pieces, checksum);
    written.push(frame.header, ...pieces);
    ({ checksum } = frame);
  }
  writeFileSync(file, Buffer.concat(written));
}

function flip(file: string, text: string): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(text);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
