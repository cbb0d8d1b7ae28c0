import { cpSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StateStore } from '../../../local/state/state-store';
import { emptyDirectory } from '../../assembly/assembly-on-disk';
import { keep, keptIn, newFolder, openAccount } from './kept-account';
import { Registry } from './registry';

const onPosix = process.platform === 'win32' ? test.skip : test;
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const named = (folder: string, pattern: RegExp) => readdirSync(folder).filter((name) => pattern.test(name));

test.each<[string, string, unknown]>([
  ['a text', 'a', 'text'],
  ['an object', 'a', { nested: [1, null, true, { deep: '' }] }],
  ['null, which is a value', 'a', null],
  ['false', 'a', false],
  ['an empty key', '', 1],
  ['a key with a zero byte', 'table\u0000key', 1],
  ['a key with line feeds', 'a\nb\r\u2028', 'c\nd\r\u2028'],
  ['a key of an object’s own', '__proto__', { constructor: 'x' }],
  ['half of a surrogate pair', '\ud83d', '\udc00'],
  ['other writing', 'ключ/鍵/🗝', '値'],
  ['a large value', 'a', 'x'.repeat(3_000_000)],
])('%s is there again', async (_what, key, value) => {
  const folder = newFolder();
  await keep(folder, [
    ['first', 1],
    [key, value],
    ['last', 2],
  ]);
  expect(await keptIn(folder)).toEqual([
    ['first', 1],
    [key, value],
    ['last', 2],
  ]);
  const { store } = await openAccount(folder);
  await store.compact();
  await store.close();
  expect(await keptIn(folder)).toEqual([
    ['first', 1],
    [key, value],
    ['last', 2],
  ]);
});

test.each<[string, [string, unknown][][], [string, unknown][]]>([
  ['the last value', [[['a', 1]], [['a', 2]]], [['a', 2]]],
  [
    'nothing of what is gone',
    [
      [
        ['a', 1],
        ['b', 2],
      ],
      [['a', undefined]],
    ],
    [['b', 2]],
  ],
  [
    'what came again, at its end',
    [
      [
        ['a', 1],
        ['b', 2],
      ],
      [['a', undefined]],
      [['a', 3]],
    ],
    [
      ['b', 2],
      ['a', 3],
    ],
  ],
  [
    'nothing of what came and went between',
    [
      [
        ['a', 1],
        ['a', undefined],
        ['b', 2],
      ],
    ],
    [['b', 2]],
  ],
])('what is kept is %s', async (_what, batches, expected) => {
  const folder = newFolder();
  await keep(folder, ...batches);
  expect(await keptIn(folder)).toEqual(expected);
});

onPosix('all of it is for its owner alone, whatever the umask', async () => {
  const umask = process.umask(0);
  try {
    const folder = newFolder();
    const { store, files } = await openAccount(folder);
    files.set('a', store.bodies.put(Buffer.from('body')));
    // Before it is compacted, a short body is in the journal alone.
    await store.compact();
    expect(modeOf(folder)).toBe('700');
    const all = readdirSync(folder, { recursive: true, withFileTypes: true });
    expect(all.map(({ name }) => name.replace(/^[0-9a-f]{2,}$/, 'hash')).sort()).toEqual(
      ['blobs', 'hash', 'hash', 'journal-2', 'lock-1', 'snapshot-2'].sort(),
    );
    for (const entry of all) {
      expect([entry.name, modeOf(join(entry.parentPath, entry.name))]).toEqual([
        entry.name,
        entry.isDirectory() ? '700' : '600',
      ]);
    }
    await store.close();
    expect(named(folder, /lock/)).toEqual([]);
  } finally {
    process.umask(umask);
  }
});

onPosix.each<[string, (folder: string) => void, RegExp | undefined]>([
  ['that is its owner’s alone', (folder) => mkdirSync(folder, { mode: 0o700 }), undefined],
  ['that others can read', (folder) => mkdirSync(folder, { mode: 0o750 }), /not yours alone \(mode 750\).*chmod 700/],
  ['that is a file', (folder) => writeFileSync(folder, ''), /is no folder: move it away/],
  ['that is a link', (folder) => symlinkSync(emptyDirectory(), folder), /is no folder: move it away/],
])('a folder %s is taken or refused', async (_what, make, refusal) => {
  const folder = newFolder();
  make(folder);
  const opening = openAccount(folder).then(({ store }) => store.close());
  await (refusal === undefined ? expect(opening).resolves.toBeUndefined() : expect(opening).rejects.toThrow(refusal));
});

test('what has changed is written by itself, and together', async () => {
  const folder = newFolder();
  const { store, players } = await openAccount(folder, { flushMilliseconds: 20 });
  const journal = join(folder, 'journal-1');
  const before = statSync(journal).size;
  players.set('a', 1);
  players.set('b', 2);
  await waitFor(() => statSync(journal).size > before);
  // As a killed process leaves it: nothing else is written.
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true, filter: (name) => !name.includes('lock-') });
  expect(await keptIn(copy)).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
  await store.close();
});

test('a journal that has outgrown its snapshot becomes a new one, while changes go on', async () => {
  const folder = newFolder();
  const { store, players } = await openAccount(folder, { flushMilliseconds: 1, shortJournal: 20_000 });
  for (let round = 0; round < 60; round += 1) {
    for (let key = 0; key < 50; key += 1) players.set(`${key}`, { round, text: 'x'.repeat(50) });
    await new Promise((resolve) => setTimeout(resolve, 2));
    await store.flush();
  }
  await store.close();
  const [snapshot] = named(folder, /^snapshot/);
  expect(Number(snapshot?.split('-')[1])).toBeGreaterThan(2);
  expect(named(folder, /^(snapshot|journal)/)).toHaveLength(2);
  expect(statSync(join(folder, named(folder, /^journal/)[0] as string)).size).toBeLessThan(100_000);
  expect(await keptIn(folder)).toEqual(
    Array.from({ length: 50 }, (_, key) => [`${key}`, { round: 59, text: 'x'.repeat(50) }]),
  );
});

test('what changes while a snapshot is written is in it or in its journal', async () => {
  const folder = newFolder();
  const { store, players } = await openAccount(folder);
  for (let key = 0; key < 30_000; key += 1) players.set(`${key}`, 0);
  await store.flush();
  let compacting = true;
  const compacted = store.compact().then(() => {
    compacting = false;
  });
  for (let round = 1; compacting; round += 1) {
    // The beginning is written by then, the end is not.
    players.delete('1');
    for (const key of ['0', '29999', `new ${round}`]) players.set(key, round);
    await new Promise(setImmediate);
    if (round % 3 === 0) await store.flush();
  }
  await compacted;
  const expected = [...players.records];
  await store.close();
  const kept = await keptIn(folder);
  expect(new Map(kept)).toEqual(new Map(expected));
  expect(kept).toHaveLength(expected.length);
});

test('a new snapshot holds with all that was changed together, though nothing has flushed it', async () => {
  const folder = newFolder();
  const { store, players } = await openAccount(folder, { flushMilliseconds: 1e6 });
  for (let key = 0; key < 30_000; key += 1) players.set(`${key}`, 0);
  await store.flush();
  const compacting = store.compact();
  // The first of them is written by then, the last one is not.
  await waitFor(() => named(folder, /\.new$/).some((name) => statSync(join(folder, name)).size > 10_000));
  players.set('0', 1);
  players.set('29999', 1);
  await compacting;
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true, filter: (name) => !name.includes('lock-') });
  const kept = new Map(await keptIn(copy));
  expect([kept.get('0'), kept.get('29999'), kept.get('1')]).toEqual([1, 1, 0]);
  await store.close();
});

test('a snapshot of many records never holds the event loop for long', async () => {
  const { store, players } = await openAccount(newFolder());
  for (let key = 0; key < 100_000; key += 1) players.records.set(`player-${key}`, { key, name: `the name of ${key}` });
  const pauses: number[] = [];
  let last = performance.now();
  const ticking = setInterval(() => {
    pauses.push(performance.now() - last);
    last = performance.now();
  }, 1);
  const began = performance.now();
  await store.compact();
  const took = performance.now() - began;
  clearInterval(ticking);
  await store.close();
  // Of the whole: a busy machine slows both.
  expect(Math.max(...pauses)).toBeLessThan(took / 2);
  expect(pauses.length).toBeGreaterThan(10);
});

test('what can’t be written is told, and written later', async () => {
  const folder = newFolder();
  const failures: string[] = [];
  const { store, players } = await openAccount(folder, {
    flushMilliseconds: 5,
    onFailure: ({ message }) => failures.push(message),
  });
  players.set('a', 1);
  await store.flush();
  const circular: { self?: unknown } = {};
  circular.self = circular;
  players.set('b', circular);
  while (failures.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(failures[0]).toMatch(/circular/i);
  await expect(store.flush()).rejects.toThrow(/circular/i);
  players.set('b', 2);
  await store.close();
  expect(await keptIn(folder)).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});

test('a collection that nobody restored is a mistake that is told', async () => {
  const folder = newFolder();
  const { store } = await openAccount(folder);
  store.changed('other', 'a');
  await expect(store.flush()).rejects.toThrow("no collection 'other' was restored");
  await expect(store.close()).rejects.toThrow("no collection 'other' was restored");
  // The folder is free all the same.
  expect(await keptIn(folder)).toEqual([]);
});

test('what is new says so, and is restored once', async () => {
  const folder = newFolder();
  const store = StateStore.open(folder);
  expect(store.isNew).toBe(true);
  const early = new Registry('players').keptBy(store);
  early.set('before', 1);
  await store.restore([early]);
  await expect(store.restore([early])).rejects.toThrow('restored once');
  await store.close();
  await store.close();
  const again = StateStore.open(folder);
  expect(again.isNew).toBe(false);
  const restored = new Registry('players');
  await again.restore([restored]);
  await again.close();
  expect([...restored.records]).toEqual([['before', 1]]);
});

async function waitFor(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}
