import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invokeSmokeTest } from '../../local/smoke-test/run';
import { changedAssembly, startGame } from './deployment';
import { failedSteps } from './failed-steps';
import type { Mutation } from './mutation';
import { scoreMutations } from './score-mutations';
import { synthesizeStory } from './synthesize-story';

const original = mkdtempSync(join(tmpdir(), 'game-federation-score-mutations-'));
beforeAll(() => synthesizeStory('local-scores', original), 120_000);
afterAll(() => rmSync(original, { recursive: true, force: true }));

/** What the deployed smoke test says is wrong: the functions of the scores run as they are deployed, too. */
async function failedWith(change: Mutation['change']): Promise<string[]> {
  const { directory, remove } = changedAssembly(change, original);
  try {
    const { cloud } = await startGame({
      assemblies: [directory],
      issuers: { 'https://scores.star-harvest.example': 'http://127.0.0.1:9' },
    });
    try {
      return failedSteps(await invokeSmokeTest(cloud, { onFailure: 'report', propagationSeconds: 0 }));
    } finally {
      await cloud.stop();
    }
  } finally {
    remove();
  }
}

test('without a mistake nothing fails', async () => {
  expect(await failedWith(() => true)).toEqual([]);
});

test.each(scoreMutations)('a check fails when $mistake', async ({ change, fails: { player, check } }) => {
  expect(await failedWith(change)).toContain(`${player}: ${check}`);
});
