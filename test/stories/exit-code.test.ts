import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { changedAssembly } from './deployment';
import { mutations } from './mutations';
import { synthesizeOtherGame } from './other-game';

const assembly = synthesizeOtherGame();
afterAll(() => rmSync(assembly, { recursive: true, force: true }));

const start = (directory: string) =>
  spawnSync(process.execPath, ['-r', 'ts-node/register', join('local', 'start.ts'), '--assembly', directory], {
    cwd: join(__dirname, '..', '..'),
    encoding: 'utf8',
  });

test('npm start succeeds where every check holds', () => {
  const { status, stdout, stderr } = start(assembly);
  expect(stderr).toBe('');
  expect(stdout).toContain('Every check holds');
  expect(status).toBe(0);
});

test('npm start fails where one does not, and names it', () => {
  const mutation = mutations.find(({ mistake }) => mistake === 'players write boards');
  const { directory, remove } = changedAssembly(mutation?.change ?? (() => false), assembly);
  const { status, stdout } = start(directory);
  remove();
  expect(stdout).toMatch(/put a row on a board +WRONG/);
  expect(stdout).toContain('guest, enhanced flow: may not put a row on a board: expected refused, was allowed');
  expect(status).toBe(1);
});
