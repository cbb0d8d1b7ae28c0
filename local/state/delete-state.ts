import { existsSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from './lock';
import { ownFolder } from './own-folder';

/** What is ours in a folder; whatever else lies there stays. */
const isOurs = (name: string) => /^(?:snapshot-\d+(?:\.new)?|journal-\d+|blobs)$/.test(name);

/**
 * Deletes what a folder keeps.
 *
 * @returns the names of what was deleted
 * @throws StateRefused where somebody has the folder, or others can look into it
 */
export function deleteState(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  ownFolder(folder);
  const real = realpathSync(folder);
  const lock = lockFolder(real);
  try {
    // A snapshot without its bodies would be a damaged account; without snapshot and journal there is none.
    const names = readdirSync(real).filter(isOurs).sort().reverse();
    for (const name of names) rmSync(join(real, name), { recursive: true, force: true });
    return names;
  } finally {
    lock.release();
  }
}
