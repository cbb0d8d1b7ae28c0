import { randomUUID } from 'node:crypto';
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file at once: whoever reads it meets the old text or the new one, and never a part. A link stays, and what it leads to is
 * written; so does who may read it.
 *
 * @throws Error of the file system; the old file is as it was then, and nothing is left beside it
 */
export function writeAtOnce(file: string, text: string): void {
  const target = whereLinksLead(file);
  besides(target, text, (temporary) => renameSync(temporary, target));
}

/**
 * Tries whether {@link writeAtOnce} can write there.
 *
 * @throws Error of the file system
 */
export function tryToWriteAtOnce(file: string): void {
  besides(whereLinksLead(file), '', () => {});
}

/** In the same folder, as a file is only moved at once within one file system. */
function besides(target: string, text: string, then: (temporary: string) => void): void {
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  const before = statSync(target, { throwIfNoEntry: false });
  try {
    // Open to its owner alone at first, where there may be fewer readers than the umask leaves.
    writeFileSync(temporary, text, { flag: 'wx', ...(before && { mode: 0o600 }) });
    if (before !== undefined) chmodSync(temporary, before.mode & 0o777);
    then(temporary);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function whereLinksLead(file: string): string {
  try {
    return realpathSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return file;
  }
}
