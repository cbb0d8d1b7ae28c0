import { existsSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from './lock';
import { ownFolder } from './own-folder';

/** Files and folders that this program makes. */
const own = /^(snapshot-\d+(\.new)?|journal-\d+|blobs)$/;

/**
 * Deletes what a folder keeps, whatever state that is in, so that the next start is a first one. What else lies there is left. Where nothing
 * is, nothing is done.
 *
 * @throws StateRefused where somebody has the folder, or others can look into it
 */
export function clearState(folder: string): void {
  if (!existsSync(folder)) return;
  ownFolder(folder);
  const real = realpathSync(folder);
  const lock = lockFolder(real);
  try {
    // Bodies last: killed in between, it is found without a snapshot, which is refused and can be cleared again.
    const names = readdirSync(real).filter((name) => own.test(name));
    for (const name of names.sort().reverse()) rmSync(join(real, name), { recursive: true, force: true });
  } finally {
    lock.release();
  }
}
