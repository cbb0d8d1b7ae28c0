import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyDirectory } from '../../assembly/assembly-on-disk';

/** How long the disk takes at most to make a few bytes safe, as long as it is asked: others may keep it busy. */
export async function slowestSync(isStopped: () => boolean): Promise<number> {
  const file = await open(join(emptyDirectory(), 'probe'), 'w');
  let slowest = 0;
  try {
    while (!isStopped()) {
      const began = performance.now();
      await file.write('probe');
      await file.datasync();
      slowest = Math.max(slowest, performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await file.close();
  }
  return slowest;
}
