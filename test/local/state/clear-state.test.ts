import { chmodSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clearState } from '../../../local/state/clear-state';
import { keptIn, newFolder, openAccount } from './kept-account';

const onPosix = process.platform === 'win32' ? test.skip : test;

async function exampleFolder(): Promise<string> {
  const folder = newFolder();
  const { store, players, files } = await openAccount(folder);
  players.set('a', 1);
  files.set('a', store.bodies.put(Buffer.from('body')));
  await store.close();
  return folder;
}

test.each<[string, (folder: string) => void]>([
  ['whole', () => {}],
  ['damaged', (folder) => truncateSync(join(folder, 'snapshot-1'), 60)],
  ['without its snapshot', (folder) => rmSync(join(folder, 'snapshot-1'))],
  ['left behind by a killed process', (folder) => writeFileSync(join(folder, 'lock-4'), '')],
])('what is %s is gone then, and another account begins', async (_what, damage) => {
  const folder = await exampleFolder();
  damage(folder);
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  clearState(folder);
  expect(readdirSync(folder)).toEqual(['notes.txt']);
  expect(await keptIn(folder)).toEqual([]);
  expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
});

test('where there is nothing, nothing is made', () => {
  const folder = newFolder();
  clearState(folder);
  expect(() => readdirSync(folder)).toThrow('ENOENT');
});

test('what somebody has is not deleted', async () => {
  const folder = await exampleFolder();
  const { store } = await openAccount(folder);
  expect(() => clearState(folder)).toThrow('is open in this process already');
  await store.close();
  expect(await keptIn(folder)).toEqual([['a', 1]]);
});

onPosix('nor is what lies in a folder that others can look into', async () => {
  const folder = await exampleFolder();
  chmodSync(folder, 0o755);
  expect(() => clearState(folder)).toThrow('not yours alone');
  chmodSync(folder, 0o700);
  expect(await keptIn(folder)).toEqual([['a', 1]]);
});
