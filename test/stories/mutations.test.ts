import { alignColumns } from '../../local/smoke-test/report/columns';
import { invokeSmokeTest } from '../../local/smoke-test/run';
import { local } from '../stages/local';
import { changedAssembly, startGame } from './deployment';
import { failedSteps } from './failed-steps';
import { mutations } from './mutations';

/** Nobody signs in at an issuer here, so none is started: as if another provider of this machine played each of them. */
const issuers = Object.fromEntries(local.oidc?.map(({ issuer }) => [issuer, 'http://127.0.0.1:9']) ?? []);

/**
 * Who fails what, in a deployment of these templates.
 *
 * @param signedIn by which sources players sign in; the guest is always there
 */
async function failures(assembly: string, signedIn: readonly string[]): Promise<string[]> {
  const { cloud } = await startGame({ assemblies: [assembly], issuers });
  try {
    const event = { onFailure: 'report', propagationSeconds: 0, signedIn };
    return failedSteps(await invokeSmokeTest(cloud, event));
  } finally {
    await cloud.stop();
  }
}

const table: string[][] = [['mistake', 'who', 'the check that fails', 'of']];
afterAll(() => {
  process.stdout.write(`${alignColumns(table).join('\n')}\n`);
});

test('without a mistake nothing fails', async () => {
  const { directory, remove } = changedAssembly(() => true);
  expect(await failures(directory, ['developer'])).toEqual([]);
  remove();
});

test.each(mutations)('a check fails when $mistake', async ({ mistake, change, fails }) => {
  const { directory, remove } = changedAssembly(change);
  // Where the guest is the one who fails, nobody else has to try everything too.
  const failed = await failures(directory, fails.player === 'guest' ? [] : ['developer']);
  remove();
  expect(failed).toContain(`${fails.player}: ${fails.check}`);
  table.push([mistake, fails.player, fails.check, `${failed.length} that fail`]);
});
