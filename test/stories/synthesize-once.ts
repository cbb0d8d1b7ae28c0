import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../local/command/synthesize';

/** The local stages are synthesized once for all stories: they change copies of them, never themselves. */
export default async function synthesizeOnce(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'game-federation-stories-'));
  process.env.STORIES_ASSEMBLIES = directory;
  await Promise.all(['local', 'local-roles'].map((stage) => synthesize(stage, join(directory, stage))));
}
