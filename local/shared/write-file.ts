import { randomUUID } from 'node:crypto';
import { realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file at once: whoever reads it meets the old text or the new one, and never a part. A link stays, and what it leads to is
 * written.
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
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
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
