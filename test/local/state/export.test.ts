import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { exportState } from '../../../local/state/export-state';
import { importState } from '../../../local/state/import-state';
import { emptyDirectory } from '../../assembly/assembly-on-disk';
import { keep, keptIn, newFolder, openAccount } from './kept-account';

const onPosix = process.platform === 'win32' ? test.skip : test;
const newFile = () => join(emptyDirectory(), 'account.export');

const bodies = {
  small: Buffer.from('small'),
  empty: Buffer.alloc(0),
  // Of what does not repeat itself a packed bit is never there for nothing.
  large: randomBytes(2_500_000),
  zeros: Buffer.alloc(3000),
};

async function exampleFolder(): Promise<string> {
  const folder = newFolder();
  const { store, players, files } = await openAccount(folder);
  for (let key = 0; key < 2_000; key += 1) players.set(`player-${key}`, { key, text: 'x'.repeat(600) });
  await store.flush();
  players.set('last', 'in the journal');
  for (const [name, body] of Object.entries(bodies)) files.set(name, store.bodies.put(body));
  await store.close();
  return folder;
}

async function contentOf(folder: string): Promise<object> {
  const { store, players, files } = await openAccount(folder);
  const read = [...files.records].map(([name, reference]) => [
    name,
    store.bodies.find(reference).read().toString('base64'),
  ]);
  await store.close();
  return { players: [...players.records], files: Object.fromEntries(read) };
}

const allFilesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'base64')]);

test('what one folder keeps another one keeps, by way of a file', async () => {
  const folder = await exampleFolder();
  const file = newFile();
  expect(await exportState(folder, file)).toEqual({ records: 2_005, blobs: 4 });
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  const other = newFolder();
  expect(await importState(file, other)).toEqual({ records: 2_005, blobs: 4 });
  expect(await contentOf(other)).toEqual(await contentOf(folder));
  // Both go on.
  await keep(other, [['more', 1]]);
  expect(await keptIn(other)).toEqual([...(await keptIn(folder)), ['more', 1]]);
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['cut short in the middle', (bytes) => bytes.subarray(0, bytes.length >> 1)],
  ['cut short by a byte', (bytes) => bytes.subarray(0, -1)],
  ['cut short before its last frame, and packed again', (bytes) => gzipSync(gunzipSync(bytes).subarray(0, -50))],
  ['without its last frame', (bytes) => gzipSync(withoutLastFrame(gunzipSync(bytes)))],
  ['with more after its last frame', (bytes) => gzipSync(Buffer.concat([gunzipSync(bytes), Buffer.alloc(20, 1)]))],
  ['with a flipped byte', (bytes) => flip(bytes, bytes.length >> 1)],
  ['with a flipped byte in its records, packed again', (bytes) => gzipSync(flip(gunzipSync(bytes), 1000))],
  [
    'with a flipped byte in a body, packed again',
    (bytes) => gzipSync(flip(gunzipSync(bytes), gunzipSync(bytes).length - 1_000_000)),
  ],
  ['that is empty', () => Buffer.alloc(0)],
  ['that is not packed', (bytes) => gunzipSync(bytes)],
  ['that is something else, packed', () => gzipSync('something else')],
  ['that is a snapshot, packed', (bytes) => gzipSync(replaceIn(gunzipSync(bytes), 'export', 'snapshot'))],
])('a file %s is refused before anything is changed', async (_what, damage) => {
  const file = newFile();
  await exportState(await exampleFolder(), file);
  const target = newFolder();
  await keep(target, [['mine', 1]]);
  const before = allFilesOf(target);
  const bytes = readFileSync(file);
  writeFileSync(file, damage(bytes));
  await expect(importState(file, target, { replace: true })).rejects.toThrow(
    /is damaged, or was not copied to its end: nothing of it was used|is damaged, or was not written by a local cloud|is of the kind/,
  );
  expect(allFilesOf(target)).toEqual(before);
  writeFileSync(file, bytes);
  await importState(file, target, { replace: true });
  expect(await keptIn(target)).toHaveLength(2_001);
});

test('a file of a newer format is refused, and says so', async () => {
  const file = newFile();
  await exportState(await exampleFolder(), file);
  writeFileSync(file, gzipSync(replaceIn(gunzipSync(readFileSync(file)), 'state 2', 'state 3')));
  await expect(importState(file, newFolder())).rejects.toThrow(/newer release \(format 3; this one reads 2\)/);
});

test.each<[string, boolean, RegExp | undefined]>([
  ['is replaced where that is said', true, undefined],
  ['is kept otherwise', false, /keeps an account already: name another folder, or import with --fresh/],
])('what a folder keeps already %s', async (_what, replace, refusal) => {
  const file = newFile();
  const source = newFolder();
  await keep(source, [['theirs', 1]]);
  await exportState(source, file);
  const target = newFolder();
  await keep(target, [['mine', 1]]);
  const importing = importState(file, target, { replace });
  await (refusal === undefined ? importing : expect(importing).rejects.toThrow(refusal));
  expect(await keptIn(target)).toEqual(refusal === undefined ? [['theirs', 1]] : [['mine', 1]]);
  // What it was replaced by was restored: it is gone.
  expect(readdirSync(target).filter((name) => name.startsWith('snapshot-'))).toHaveLength(1);
});

test.each<[string, (folder: string, file: string) => unknown, RegExp]>([
  ['to a file that is there', (_folder, file) => writeFileSync(file, 'mine'), /is there already: move it away/],
  ['of a folder that somebody has', (folder) => openAccount(folder), /is open in this process already/],
  [
    'of a body that is damaged',
    (folder) => {
      const [hash = ''] = readdirSync(join(folder, 'blobs'));
      const [name = ''] = readdirSync(join(folder, 'blobs', hash));
      writeFileSync(join(folder, 'blobs', hash, name), 'other');
    },
    /is damaged: /,
  ],
])('an export %s is refused, and writes nothing', async (_what, prepare, refusal) => {
  const folder = await exampleFolder();
  const file = newFile();
  const opened = (await prepare(folder, file)) as Partial<Awaited<ReturnType<typeof openAccount>>> | undefined;
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  await expect(exportState(folder, file)).rejects.toThrow(refusal);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : undefined).toBe(before);
  expect(readdirSync(join(file, '..'))).toEqual(before === undefined ? [] : ['account.export']);
  await opened?.store?.close();
});

test.each<[string, (folder: string) => void]>([
  ['that is not there', () => {}],
  ['that is empty', (folder) => mkdirSync(folder, { mode: 0o700 })],
])('of a folder %s there is nothing to export', async (_what, make) => {
  const folder = newFolder();
  make(folder);
  await expect(exportState(folder, newFile())).rejects.toThrow(/nothing is kept in .*: there is nothing to export/);
});

onPosix('a place where nothing can be written is told', async () => {
  await expect(exportState(await exampleFolder(), '/proc/account.export')).rejects.toThrow(
    /can't be written \(E\w+\): name another place/,
  );
  await expect(importState(newFile(), newFolder())).rejects.toThrow(/is not there: name a file that --export wrote/);
});

function flip(bytes: Buffer, at: number): Buffer {
  const flipped = Buffer.from(bytes);
  flipped[at] = (flipped[at] ?? 0) ^ 4;
  return flipped;
}

const replaceIn = (bytes: Buffer, from: string, to: string) =>
  Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');

/** Its frames are all that the file has after its first line. */
function withoutLastFrame(bytes: Buffer): Buffer {
  let last = 0;
  for (let at = bytes.indexOf('\n') + 1; at < bytes.length; at += 12 + bytes.readUInt32LE(at)) last = at;
  return bytes.subarray(0, last);
}
