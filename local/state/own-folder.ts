import { lstatSync, mkdirSync, readdirSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { codeOf, StateRefused } from './state-refused';

const isPosix = process.getuid !== undefined;

/**
 * A folder that its owner alone can look into, made where there is none. What is kept in it are keys and players' data.
 *
 * @throws StateRefused where it is no folder, or others can look into it
 */
export function ownFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw new StateRefused(`${folder} can't be made (${codeOf(error)}): name another place for what is kept`);
    }
  }
  // Of what has that name itself: what a link leads to may be exchanged.
  const stats = lstatSync(folder);
  if (!stats.isDirectory())
    throw new StateRefused(`${folder} is no folder: move it away, or name another place for what is kept`);
  if (isOpenToOthers(stats)) {
    refuseForeign(folder);
    const mode = (stats.mode & 0o777).toString(8);
    throw new StateRefused(
      `${folder} is not yours alone (mode ${mode}): it holds keys. chmod 700 it, and let it be yours, if nobody else has been in it`,
    );
  }
}

/** What a local cloud makes in its folder; names with a dot are nobody's. */
const own = /^(?:\.|snapshot-\d+|journal-\d+|blobs$|lock-\d+$)/;

/** Who names a folder of something else by mistake is not to be told to shut others out of it. */
function refuseForeign(folder: string): void {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new StateRefused(`${folder} can't be read (${codeOf(error)}): let it be yours, or name another folder`);
  }
  const [other] = names.filter((name) => !own.test(name)).sort();
  if (other === undefined || names.some((name) => !name.startsWith('.') && own.test(name))) return;
  throw new StateRefused(
    `${folder} is no folder of a local cloud: it has ${other} in it. Name one that is empty, or not there yet`,
  );
}

/** On Windows a user's own folder is nobody else's, and modes say nothing. */
function isOpenToOthers({ mode, uid }: Stats): boolean {
  return isPosix && ((mode & 0o077) !== 0 || uid !== process.getuid?.());
}

/** Makes the names in a folder safe from a loss of power. On Windows a folder can't be opened, nor need it be. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
