import { invokeSmokeTest } from '../../local/rehearsal';
import type { SmokeReport } from '../../local/report/smoke-report';
import { changedAssembly, startGame } from './deployment';
import { mutations } from './mutations';

/** Who fails what, in a deployment of these templates. */
async function failures(assembly: string): Promise<string[]> {
  const { cloud } = await startGame({ assemblies: [assembly] });
  try {
    const event = { onFailure: 'report', propagationSeconds: 0, signedIn: ['developer'] };
    return failedSteps(await invokeSmokeTest(cloud, event));
  } finally {
    await cloud.stop();
  }
}

function failedSteps({ backend, players }: SmokeReport): string[] {
  const failed = (who: string, steps: SmokeReport['backend']) =>
    steps.filter(({ ok }) => !ok).map(({ name }) => `${who}: ${name}`);
  return [...failed('backend', backend), ...players.flatMap(({ player, steps }) => failed(player, steps))];
}

test('without a mistake nothing fails', async () => {
  const { directory, remove } = changedAssembly(() => true);
  expect(await failures(directory)).toEqual([]);
  remove();
});

test.each(mutations)('a check fails when $mistake', async ({ change, fails }) => {
  const { directory, remove } = changedAssembly(change);
  const failed = await failures(directory);
  remove();
  expect(failed).toContain(`${fails.player}: ${fails.check}`);
});
