import type { CloudOptions } from '../../local/account/cloud-options';
import { alignColumns } from '../../local/smoke-test/report/columns';
import type { SmokeReport } from '../../local/smoke-test/report/smoke-report';
import { changedAssembly } from './deployment';
import { failedSteps, stepsOf } from './failed-steps';
import type { Mutation } from './mutation';
import { smokeTestHere } from './smoke-test-here';

/** Where functions run: an option of the cloud. */
type Where = Pick<CloudOptions, 'startFunction'>;

/** As deployed: in a process of its own. */
const inItsProcess: Where = {};
/** In the tests' own process: all claims, or those around one check. */
const here = (check?: string): Where => ({ startFunction: smokeTestHere(check) });

/** How the mistakes of one stage are tried. */
export interface MutatedStage {
  /** The stage's assembly, into which the mistakes are made. */
  readonly original: string;
  readonly mutations: readonly Mutation[];
  /**
   * Deploys a changed assembly, and answers what the smoke test says of it.
   *
   * @param player who is expected to fail, where somebody is
   */
  report(directory: string, where: Where, player?: Mutation['fails']['player']): Promise<SmokeReport>;
}

/**
 * Declares the tests that each mistake fails its check, and that nothing fails without one.
 *
 * Each mistake has a cloud of its own, but the smoke test runs here, and with the claims around the check alone: all claims, in a process
 * that loads and compiles their code anew, take a CPU more than a second. That this says what the deployed function says is shown without
 * a mistake, and with one mistake of each kind.
 */
export function testMutations({ original, mutations, report }: MutatedStage): void {
  const table: string[][] = [['mistake', 'who', 'the check that fails', 'of']];
  afterAll(() => {
    process.stdout.write(`${alignColumns(table).join('\n')}\n`);
  });

  async function reportOf(where: Where, change: Mutation['change'], player?: Mutation['fails']['player']) {
    const { directory, remove } = changedAssembly(change, original);
    try {
      return await report(directory, where, player);
    } finally {
      remove();
    }
  }

  test('without a mistake nothing fails', async () => {
    const deployed = await reportOf(inItsProcess, () => true);
    expect(failedSteps(deployed)).toEqual([]);
    expect(stepsOf(await reportOf(here(), () => true))).toEqual(stepsOf(deployed));
  });

  test.each(mutations)('a check fails when $mistake', async ({ mistake, change, fails: { player, check } }) => {
    const found = await reportOf(here(check), change, player);
    const failed = failedSteps(found);
    expect(failed).toContain(`${player}: ${check}`);
    table.push([mistake, player, check, `${failed.length} around it that fail`]);
  });

  for (const { mistake, change, fails, asDeployed } of mutations) {
    if (!asDeployed) continue;
    const { player, check } = fails;
    test(`the deployed function says the same when ${mistake}`, async () => {
      const deployed = await reportOf(inItsProcess, change, player);
      expect(failedSteps(deployed)).toContain(`${player}: ${check}`);
      expect(stepsOf(await reportOf(here(), change, player))).toEqual(stepsOf(deployed));
      const alone = failedSteps(await reportOf(here(check), change, player));
      expect(failedSteps(deployed)).toEqual(expect.arrayContaining(alone));
    });
  }
}
