import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../local/synthesize';

/** The local stage is synthesized once for all stories: they change copies of it, never itself. */
export default async function synthesizeOnce(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'game-federation-stories-'));
  await synthesize('local', directory);
  process.env.STORIES_ASSEMBLY = directory;
}
