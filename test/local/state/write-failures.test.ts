import fs, { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyDirectory } from '../../assembly/assembly-on-disk';
import { keptIn, newFolder, openAccount } from './kept-account';

/** What all open files are made after: the disk is full, or broken, for each of them. */
async function allFiles(): Promise<FileHandle> {
  const file = join(emptyDirectory(), 'file');
  writeFileSync(file, '');
  const handle = await open(file);
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

const failure = (code: string) => Object.assign(new Error(code), { code });

/** One call fails, after so many that don't; before it as much is written as is said. */
async function failOnce(call: 'write' | 'datasync' | 'sync', code: string, written = 0, after = 0) {
  const files = await allFiles();
  type Call = (this: FileHandle, ...given: unknown[]) => Promise<unknown>;
  const original = files[call] as Call;
  let calls = 0;
  const isTheOne = () => {
    calls += 1;
    return calls === after + 1;
  };
  const failing: Call = async function (...given) {
    if (!isTheOne()) return original.apply(this, given);
    const [bytes, offset, , position] = given;
    if (written > 0) await original.call(this, bytes, offset, written, position);
    throw failure(code);
  };
  jest.spyOn(files, call).mockImplementation(failing as never);
  if (call !== 'write') return;
  // What is short is written so.
  const { writeSync } = fs;
  const failingHere = (file: number, bytes: Buffer, offset: number, length: number, position: number): number => {
    if (!isTheOne()) return writeSync(file, bytes, offset, length, position);
    if (written > 0) writeSync(file, bytes, offset, written, position);
    throw failure(code);
  };
  jest.spyOn(fs, 'writeSync').mockImplementation(failingHere as never);
}

/** As a process that is killed now leaves it. */
async function keptNow(folder: string) {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true, filter: (name) => !name.includes('lock-') });
  return keptIn(copy);
}

afterEach(() => jest.restoreAllMocks());

test.each<[string, Parameters<typeof failOnce>]>([
  ['nothing of it could be written', ['write', 'ENOSPC']],
  ['a part of its header could be written', ['write', 'ENOSPC', 5]],
  ['a part of it could be written', ['write', 'ENOSPC', 40]],
  ['it could not be made safe', ['datasync', 'EIO']],
])('a flush fails where %s, and the next one writes it', async (_what, fails) => {
  const folder = newFolder();
  const { store, players } = await openAccount(folder, { flushMilliseconds: 1e6 });
  players.set('before', 1);
  await store.flush();
  players.set('a', 'x'.repeat(100));
  await failOnce(...fails);
  await expect(store.flush()).rejects.toThrow(fails[1]);
  // Shorter than what there is a part of.
  players.delete('a');
  players.set('b', 2);
  await store.flush();
  expect(await keptNow(folder)).toEqual([
    ['before', 1],
    ['b', 2],
  ]);
  await store.close();
  expect(await keptIn(folder)).toEqual([
    ['before', 1],
    ['b', 2],
  ]);
});

/** A disk that takes its time to make something safe, until it is let. */
async function holdSync() {
  const files = await allFiles();
  type Call = (this: FileHandle) => Promise<void>;
  const original = files.datasync as Call;
  let letGo: (error?: Error) => void = () => {};
  const held = new Promise<void>((resolve, reject) => {
    letGo = (error) => (error ? reject(error) : resolve());
  });
  let calls = 0;
  const holding: Call = async function () {
    calls += 1;
    if (calls === 1) await held;
    return original.apply(this);
  };
  jest.spyOn(files, 'datasync').mockImplementation(holding as never);
  return { letGo, calls: () => calls };
}

test.each([
  ['does so in the end', undefined],
  ['fails in the end', failure('EIO')],
])(
  'what changes while the disk makes safe what was appended before, and %s, is not lost by a kill',
  async (_how, end) => {
    const folder = newFolder();
    const { store, players } = await openAccount(folder, { flushMilliseconds: 1e6 });
    players.set('before', 1);
    await store.flush();
    const disk = await holdSync();
    const flushes: Promise<unknown>[] = [];
    for (const key of ['a', 'b', 'c']) {
      players.set(key, key);
      flushes.push(
        store.flush().then(
          () => 'safe',
          (error: Error) => error.message,
        ),
      );
      await untilKept(folder, key);
    }
    // Nobody is told that it is safe.
    expect(await Promise.race([...flushes, new Promise((resolve) => setTimeout(resolve, 20, 'none yet'))])).toBe(
      'none yet',
    );
    disk.letGo(end);
    // What came after what could not be made safe has to be written again too.
    expect(await Promise.all(flushes)).toEqual(end ? ['EIO', 'EIO', 'EIO'] : ['safe', 'safe', 'safe']);
    // One for the first, and one for all that came meanwhile.
    expect(disk.calls()).toBe(end ? 1 : 2);
    players.delete('b');
    await store.flush();
    const left = [
      ['before', 1],
      ['a', 'a'],
      ['c', 'c'],
    ];
    expect(await keptNow(folder)).toEqual(left);
    await store.close();
    expect(await keptIn(folder)).toEqual(left);
  },
);

async function untilKept(folder: string, key: string): Promise<void> {
  while (!(await keptNow(folder)).some(([kept]) => kept === key))
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A body that is a file before its record is written. */
const long = 300_000;

test.each<[string, number, Parameters<typeof failOnce>, string]>([
  ['of the body', long, ['write', 'ENOSPC', 3], 'neither is there'],
  ['of the body’s safety', long, ['datasync', 'EIO'], 'neither is there'],
  ['of the safety of its name', long, ['sync', 'EIO'], 'neither is there'],
  ['of a short body', 1, ['write', 'ENOSPC', 3], 'neither is there'],
  ['in a short body', 1, ['write', 'ENOSPC', 30], 'neither is there'],
  ['in its record', 1, ['write', 'ENOSPC', 120], 'neither is there'],
  // One append: to a process that is killed then nothing of it happens.
  ['of the safety of a short one', 1, ['datasync', 'EIO'], 'both are there'],
])('a record is not written before its body: after a failure %s (%d bytes more) %j: %s', async (...row) => {
  const [, length, fails, what] = row;
  const folder = newFolder();
  const { store, files } = await openAccount(folder, { flushMilliseconds: 1e6 });
  files.set('a', store.bodies.put(Buffer.from('the body')));
  // The first folder of a body is made safe too; it is there before.
  files.set('b', store.bodies.put(Buffer.from('another')));
  await store.flush();
  files.set('c', store.bodies.put(Buffer.alloc(length + 10, 'a third')));
  await failOnce(...fails);
  await expect(store.flush()).rejects.toThrow(fails[1]);
  expect(await filesIn(folder)).toEqual(what === 'both are there' ? ['a', 'b', 'c'] : ['a', 'b']);
  await store.flush();
  expect(await filesIn(folder)).toEqual(['a', 'b', 'c']);
  await store.close();
});

async function filesIn(folder: string): Promise<string[]> {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true, filter: (name) => !name.includes('lock-') });
  const { store, files } = await openAccount(copy);
  for (const reference of files.records.values()) store.bodies.find(reference).read();
  await store.close();
  return [...files.records.keys()];
}

test.each<[string, Parameters<typeof failOnce>]>([
  ['has a journal that can’t be begun', ['write', 'ENOSPC', 10]],
  ['has a journal that can’t be made safe', ['datasync', 'EIO']],
  ['can’t be begun', ['write', 'ENOSPC', 10, 1]],
  ['has a head that can’t be written', ['write', 'ENOSPC', 10, 2]],
  ['can’t be written', ['write', 'ENOSPC', 10, 3]],
  ['can’t be ended', ['write', 'ENOSPC', 10, 4]],
  ['can’t be made safe', ['datasync', 'EIO', 0, 1]],
  ['has a name that can’t be made safe', ['sync', 'EIO']],
])('where a new snapshot %s, the old one holds with its journal', async (_what, fails) => {
  const folder = newFolder();
  const { store, players } = await openAccount(folder, { flushMilliseconds: 1e6 });
  players.set('a', 1);
  await store.flush();
  await failOnce(...fails);
  await expect(store.compact()).rejects.toThrow(fails[1]);
  expect(readdirSync(folder).filter((name) => !name.startsWith('lock'))).toEqual(['blobs', 'journal-1', 'snapshot-1']);
  players.set('b', 2);
  await store.flush();
  const both = [
    ['a', 1],
    ['b', 2],
  ];
  expect(await keptNow(folder)).toEqual(both);
  await store.compact();
  expect(await keptNow(folder)).toEqual(both);
  await store.close();
});

test('what could not be written when it is closed is told, and the folder is given back', async () => {
  const folder = newFolder();
  const { store, players } = await openAccount(folder, { flushMilliseconds: 1e6 });
  players.set('a', 1);
  await failOnce('write', 'ENOSPC', 20);
  await expect(store.close()).rejects.toThrow('ENOSPC');
  expect(await keptIn(folder)).toEqual([]);
});
