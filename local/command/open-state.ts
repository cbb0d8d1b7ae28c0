import { deleteState } from '../state/delete-state';
import { exportState } from '../state/export-state';
import { importState } from '../state/import-state';
import { StateStore } from '../state/state-store';
import type { KeptState } from './state-options';

/**
 * Opens the folder in which an account is kept, after what was asked for was done with it.
 *
 * @param say is told what was done
 * @throws StateRefused that says what to do
 */
export async function openState(state: KeptState, say: (line: string) => void): Promise<StateStore> {
  const { folder, fresh, importFrom } = state;
  if (importFrom !== undefined) {
    const { records, blobs } = await importState(importFrom, folder, { replace: fresh });
    say(`${folder} keeps what ${importFrom} held: ${records} records, ${blobs} bodies.`);
  } else if (fresh) {
    const deleted = deleteState(folder);
    say(deleted.length === 0 ? `Nothing was kept in ${folder}.` : `Deleted from ${folder}: ${deleted.join(', ')}.`);
  }
  return StateStore.open(folder, {
    onFailure: (error) => say(`What changed could not be written to ${folder}, and is tried again: ${error.message}`),
  });
}

/** Writes what is kept in a folder into a file. @throws StateRefused that says what to do */
export async function exportTo(file: string, { folder }: KeptState, say: (line: string) => void): Promise<void> {
  const { records, blobs } = await exportState(folder, file);
  say(
    `${file} holds what ${folder} keeps: ${records} records, ${blobs} bodies. It has keys in it: keep it to yourself.`,
  );
}
