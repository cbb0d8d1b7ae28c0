import { rmSync } from 'node:fs';
import { chapters } from '../rows';
import { declared, stepsOfChange } from '../table';
import { assemblies } from './deployed-stage';
import { type Issuers, startIssuers } from './issuers';
import { compared } from './predicted';
import { runChange } from './run-change';
import { type Seen, seen, takeDown } from './seen';
import { told } from './told';

const changes = chapters.flatMap((chapter) => chapter.changes);

/** One change of each kind, for whoever tries everything often: all of them take some minutes. */
const quick = [
  'guests turned off',
  "guests' own data turned off",
  'a CORS origin removed',
  'the developer provider renamed',
  'a named role renamed',
  'an app removed',
];

/** All of them, or some whose names hold a text: `CHANGES=all`, `CHANGES='user pool'`. */
const { CHANGES: wanted, TAKE_DOWN: takingDown } = process.env;

function isWanted(change: string): boolean {
  if (wanted === undefined) return quick.includes(change);
  return wanted === 'all' || change.includes(wanted);
}

/**
 * Runs changes in the local cloud, and compares each with what the table foretells and with what was seen of it before.
 *
 * @param half of the changes: a machine with two cores runs both at once
 */
export function runHalf(half: 0 | 1): void {
  const rows = changes.filter(({ change, notRun }) => isWanted(change) && notRun === undefined);
  const mine = rows.filter((_row, at) => at % 2 === half);
  const runs: Record<string, Seen[string]> = {};
  let issuers: Issuers;
  beforeAll(async () => {
    // What synthesis warns about is not what is asked here.
    jest.spyOn(console, 'error').mockImplementation(() => {});
    issuers = await startIssuers();
  });
  afterAll(async () => {
    for (const directory of assemblies()) rmSync(directory, { recursive: true, force: true });
    await issuers.stop();
    if (takingDown !== undefined)
      takeDown(
        runs,
        changes.map(({ change }) => change),
      );
  });

  test('there are changes to run', () => {
    for (const change of quick) expect(changes.map((row) => row.change)).toContain(change);
  });

  // Other tests take what changes() hands out; a row alone may be none of this half.
  (mine.length === 0 ? test.skip : test).each(mine.length === 0 ? changes.slice(0, 1) : mine)(
    '$change',
    async (change) => {
      const foretold = stepsOfChange(change);
      const steps = await runChange(change, issuers);
      runs[change.change] = steps.map(told);
      for (const [at, step] of steps.entries()) {
        const { missing, surprises, green } = compared((foretold[at]?.problems ?? []).map(declared), step);
        expect({ missing, surprises }).toEqual({ missing: [], surprises: [] });
        if (green) expect(step.smokeTest).toBe('green');
        else expect(step.smokeTest).not.toBe('green');
      }
      expect(steps).toHaveLength(foretold.length);
      if (takingDown === undefined) expect(runs[change.change]).toEqual(seen()[change.change]);
    },
    // Three deployments, each tried by everybody, take seconds, and minutes where the machine has much else to do.
    300_000,
  );
}
