import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keep, keptIn, newFolder, openAccount } from './kept-account';

const startOver = /So nothing of it was used or changed: put back a copy.*--import.*--fresh/;

/** A folder whose journal has three frames, of two records each; and where they begin. */
async function threeFrames() {
  const folder = newFolder();
  await keep(folder, [['old', 'kept in the snapshot']]);
  const { store, players } = await openAccount(folder);
  await store.compact();
  const journal = join(folder, 'journal-2');
  const ends = [readFileSync(journal).length];
  for (const number of [1, 2, 3]) {
    players.set(`a${number}`, number);
    players.set(`b${number}`, number);
    await store.flush();
    ends.push(readFileSync(journal).length);
  }
  await store.close();
  return { folder, journal: 'journal-2', snapshot: 'snapshot-2', ends };
}

const recordsOf = (frames: number) => [
  ['old', 'kept in the snapshot'],
  ...[1, 2, 3].slice(0, frames).flatMap((number) => [
    [`a${number}`, number],
    [`b${number}`, number],
  ]),
];

function copied(folder: string): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true, mode: 0 });
  return copy;
}

test('a journal that ends at any byte is opened with the batches that are whole, and goes on', async () => {
  const { folder, journal, ends } = await threeFrames();
  expect(await keptIn(copied(folder))).toEqual(recordsOf(3));
  const [first = 0, , , last = 0] = ends;
  for (let length = first; length <= last; length += 1) {
    const copy = copied(folder);
    truncateSync(join(copy, journal), length);
    const whole = ends.filter((end) => end <= length).length - 1;
    expect([length, await keptIn(copy)]).toEqual([length, recordsOf(whole)]);
    await keep(copy, [['after', length]]);
    expect([length, await keptIn(copy)]).toEqual([length, [...recordsOf(whole), ['after', length]]]);
  }
});

test('so is one whose last blocks were never written, and are zeros', async () => {
  const { folder, journal, ends } = await threeFrames();
  const [, second = 0, , last = 0] = ends;
  for (let length = second; length <= last; length += 1) {
    const copy = copied(folder);
    const bytes = readFileSync(join(copy, journal));
    writeFileSync(join(copy, journal), Buffer.concat([bytes.subarray(0, length), Buffer.alloc(last - length + 5000)]));
    const whole = ends.filter((end) => end <= length).length - 1;
    expect([length, await keptIn(copy)]).toEqual([length, recordsOf(whole)]);
  }
});

test.each(['journal', 'snapshot'] as const)(
  'a %s with any one byte flipped is refused, and left as it is',
  async (name) => {
    const made = await threeFrames();
    const file = made[name];
    const bytes = readFileSync(join(made.folder, file));
    const copy = copied(made.folder);
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(join(copy, file), flipped);
      await expect(keptIn(copy).then((kept) => [at, kept])).rejects.toThrow(
        /is damaged|was written by a newer release|is of the kind/,
      );
      expect(readFileSync(join(copy, file))).toEqual(flipped);
      writeFileSync(join(copy, file), bytes);
      if (at % 50 === 0) expect(await keptIn(copy)).toEqual(recordsOf(3));
    }
  },
);

test.each<[string, (folder: string, files: { journal: string; snapshot: string; ends: number[] }) => void, RegExp]>([
  [
    'whose journal lacks a frame in the middle',
    (folder, { journal, ends }) => {
      const bytes = readFileSync(join(folder, journal));
      writeFileSync(join(folder, journal), Buffer.concat([bytes.subarray(0, ends[1]), bytes.subarray(ends[2])]));
    },
    startOver,
  ],
  [
    'whose journal has two frames in the wrong order',
    (folder, { journal, ends }) => {
      const bytes = readFileSync(join(folder, journal));
      const pieces = [[0, ends[0]], [ends[1], ends[2]], [ends[0], ends[1]], [ends[2]]].map(([from, to]) =>
        bytes.subarray(from, to),
      );
      writeFileSync(join(folder, journal), Buffer.concat(pieces));
    },
    startOver,
  ],
  ['without its journal', (folder, { journal }) => rmSync(join(folder, journal)), /journal-2 can't be read \(ENOENT\)/],
  ['without its snapshot', (folder, { snapshot }) => rmSync(join(folder, snapshot)), /has no snapshot beside it/],
  ['whose snapshot has lost its end', (folder, { snapshot }) => truncateSync(join(folder, snapshot), 150), startOver],
  [
    'whose snapshot is empty',
    (folder, { snapshot }) => truncateSync(join(folder, snapshot), 0),
    /was not written by a local cloud/,
  ],
  [
    'whose files are another program’s',
    (folder, { snapshot }) => writeFileSync(join(folder, snapshot), 'SQLite format 3\u0000'),
    /was not written by a local cloud: it is left as it is/,
  ],
  [
    'of a newer format',
    (folder, { snapshot }) => replaceIn(join(folder, snapshot), 'state 2', 'state 3'),
    /newer release \(format 3; this one reads 2\): start that release, or start over with --fresh/,
  ],
  [
    'whose journal is another generation’s',
    (folder, { journal }) => replaceIn(join(folder, journal), 'journal 2', 'journal 1'),
    startOver,
  ],
])('a folder %s is refused, and left as it is', async (_what, damage, refusal) => {
  const { folder, ...files } = await threeFrames();
  expect(await keptIn(copied(folder))).toEqual(recordsOf(3));
  damage(folder, files);
  const before = contentOf(folder);
  await expect(keptIn(folder)).rejects.toThrow(refusal);
  expect(contentOf(folder)).toEqual(before);
});

test('what a killed process has begun and not finished is nothing', async () => {
  const { folder } = await threeFrames();
  for (const name of ['snapshot-3.new', 'journal-3', '.lock.1']) writeFileSync(join(folder, name), 'begun');
  expect(await keptIn(folder)).toEqual(recordsOf(3));
  expect(readdirSync(folder).sort()).toEqual(['blobs', 'journal-2', 'snapshot-2']);
});

function replaceIn(file: string, from: string, to: string): void {
  writeFileSync(file, readFileSync(file, 'latin1').replace(from, to), 'latin1');
}

function contentOf(folder: string): [string, string][] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => [name, readFileSync(join(folder, name), 'latin1')]);
}
