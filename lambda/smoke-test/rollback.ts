import { setTimeout as sleep } from 'node:timers/promises';
import { errorFacts } from './aws-error';
import type { Log } from './log';
import type { Mask } from './mask';
import { composeReport, type SmokeTestReport, type SmokeTestStep } from './report';
import type { Time } from './time';

/** Milliseconds of Lambda's time that are left for the answer. */
const leftForAnswer = 5_000;

/** What a run in a rollback is told. */
export interface RollbackContext {
  /** By what it is known that it is one, as the beginning of a sentence. */
  readonly because: string;
  /** What the function has tried for itself before the run. */
  readonly earlier: readonly SmokeTestStep[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds since the epoch when Lambda ends the invocation; absent: never. */
  readonly deadline?: number;
  readonly time: Time;
  readonly mask: Mask;
  readonly log: Log;
}

/**
 * Runs the test where it must fail nothing. When it throws in a rollback, the stack ends in `UPDATE_ROLLBACK_FAILED`, and somebody has to
 * get it out of there by hand (**documented**: "Continue rolling back an update"); and what the old test finds may well be the doing of
 * what the rollback has not reached, or does not reach.
 *
 * @param test may throw anything, and may take longer than Lambda gives it
 * @returns the report; where the test breaks off or does not end, one that says so
 */
export async function reportInRollback(
  test: () => Promise<SmokeTestReport>,
  { because, earlier, startedAt, deadline, time, mask, log }: RollbackContext,
): Promise<SmokeTestReport> {
  log('WARN', `${because}: whatever this run finds is reported, and fails nothing`);

  function cutShort(how: Pick<SmokeTestStep, 'actual' | 'error' | 'message'>): SmokeTestReport {
    const endedAt = time.now();
    const step = { name: 'runs to its end', expected: 'allowed', ...how, milliseconds: endedAt - startedAt, ok: false };
    const report = composeReport({ startedAt, endedAt, backend: [...earlier, step as SmokeTestStep], players: [] });
    log('ERROR', 'The smoke test did not run to its end', { error: how.error, errorMessage: how.message });
    return mask.json(report);
  }

  const ran = test().catch((error: unknown) => {
    const { name, message } = errorFacts(error);
    return cutShort({ actual: 'failed', error: name, message });
  });
  const timer = new AbortController();
  async function outOfTime(milliseconds: number): Promise<SmokeTestReport> {
    await sleep(milliseconds, undefined, { signal: timer.signal });
    const seconds = Math.round((time.now() - startedAt) / 1_000);
    const message = `It had not ended after ${seconds} seconds. What it wrote may be left behind.`;
    return cutShort({ actual: 'unfinished', message });
  }
  const late = deadline === undefined ? [] : [outOfTime(Math.max(0, deadline - leftForAnswer - time.now()))];
  try {
    return { ...(await Promise.race([ran, ...late])), rollback: true };
  } finally {
    timer.abort();
  }
}
