import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../../../local/state/lock';
import { thisProcess } from '../../../local/state/process-identity';
import { emptyDirectory } from '../../assembly/assembly-on-disk';

const onLinux = process.platform === 'linux' ? test : test.skip;
const own = thisProcess();
const locksIn = (folder: string) => readdirSync(folder);

onLinux.each<[string, () => object | string | Promise<object>, 'taken' | 'refused']>([
  ['of a process that is there', parent, 'refused'],
  [
    'of a process that is there, whose start is not known',
    async () => ({ ...(await parent()), started: undefined }),
    'refused',
  ],
  [
    'of a process of another machine',
    async () => ({ ...(await parent()), place: 'elsewhere pid:[1]', boot: 'b' }),
    'refused',
  ],
  ['of another container of this machine', async () => ({ ...(await ended()), place: 'elsewhere pid:[1]' }), 'refused'],
  ['of a process that has ended', ended, 'taken'],
  ['of one whose number another process has now', async () => ({ ...(await parent()), started: '1' }), 'taken'],
  [
    'of a process before the machine was started again',
    async () => ({ ...(await parent()), boot: 'another' }),
    'taken',
  ],
  ['that says nothing, as after a loss of power', () => '', 'taken'],
  ['that says something else', () => ({ pid: 'all' }), 'taken'],
  ['of no process', () => ({ ...own, pid: -1 }), 'taken'],
])('with a lock %s a folder is %s', async (_what, holder, expected) => {
  const folder = emptyDirectory();
  const said = await holder();
  writeFileSync(join(folder, 'lock-7'), typeof said === 'string' ? said : JSON.stringify(said));
  if (expected === 'refused') {
    const { pid } = said as { pid: number };
    expect(() => lockFolder(folder)).toThrow(
      new RegExp(
        `is held by process ${pid} on \\S+: stop that one first, or name another folder.*delete ${join(folder, 'lock-7')}`,
      ),
    );
    expect(locksIn(folder)).toEqual(['lock-7']);
    return;
  }
  const lock = lockFolder(folder);
  expect(locksIn(folder)).toEqual(['lock-8']);
  expect(JSON.parse(readFileSync(join(folder, 'lock-8'), 'utf8'))).toEqual(own);
  lock.release();
  expect(locksIn(folder)).toEqual([]);
});

test('a process takes a folder once, and again when it has given it back', () => {
  const folder = emptyDirectory();
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow('is open in this process already');
  mkdirSync(join(folder, 'other'));
  lockFolder(join(folder, 'other')).release();
  lock.release();
  lockFolder(folder).release();
});

async function parent(): Promise<object> {
  return { ...own, pid: process.ppid, started: startOf(process.ppid) };
}

/** One whose number nobody has. */
async function ended(): Promise<object> {
  const child = spawn(process.execPath, ['-e', '']);
  const { pid } = child;
  const started = startOf(pid as number);
  await new Promise((resolve) => child.once('close', resolve));
  return { ...own, pid, started };
}

const startOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
