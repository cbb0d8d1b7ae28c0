import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type Authority, authorityOf } from './authority';
import { newAuthority } from './authority-certificate';

/** Where programs keep what they have made for a user. */
export interface UserData {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The folder of this machine's authority: outside any repository, one for every checkout. */
export function authorityFolder({ platform, home, environment }: UserData): string {
  return join(dataFolder(platform, home, environment), 'game-identity-federation', 'authority');
}

function dataFolder(platform: NodeJS.Platform, home: string, environment: UserData['environment']): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  const named = environment[platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_DATA_HOME'] ?? '';
  // A relative one counts as none (XDG Base Directory Specification).
  if (isAbsolute(named)) return named;
  return platform === 'win32' ? join(home, 'AppData', 'Local') : join(home, '.local', 'share');
}

/**
 * The authority in a folder; where there is no such folder, a new one. Its key is never readable by anybody else: folder and files are made
 * for their owner alone, under another name, and are put in place at once, so that of two starts one finds what the other made.
 *
 * @param hosts that it must be able to vouch for beside this machine's own; a new one can
 * @throws Error where what lies there is broken, expired, not made for these hosts, or was open to others, with what to do
 */
export function openAuthority(folder: string, hosts: readonly string[]): Authority {
  if (!existsSync(folder)) makeAuthority(folder, hosts);
  const whatToDo =
    `take the trust in it away (docs/local.md, "Managed login by HTTPS"), delete ${folder}, and start again, ` +
    'with every --allow-host that is needed: a new one is made';
  checkOwnership(folder, lstatSync(folder), (stats) => stats.isDirectory(), whatToDo);
  const certificate = readOwn(join(folder, certificateFile), whatToDo);
  const key = readOwn(join(folder, keyFile), whatToDo);
  const authority = authorityOf({ certificate, key }, join(folder, certificateFile), whatToDo);
  // Now, and not when everything else is up.
  authority.certify(hosts);
  return authority;
}

const certificateFile = 'authority.pem';
const keyFile = 'key.pem';

function makeAuthority(folder: string, hosts: readonly string[]): void {
  const { certificate, key } = newAuthority(hosts);
  const parent = join(folder, '..');
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  const stats = statSync(parent);
  // Whoever can write there could put another authority in place.
  if (isPosix && ((stats.mode & 0o022) !== 0 || !isOwn(stats))) {
    throw new Error(`${parent} can be written by others than you: chmod 700 it, or let it be yours`);
  }
  // 0700, whatever the umask.
  const made = mkdtempSync(join(parent, 'new-'));
  try {
    for (const [name, text] of [[certificateFile, certificate] as const, [keyFile, key] as const]) {
      writeFileSync(join(made, name), text, { mode: 0o600, flag: 'wx' });
    }
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    // Another start was faster: its authority is as good.
    if (!existsSync(folder)) throw error;
  }
}

const isPosix = process.getuid !== undefined;

function isOwn({ uid }: Stats): boolean {
  return uid === process.getuid?.();
}

/** Reads a file that nobody else could read; what is a link leads who knows where. */
function readOwn(file: string, whatToDo: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    throw new Error(`${file} can't be read (${(error as NodeJS.ErrnoException).code}): ${whatToDo}`);
  }
  try {
    // Of what was opened, not of what has that name by now.
    checkOwnership(file, fstatSync(descriptor), (stats) => stats.isFile(), whatToDo);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

function checkOwnership(path: string, stats: Stats, isKind: (stats: Stats) => boolean, whatToDo: string): void {
  // On Windows the user's own folder is nobody else's, and modes say nothing.
  const open = isPosix && ((stats.mode & 0o077) !== 0 || !isOwn(stats));
  if (isKind(stats) && !open) return;
  const mode = (stats.mode & 0o777).toString(8);
  throw new Error(
    `${path} is not yours alone (mode ${mode}): others may have the key of what your browser trusts. So ${whatToDo}`,
  );
}
