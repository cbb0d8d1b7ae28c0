import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Migration, migrations } from '../../../local/state/migrations';
import { StateStore } from '../../../local/state/state-store';
import { newFolder } from './kept-account';
import { Registry } from './registry';

const upper: Migration = {
  collection: 'players',
  from: 1,
  migrate: (value, key) => [[key, String(value).toUpperCase()]],
};
const wrapped: Migration = { collection: 'players', from: 2, migrate: (value, key) => [[key, { key, value }]] };
const withoutB: Migration = {
  collection: 'players',
  from: 1,
  migrate: (value, key) => (key === 'b' ? [] : [[key, value]]),
};
const split: Migration = {
  collection: 'players',
  from: 1,
  *migrate(value, key) {
    for (const word of String(value).split(' of ')) yield [`${key}/${word}`, word];
  },
};
const others: Migration = { collection: 'others', from: 1, migrate: (_, key) => [[key, 'not mine']] };

async function opened(folder: string, collections: Registry[], known: readonly Migration[] = []) {
  const store = StateStore.open(folder, { migrations: known });
  try {
    await store.restore(collections.map((registry) => registry.keptBy(store)));
  } finally {
    await store.close();
  }
  return collections.map(({ records }) => Object.fromEntries(records));
}

async function folderOf(...versions: [string, number][]): Promise<string> {
  const folder = newFolder();
  const registries = versions.map(([name, version]) => new Registry(name, version));
  for (const { records } of registries) for (const key of ['a', 'b']) records.set(key, `value of ${key}`);
  await opened(folder, registries);
  return folder;
}

test.each<[string, [string, number], number, Migration[], object]>([
  ['the same version', ['players', 1], 1, [], { a: 'value of a', b: 'value of b' }],
  ['the same version, whatever others take', ['players', 2], 2, [upper, others], { a: 'value of a', b: 'value of b' }],
  ['one version before', ['players', 1], 2, [upper, others], { a: 'VALUE OF A', b: 'VALUE OF B' }],
  [
    'two before',
    ['players', 1],
    3,
    [wrapped, upper],
    { a: { key: 'a', value: 'VALUE OF A' }, b: { key: 'b', value: 'VALUE OF B' } },
  ],
  [
    'the last one before',
    ['players', 2],
    3,
    [wrapped, upper],
    { a: { key: 'a', value: 'value of a' }, b: { key: 'b', value: 'value of b' } },
  ],
  [
    'one whose records are split',
    ['players', 1],
    2,
    [split],
    { 'a/value': 'value', 'a/a': 'a', 'b/value': 'value', 'b/b': 'b' },
  ],
  ['one whose records are dropped in part', ['players', 1], 2, [withoutB], { a: 'value of a' }],
])('records of %s are taken, once', async (_what, kept, version, known, expected) => {
  const folder = await folderOf(kept);
  expect(await opened(folder, [new Registry('players', version)], known)).toEqual([expected]);
  // They are written in their new form: nothing is needed for it.
  expect(await opened(folder, [new Registry('players', version)])).toEqual([expected]);
});

test.each<[string, [string, number][], [string, number], Migration[], RegExp]>([
  [
    'of a newer version',
    [['players', 3]],
    ['players', 2],
    [upper],
    /newer release \(players, version 3; this one has 2\): start that release, or.*--fresh/,
  ],
  [
    'of a collection that is not there',
    [
      ['players', 1],
      ['new', 1],
    ],
    ['players', 1],
    [],
    /newer release \(new, version 1; this one has none of it\)/,
  ],
  [
    'of a version that nothing takes',
    [['players', 1]],
    ['players', 2],
    [others],
    /older release \(players, version 1; this one has 2 and can't read 1\): start the older release, or.*--fresh/,
  ],
  ['of one that is taken half the way', [['players', 1]], ['players', 3], [upper], /can't read 2/],
])('records %s are refused, and left as they are', async (_what, kept, own, known, refusal) => {
  const folder = await folderOf(...kept);
  const before = readFileSync(join(folder, 'snapshot-1'));
  await expect(opened(folder, [new Registry(...own)], known)).rejects.toThrow(refusal);
  expect(readFileSync(join(folder, 'snapshot-1'))).toEqual(before);
  // The release that wrote them takes them.
  expect(
    await opened(
      folder,
      kept.map((collection) => new Registry(...collection)),
    ),
  ).toHaveLength(kept.length);
});

test('a collection that is new begins empty, and is kept from then on', async () => {
  const folder = await folderOf(['players', 1]);
  const added = new Registry('new', 4);
  const store = StateStore.open(folder);
  await store.restore([new Registry('players'), added.keptBy(store)]);
  added.set('x', 1);
  await store.close();
  expect(await opened(folder, [new Registry('players'), new Registry('new', 4)])).toEqual([
    { a: 'value of a', b: 'value of b' },
    { x: 1 },
  ]);
});

test('the list has each step once, and each leads to the next', () => {
  const steps = migrations.map(({ collection, from }) => `${collection} ${from}`);
  expect(new Set(steps).size).toBe(steps.length);
});
