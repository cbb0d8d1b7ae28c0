import type { LocalCloud } from '../account/cloud';
import { DecisionLog } from './decision-log';
import { smokeTestsOf } from './deployed-smoke-tests';
import { evidenceIn } from './evidence';
import { type Explained, explainedChecks } from './explained-checks';
import { type Cause, causesOf } from './report/causes';
import { type Check, checksOf } from './report/failures';
import type { Paint } from './report/paint';
import { printReport } from './report/print-report';
import { runSmokeTestOf } from './run';

/** What came of one smoke test. */
export interface SmokeTestResult {
  /** The name of the stack that has it. */
  readonly stack: string;
  readonly ok: boolean;
  readonly checks: readonly Check[];
  /** Why checks failed, each once. */
  readonly causes: readonly Cause[];
}

/** What a run is told beside its cloud. */
export interface SmokeTestRuns {
  /** What the cloud's `onDecision` has recorded. Without it nobody knows by which statement a check failed. */
  readonly log?: DecisionLog;
  /** The checks whose decisions are said as well. Without it none. */
  readonly explain?: Explained;
  /** Told what is being done. */
  readonly onStep?: (step: string) => void;
  /** Told what came of it, before the reports are said. */
  readonly onResults?: (results: readonly SmokeTestResult[]) => void;
}

/**
 * Runs every smoke test of the account, all at once, and says each report, under its stack's name where there are several. One that breaks
 * off does not keep the others' reports from being said.
 *
 * @param say told one text at a time, without its line break
 * @returns whether every check of all of them holds
 * @throws Error when there is no smoke test at all, or one breaks off
 */
export async function runAllSmokeTests(
  cloud: LocalCloud,
  paint: Paint,
  say: (text: string) => void,
  { log, explain, onStep, onResults }: SmokeTestRuns = {},
): Promise<boolean> {
  const tests = smokeTestsOf(cloud.assemblies);
  if (tests.length === 0) throw new Error("there is no smoke test: no stack has an output 'SmokeTestFunctionName'");
  // Each function is a process of its own and waits for its own answers only.
  const outcomes = await Promise.allSettled(
    tests.map(async (test) => ({ test, report: await runSmokeTestOf(cloud, test, onStep) })),
  );
  const reports = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const evidenceOf = log && evidenceIn(cloud, log);
  onResults?.(
    reports.map(({ test: { stack }, report }) => {
      const checks = checksOf(report);
      const failed = checks.filter(({ step }) => !step.ok);
      return { stack, ok: report.ok, checks, causes: causesOf(failed, evidenceOf) };
    }),
  );
  for (const { directory, stacks } of cloud.assemblies) {
    if (stacks.some(({ name }) => tests.some(({ stack }) => stack === name))) continue;
    say(paint.bad(`${directory} has no smoke test: nothing of it is checked.`));
    say('');
  }
  for (const { test, report } of reports) {
    if (tests.length > 1) say(paint.strong(test.stack));
    say(printReport(report, paint, evidenceOf));
    if (explain !== undefined)
      say(['', ...explainedChecks(checksOf(report), log ?? new DecisionLog(), explain, paint)].join('\n'));
    say('');
  }
  const broken = outcomes.find((outcome) => outcome.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  return reports.every(({ report }) => report.ok);
}
