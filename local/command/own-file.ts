import { readFileSync, statSync } from 'node:fs';
import { tryToWriteAtOnce, writeAtOnce } from '../shared/write-file';

/** A file that an option names, and that this program alone writes. */
export interface OwnFile {
  /** `--outputs-file` */
  readonly option: string;
  /** Whether what a JSON file holds was written by this program. */
  isOwn(content: object): boolean;
  /** Why another one is not replaced: `no local cloud wrote it: …`. */
  readonly why: string;
}

/**
 * Refuses a place for a file before anything is started for it.
 *
 * @throws Error that says what to do: where a file is there that somebody else wrote, which would be lost, or where none can be written
 */
export function checkOwnFile(kind: OwnFile, file: string): void {
  refuseOthers(kind, file);
  try {
    tryToWriteAtOnce(file);
  } catch (error) {
    throw new Error(`${file} can't be written: ${codeOf(error)}; ${elsewhere(kind)}`);
  }
}

/** @throws Error like {@link checkOwnFile}: somebody else may have come between */
export function writeOwnFile(kind: OwnFile, file: string, content: object): void {
  refuseOthers(kind, file);
  try {
    writeAtOnce(file, `${JSON.stringify(content, undefined, 2)}\n`);
  } catch (error) {
    throw new Error(`${file} can't be written: ${codeOf(error)}; ${elsewhere(kind)}`);
  }
}

function refuseOthers(kind: OwnFile, file: string): void {
  let text: string;
  try {
    const there = statSync(file);
    // A pipe would be waited for, and a device read for ever.
    text = there.isFile() || there.isDirectory() ? readFileSync(file, 'utf8') : '';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw new Error(`${file} can't be read: ${codeOf(error)}; ${elsewhere(kind)}`);
  }
  if (isOwn(kind, text)) return;
  throw new Error(`${file} is there already, and ${kind.why}; move it away, or ${elsewhere(kind)}`);
}

function isOwn(kind: OwnFile, text: string): boolean {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null && kind.isOwn(content);
  } catch {
    return false;
  }
}

const elsewhere = ({ option }: OwnFile) => `name another place with ${option} <path>`;
const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error);
