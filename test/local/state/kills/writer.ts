import { writeSync } from 'node:fs';
import { StateStore } from '../../../../local/state/state-store';
import { batchOf, bodyOf, KillAccount, keptBodies, keptNumbers } from './kill-account';

/**
 * Writes as fast as it can until it is killed, and says on its standard output what has been flushed. What it writes is told by a number that
 * grows: a record of that number, a batch of records that all have it, and a body made of it.
 */
async function main(folder: string): Promise<void> {
  // Small, so that it is killed while it compacts as well.
  const store = StateStore.open(folder, { shortJournal: 30_000, flushMilliseconds: 5 });
  const account = new KillAccount(store);
  await store.restore(account.collections);
  for (let number = 1 + account.last(); ; number += 1) {
    account.write(number, store.bodies.put(bodyOf(number)));
    account.numbers.delete(`${number - keptNumbers}`);
    account.bodies.delete(`${number - keptBodies}`);
    if (number % batchOf !== 0) continue;
    await store.flush();
    writeSync(1, `${number}\n`);
  }
}

main(process.argv[2] as string).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
