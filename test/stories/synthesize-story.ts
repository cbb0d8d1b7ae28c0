import { join } from 'node:path';
import { synthesize } from '../../local/command/synthesize';

/** Synthesizes one of the tests' own stages into a directory, as `npm start` does those of config/. */
export function synthesizeStory(stage: string, directory: string): Promise<void> {
  return synthesize(stage, directory, { app: join('test', 'stories', 'game-federation.ts') });
}
