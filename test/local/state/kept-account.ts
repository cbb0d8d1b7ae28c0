import { join } from 'node:path';
import type { StateOptions } from '../../../local/state/options';
import { StateStore } from '../../../local/state/state-store';
import { emptyDirectory } from '../../assembly/assembly-on-disk';
import { BodyRegistry, Registry } from './registry';

/** A folder that is not there yet. */
export const newFolder = () => join(emptyDirectory(), 'account');

/** An account of one collection, opened. */
export async function openAccount(folder: string, options: StateOptions = {}) {
  const store = StateStore.open(folder, options);
  const players = new Registry<unknown>('players').keptBy(store);
  const files = new BodyRegistry('files').keptBy(store);
  try {
    await store.restore([players, files]);
  } catch (error) {
    await store.close();
    throw error;
  }
  return { store, players, files };
}

/** What is kept in a folder. */
export async function keptIn(folder: string): Promise<[string, unknown][]> {
  const { store, players } = await openAccount(folder);
  await store.close();
  return [...players.records];
}

/** Fills a folder with batches, each flushed by itself. */
export async function keep(folder: string, ...batches: readonly (readonly [string, unknown][])[]): Promise<void> {
  const { store, players } = await openAccount(folder);
  for (const batch of batches) {
    for (const [key, value] of batch) {
      if (value === undefined) players.delete(key);
      else players.set(key, value);
    }
    await store.flush();
  }
  await store.close();
}
