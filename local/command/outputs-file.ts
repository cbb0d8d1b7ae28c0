import type { LocalOutputs } from '../account/outputs-file';
import { checkOwnFile, type OwnFile, writeOwnFile } from './own-file';

const outputsFile: OwnFile = {
  option: '--outputs-file',
  isOwn: (outputs) => Object.hasOwn(outputs, '_local'),
  why: 'no local cloud wrote it: it has no "_local", as the outputs of a deployment to AWS have none',
};

/**
 * Refuses a place for the outputs before anything is started for them.
 *
 * @throws Error that says what to do: where a file is there that no local cloud wrote, which would be lost, or where none can be written
 */
export function checkOutputsFile(file: string): void {
  checkOwnFile(outputsFile, file);
}

/**
 * Writes the outputs of a local cloud for whoever configures an app with it.
 *
 * @throws Error like {@link checkOutputsFile}: somebody else may have come between
 */
export function writeOutputsFile(file: string, outputs: LocalOutputs): void {
  writeOwnFile(outputsFile, file, outputs);
}
