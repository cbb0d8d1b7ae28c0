import { execFile } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { authorityFolder, openAuthority } from '../../../local/tls/authority-folder';
import { emptyDirectory } from '../../assembly/assembly-on-disk';

const folderIn = (home: string) => authorityFolder({ platform: 'linux', home, environment: {} });
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
/** What a program of ours prints that runs beside others. */
async function ownProcess(program: string, argument: string): Promise<string> {
  const cwd = join(__dirname, '..', '..', '..');
  const { stdout } = await promisify(execFile)(process.execPath, ['-r', 'ts-node/register', '-e', program, argument], {
    cwd,
  });
  return stdout;
}

const onPosix = process.platform === 'win32' ? test.skip : test;

test.each<[NodeJS.Platform, Record<string, string>, string]>([
  ['linux', {}, '/home/a/.local/share/game-identity-federation/authority'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/game-identity-federation/authority'],
  ['linux', { XDG_DATA_HOME: 'data' }, '/home/a/.local/share/game-identity-federation/authority'],
  ['linux', { XDG_DATA_HOME: '' }, '/home/a/.local/share/game-identity-federation/authority'],
  ['darwin', { XDG_DATA_HOME: '/data' }, '/home/a/Library/Application Support/game-identity-federation/authority'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/game-identity-federation/authority'],
  ['win32', {}, '/home/a/AppData/Local/game-identity-federation/authority'],
])('on %s with %j it is %s', (platform, environment, folder) => {
  expect(authorityFolder({ platform, home: '/home/a', environment })).toBe(folder);
});

onPosix('it is made once, for its owner alone, whatever the umask', () => {
  const umask = process.umask(0);
  try {
    const folder = folderIn(emptyDirectory());
    const { certificate, file } = openAuthority(folder, ['host.docker.internal']);
    expect(file).toBe(join(folder, 'authority.pem'));
    expect(modeOf(folder)).toBe('700');
    expect(modeOf(dirname(folder))).toBe('700');
    expect(readdirSync(folder).map((name) => [name, modeOf(join(folder, name))])).toEqual([
      ['authority.pem', '600'],
      ['key.pem', '600'],
    ]);
    expect(readdirSync(dirname(folder))).toEqual(['authority']);
    expect(openAuthority(folder, ['host.docker.internal']).certificate).toBe(certificate);
    // Not made anew for another name: that is for whoever trusts it to decide.
    expect(() => openAuthority(folder, ['other.example'])).toThrow(/may not vouch for other\.example.*--allow-host/);
    expect(readFileSync(file, 'utf8')).toBe(certificate);
  } finally {
    process.umask(umask);
  }
});

describe('what others could have read or put there is refused', () => {
  const rows: readonly (readonly [string, (folder: string) => void, RegExp])[] = [
    ['a key that its group may read', (folder) => chmodSync(join(folder, 'key.pem'), 0o640), /key\.pem .*mode 640/],
    ['a key that all may read', (folder) => chmodSync(join(folder, 'key.pem'), 0o644), /key\.pem .*mode 644/],
    ['a key that all may write', (folder) => chmodSync(join(folder, 'key.pem'), 0o602), /key\.pem .*mode 602/],
    ['a certificate that all may write', (folder) => chmodSync(join(folder, 'authority.pem'), 0o666), /mode 666/],
    ['a folder that others enter', (folder) => chmodSync(folder, 0o711), /authority is not yours alone \(mode 711/],
    [
      'a key that is a link',
      (folder) => {
        renameSync(join(folder, 'key.pem'), join(folder, 'elsewhere.pem'));
        symlinkSync(join(folder, 'elsewhere.pem'), join(folder, 'key.pem'));
      },
      /key\.pem can't be read \(ELOOP\)/,
    ],
    [
      'a folder that is a link',
      (folder) => {
        renameSync(folder, `${folder}-elsewhere`);
        symlinkSync(`${folder}-elsewhere`, folder);
      },
      /is not yours alone/,
    ],
    ['no key', (folder) => rmSync(join(folder, 'key.pem')), /key\.pem can't be read \(ENOENT\)/],
    ['a broken certificate', (folder) => writeFileSync(join(folder, 'authority.pem'), 'x'), /no certificate authority/],
  ];

  test.each(process.platform === 'win32' ? [] : rows)('%s', (_what, change, refusal) => {
    const folder = folderIn(emptyDirectory());
    openAuthority(folder, []);
    expect(() => openAuthority(folder, [])).not.toThrow();
    change(folder);
    expect(() => openAuthority(folder, [])).toThrow(refusal);
    expect(() => openAuthority(folder, [])).toThrow(/delete .*, and start again/);
  });
});

test('of several starts at once each has the same one', async () => {
  const folder = folderIn(emptyDirectory());
  const program = `process.stdout.write(require('./local/tls/authority-folder').openAuthority(process.argv[1], []).certificate)`;
  const said = await Promise.all([1, 2, 3].map(() => ownProcess(program, folder)));
  expect(said[0]).toContain('BEGIN CERTIFICATE');
  expect(new Set(said).size).toBe(1);
  expect(readdirSync(dirname(folder))).toEqual(['authority']);
});

onPosix('none is made where others could put another in its place', () => {
  const folder = folderIn(emptyDirectory());
  mkdirSync(dirname(folder), { recursive: true });
  chmodSync(dirname(folder), 0o777);
  expect(() => openAuthority(folder, [])).toThrow(/can be written by others than you: chmod 700/);
  expect(readdirSync(dirname(folder))).toEqual([]);
  chmodSync(dirname(folder), 0o755);
  expect(() => openAuthority(folder, [])).not.toThrow();
});
