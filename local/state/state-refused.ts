/** Why a kept account is not opened, written, exported or imported; the message says what to do and is printed as it is. */
export class StateRefused extends Error {
  override readonly name = 'StateRefused';
}

/** What to do about files that can't be trusted any more. */
export const startOver =
  'nothing of it was used or changed: put back a copy of the folder, import an export (--import), or start over with --fresh';

/** The file system's own word for what went wrong: `ENOSPC`. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
