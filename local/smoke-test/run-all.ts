import type { LocalCloud } from '../account/cloud';
import { smokeTestsOf } from './deployed-smoke-tests';
import type { Paint } from './report/paint';
import { printReport } from './report/print-report';
import { runSmokeTest } from './run';

/**
 * Runs every smoke test of the account, all at once, and says each report, under its stack's name where there are several. One that breaks
 * off does not keep the others' reports from being said.
 *
 * @param say told one text at a time, without its line break
 * @returns whether every check of all of them holds
 * @throws Error when there is no smoke test at all, or one breaks off
 */
export async function runSmokeTests(cloud: LocalCloud, paint: Paint, say: (text: string) => void): Promise<boolean> {
  const tests = smokeTestsOf(cloud.assemblies);
  if (tests.length === 0) throw new Error("there is no smoke test: no stack has an output 'SmokeTestFunctionName'");
  for (const { directory, stacks } of cloud.assemblies) {
    if (stacks.some(({ name }) => tests.some(({ stack }) => stack === name))) continue;
    say(paint.bad(`${directory} has no smoke test: nothing of it is checked.`));
    say('');
  }
  // Each function is a process of its own and waits for its own answers only.
  const outcomes = await Promise.allSettled(
    tests.map(async (test) => ({ test, report: await runSmokeTest(cloud, test) })),
  );
  const reports = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  for (const { test, report } of reports) {
    if (tests.length > 1) say(paint.strong(test.stack));
    say(printReport(report, paint));
    say('');
  }
  const broken = outcomes.find((outcome) => outcome.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  return reports.every(({ report }) => report.ok);
}
