import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeStory } from './synthesize-story';

/** The stories' two local stages are synthesized once for all stories: they change copies of them, never themselves. */
export default async function synthesizeOnce(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'game-federation-stories-'));
  process.env.STORIES_ASSEMBLIES = directory;
  // CDK's own validator takes half of a synthesis. It looks at the stages of config/ in test/lib/stages.test.ts.
  process.env.CDK_VALIDATION = 'false';
  try {
    await Promise.all(['local', 'local-roles'].map((stage) => synthesizeStory(stage, join(directory, stage))));
  } finally {
    delete process.env.CDK_VALIDATION;
  }
}
