import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invokeSmokeTest } from '../../local/smoke-test/run';
import { startGame } from './deployment';
import { scoreMutations } from './score-mutations';
import { synthesizeStory } from './synthesize-story';
import { testMutations } from './test-mutations';

const original = mkdtempSync(join(tmpdir(), 'game-federation-scores-'));
beforeAll(() => synthesizeStory('local-scores', original), 120_000);
afterAll(() => rmSync(original, { recursive: true, force: true }));

testMutations({
  original,
  mutations: scoreMutations,
  async report(directory, where, player) {
    const { cloud } = await startGame({ assemblies: [directory], ...where });
    try {
      const signedIn = player === 'guest' ? [] : ['userPool'];
      return await invokeSmokeTest(cloud, { onFailure: 'report', propagationSeconds: 0, signedIn });
    } finally {
      await cloud.stop();
    }
  },
});
