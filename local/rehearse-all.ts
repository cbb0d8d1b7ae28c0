import type { LocalCloud } from './cloud';
import { rehearse } from './rehearsal';
import type { Paint } from './report/paint';
import { printReport } from './report/print-report';
import { smokeTestsOf } from './smoke-tests';

/**
 * Runs every smoke test of the account, one behind the other, and says each report, under its stack's name where there are several.
 *
 * @param say told one text at a time, without its line break
 * @returns whether every check of all of them holds
 * @throws Error when there is no smoke test at all, or one breaks off
 */
export async function rehearseAll(cloud: LocalCloud, paint: Paint, say: (text: string) => void): Promise<boolean> {
  const tests = smokeTestsOf(cloud.assemblies);
  if (tests.length === 0) throw new Error("there is no smoke test: no stack has an output 'SmokeTestFunctionName'");
  for (const { directory, stacks } of cloud.assemblies) {
    if (stacks.some(({ name }) => tests.some(({ stack }) => stack === name))) continue;
    say(paint.bad(`${directory} has no smoke test: nothing of it is checked.`));
    say('');
  }
  let ok = true;
  for (const test of tests) {
    if (tests.length > 1) say(paint.strong(test.stack));
    const report = await rehearse(cloud, test);
    say(printReport(report, paint));
    say('');
    ok &&= report.ok;
  }
  return ok;
}
