import { rmSync } from 'node:fs';
import { invokeSmokeTest } from '../../local/smoke-test/run';
import { dev } from '../stages/dev';
import { prod } from '../stages/prod';
import { startGame } from './deployment';
import { synthesizeGame } from './other-game';

// The placeholder client IDs are warned about.
jest.spyOn(console, 'error').mockImplementation(() => {});

/** What the trigger of a first deployment sees: a stage as somebody begins with it, its event empty, no player anywhere. */
test.each([dev, prod])(
  'the first deployment of $stage passes, and says loudly what it could not try',
  async (input) => {
    const { stage } = input;
    const directory = synthesizeGame(input);
    const logged: string[] = [];
    try {
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
