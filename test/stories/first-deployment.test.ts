import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invokeSmokeTest } from '../../local/smoke-test/run';
import { startGame } from './deployment';
import { synthesizeStory } from './synthesize-story';

/** What the trigger of a first deployment sees: a stage as somebody begins with it, its event empty, no player anywhere. */
test.each(['dev', 'prod'])(
  'the first deployment of %s passes, and says loudly what it could not try',
  async (stage) => {
    const directory = mkdtempSync(join(tmpdir(), `game-federation-${stage}-`));
    const logged: string[] = [];
    try {
      await synthesizeStory(stage, directory);
      const report = await firstRun(directory, logged);
      expect(report.ok).toBe(true);
      expect(report.players.map(({ player, flow, status }) => `${player} ${flow} ${status}`)).toEqual([
        'guest enhanced exercised',
        `guest basic ${stage === 'dev' ? 'exercised' : 'off'}`,
        'signed-in enhanced notExercised',
        ...(stage === 'dev' ? ['signed-in basic notExercised'] : []),
      ]);
      expect(logged.filter((line) => line.includes('NOT EXERCISED'))).toHaveLength(stage === 'dev' ? 2 : 1);
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
);

async function firstRun(directory: string, logged: string[]) {
  const onFunctionLog = (_function: string, line: string) => logged.push(line);
  const { cloud } = await startGame({ assemblies: [directory], onFunctionLog });
  try {
    // IAM's changes are visible at once here; everything else is what the trigger sends.
    return await invokeSmokeTest(cloud, { propagationSeconds: 0 });
  } finally {
    await cloud.stop();
  }
}
