import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inMemory } from '../../../local/state/in-memory';
import { newFolder, openAccount } from './kept-account';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const fileOf = (folder: string, hash: string) => join(folder, 'blobs', hash.slice(0, 2), hash);
const blobsIn = (folder: string) =>
  readdirSync(join(folder, 'blobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

/** A folder that keeps these bodies. */
async function keepBodies(bodies: Readonly<Record<string, string>>): Promise<string> {
  const folder = newFolder();
  const { store, files } = await openAccount(folder);
  for (const [key, text] of Object.entries(bodies)) files.set(key, store.bodies.put(Buffer.from(text)));
  await store.close();
  return folder;
}

test.each<[string, string]>([
  ['a text', 'body'],
  ['nothing', ''],
  ['zeros', '\u0000'.repeat(5000)],
  ['much', 'x'.repeat(5_000_000)],
])('a body of %s is read before it is written, after it, and by the next process', async (_what, text) => {
  const folder = newFolder();
  const { store, files } = await openAccount(folder);
  const body = store.bodies.put(Buffer.from(text));
  files.set('a', body);
  expect([body.hash, body.size, body.read().equals(Buffer.from(text))]).toEqual([hashOf(text), text.length, true]);
  await store.flush();
  expect(body.read().equals(Buffer.from(text))).toBe(true);
  await store.close();

  const again = await openAccount(folder);
  const reference = again.files.records.get('a');
  expect(reference).toEqual({ hash: hashOf(text), size: text.length });
  expect(
    again.store.bodies
      .find(reference as never)
      .read()
      .equals(Buffer.from(text)),
  ).toBe(true);
  await again.store.close();
});

test('one body of many records is one file', async () => {
  const folder = await keepBodies({ a: 'same', b: 'same', c: 'other' });
  expect(blobsIn(folder)).toEqual([hashOf('same'), hashOf('other')].sort());
});

test.each<[string, (account: Awaited<ReturnType<typeof openAccount>>) => Promise<void>, string[]]>([
  ['that a record refers to stays', async () => {}, ['one', 'two']],
  ['whose record is gone goes', async ({ files }) => files.delete('a'), ['two']],
  [
    'whose record has another now goes',
    async ({ store, files }) => files.set('a', store.bodies.put(Buffer.from('new'))),
    ['new', 'two'],
  ],
  [
    'that another record has too stays',
    async ({ files }) => {
      files.set('c', files.records.get('a') as never);
      files.delete('a');
    },
    ['one', 'two'],
  ],
  [
    'that no record ever had goes',
    async ({ store }) => {
      store.bodies.put(Buffer.from('never referred to'));
      await store.bodies.write();
    },
    ['one', 'two'],
  ],
])('a body %s', async (_what, change, expected) => {
  const folder = await keepBodies({ a: 'one', b: 'two' });
  const account = await openAccount(folder);
  await change(account);
  await account.store.flush();
  // What was put since the last sweep may be somebody's still.
  for (const _sweep of [1, 2, 3]) await account.store.compact();
  expect(blobsIn(folder)).toEqual(expected.map(hashOf).sort());
  await account.store.close();
  const again = await openAccount(folder);
  expect(blobsIn(folder)).toEqual(expected.map(hashOf).sort());
  await again.store.close();
});

test('a body that was put while a snapshot is written, and that its record is told of later, stays', async () => {
  const folder = await keepBodies({ a: 'one' });
  const { store, files } = await openAccount(folder);
  const compacting = store.compact();
  const body = store.bodies.put(Buffer.from('late'));
  await store.bodies.write();
  await compacting;
  await store.compact();
  files.set('late', body);
  await store.close();
  const again = await openAccount(folder);
  expect(
    again.store.bodies
      .find(again.files.records.get('late') as never)
      .read()
      .toString(),
  ).toBe('late');
  await again.store.close();
});

test.each<[string, (file: string) => void, RegExp | undefined, RegExp | undefined]>([
  ['that is whole', () => {}, undefined, undefined],
  ['that is gone', (file) => rmSync(file), /is gone: nothing of it was used or changed.*--fresh/, undefined],
  ['that is damaged', (file) => writeFileSync(file, 'bodY'), undefined, /is damaged: .*--fresh/],
  ['that is cut short', (file) => writeFileSync(file, 'bod'), undefined, /is damaged: .*--fresh/],
])('a body %s is read or refused', async (_what, damage, atOpening, atReading) => {
  const folder = await keepBodies({ a: 'body' });
  damage(fileOf(folder, hashOf('body')));
  if (atOpening !== undefined) {
    await expect(openAccount(folder)).rejects.toThrow(atOpening);
    return;
  }
  const { store, files } = await openAccount(folder);
  const body = store.bodies.find(files.records.get('a') as never);
  if (atReading === undefined) expect(body.read().toString()).toBe('body');
  else expect(() => body.read()).toThrow(atReading);
  await store.close();
});

test('what a killed process was writing is swept away', async () => {
  const folder = await keepBodies({ a: 'body' });
  writeFileSync(join(folder, 'blobs', hashOf('body').slice(0, 2), '.unfinished'), 'bo');
  const { store } = await openAccount(folder);
  expect(blobsIn(folder)).toEqual([hashOf('body')]);
  await store.close();
});

test.each(['../../../etc/passwd', '', 'A'.repeat(64)])('a record that refers to %j reads no file', async (hash) => {
  const { store } = await openAccount(newFolder());
  expect(() => store.bodies.find({ hash, size: 1 }).read()).toThrow('is no SHA-256');
  await store.close();
});

test('a folder with bodies and no snapshot is refused', async () => {
  const folder = await keepBodies({ a: 'body' });
  rmSync(join(folder, 'snapshot-1'));
  rmSync(join(folder, 'journal-1'));
  await expect(openAccount(folder)).rejects.toThrow('has bodies of objects and no snapshot');
  expect(readFileSync(fileOf(folder, hashOf('body')), 'utf8')).toBe('body');
});

test('without a folder a body is what holds it, and nothing is kept', () => {
  const body = inMemory.bodies.put(Buffer.from('body'));
  inMemory.changed('files', 'a');
  expect([body.hash, body.size, body.read().toString()]).toEqual([hashOf('body'), 4, 'body']);
  expect(() => inMemory.bodies.find(body)).toThrow('nothing is kept in memory');
});
