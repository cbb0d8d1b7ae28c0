import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../local/command/synthesize';

let made: Promise<string> | undefined;
let directory: string | undefined;

/** The directory of the local stage's cloud assembly, synthesized once for all measurements. */
export function localAssembly(): Promise<string> {
  made ??= synthesizeLocal();
  return made;
}

async function synthesizeLocal(): Promise<string> {
  directory = mkdtempSync(join(tmpdir(), 'game-federation-bench-'));
  await synthesize('local', directory);
  return directory;
}

/** Removes it, if it was made. */
export function removeLocalAssembly(): void {
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
}
