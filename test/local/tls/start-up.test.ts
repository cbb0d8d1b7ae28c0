import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The modules of a package that a program of ours has loaded. */
function loaded(program: string): string[] {
  const root = join(__dirname, '..', '..', '..');
  const list = 'process.stdout.write(JSON.stringify(Object.keys(require.cache)))';
  const { stdout, stderr } = spawnSync(process.execPath, ['-r', 'ts-node/register', '-e', `${program};${list}`], {
    cwd: root,
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as string[]).filter((file) => file.includes('@peculiar'));
}

test('nothing of X.509 is loaded before a certificate is made', () => {
  const modules = "require('./local/account/cloud'); const a = require('./local/tls/authority-certificate')";
  expect(loaded(modules)).toEqual([]);
  expect(loaded(`${modules}; a.newAuthority([])`)).not.toEqual([]);
});
