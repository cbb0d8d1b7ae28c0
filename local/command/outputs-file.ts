import { readFileSync, statSync } from 'node:fs';
import type { LocalOutputs } from '../account/outputs-file';
import { tryToWriteAtOnce, writeAtOnce } from '../shared/write-file';

const elsewhere = 'name another place with --outputs-file <path>';

/**
 * Refuses a place for the outputs before anything is started for them.
 *
 * @throws Error that says what to do: where a file is there that no local cloud wrote, which would be lost, or where none can be written
 */
export function checkOutputsFile(file: string): void {
  refuseOthers(file);
  try {
    tryToWriteAtOnce(file);
  } catch (error) {
    throw new Error(`${file} can't be written: ${codeOf(error)}; ${elsewhere}`);
  }
}

/**
 * Writes the outputs of a local cloud for whoever configures an app with it.
 *
 * @throws Error like {@link checkOutputsFile}: somebody else may have come between
 */
export function writeOutputsFile(file: string, outputs: LocalOutputs): void {
  refuseOthers(file);
  try {
    writeAtOnce(file, `${JSON.stringify(outputs, undefined, 2)}\n`);
  } catch (error) {
    throw new Error(`${file} can't be written: ${codeOf(error)}; ${elsewhere}`);
  }
}

/** Refuses to take the place of anything but a local cloud's own file. */
function refuseOthers(file: string): void {
  let text: string;
  try {
    const there = statSync(file);
    // A pipe would be waited for, and a device read for ever.
    text = there.isFile() || there.isDirectory() ? readFileSync(file, 'utf8') : '';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw new Error(`${file} can't be read: ${codeOf(error)}; ${elsewhere}`);
  }
  if (isLocal(text)) return;
  throw new Error(
    `${file} is there already, and no local cloud wrote it: it has no "_local", as the outputs of a deployment to AWS have none; ` +
      `move it away, or ${elsewhere}`,
  );
}

function isLocal(text: string): boolean {
  try {
    const outputs: unknown = JSON.parse(text);
    return typeof outputs === 'object' && outputs !== null && Object.hasOwn(outputs, '_local');
  } catch {
    return false;
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error);
