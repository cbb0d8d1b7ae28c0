import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryToWriteAtOnce, writeAtOnce } from '../../../local/shared/write-file';
import { emptyDirectory } from '../../assembly/assembly-on-disk';

const modeOf = (file: string) => statSync(file).mode & 0o777;

// On Windows modes say nothing.
const onPosix = process.getuid === undefined ? test.skip : test;
onPosix.each([0o600, 0o640, 0o644, 0o666])('a file of mode %o is read by whoever could read it before', (mode) => {
  const folder = emptyDirectory();
  const file = join(folder, '.env');
  writeFileSync(file, 'old');
  chmodSync(file, mode);
  symlinkSync('.env', join(folder, 'link'));
  for (const place of [file, join(folder, 'link')]) {
    tryToWriteAtOnce(place);
    expect(modeOf(file)).toBe(mode);
    writeAtOnce(place, `new by ${place}`);
    expect(modeOf(file)).toBe(mode);
    expect(readFileSync(file, 'utf8')).toBe(`new by ${place}`);
  }
  expect(readdirSync(folder).sort()).toEqual(['.env', 'link']);
});

onPosix('a new file is read by whom the umask lets', () => {
  const [usual, file] = [join(emptyDirectory(), 'usual'), join(emptyDirectory(), 'game.json')];
  writeFileSync(usual, '');
  writeAtOnce(file, 'new');
  expect(modeOf(file)).toBe(modeOf(usual));
});
