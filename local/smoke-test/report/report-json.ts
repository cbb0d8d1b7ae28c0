import type { Cause } from './causes';
import type { Check } from './failures';

/** One smoke test, as a report for programs has it. */
interface Reported {
  readonly stack: string;
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly causes: readonly Cause[];
}

/**
 * What a run found, for programs: every check with its outcome, and why checks failed, once for each cause. A cause names its checks by
 * their place in the list.
 *
 * @param problem why the run broke off, if it did
 */
export function reportJson(results: readonly Reported[], problem?: string): object {
  return {
    schemaVersion: 1,
    kind: 'game-federation-checks',
    ok: problem === undefined && results.every(({ ok }) => ok),
    ...(problem === undefined ? {} : { problem }),
    stacks: results.map(({ stack, ok, checks, causes }) => ({
      stack,
      ok,
      checks: checks.map(checkJson),
      causes: causes.map(({ outcome, ways, checks: failed }) => ({
        outcome,
        because: ways,
        checks: failed.map(({ step }) => checks.findIndex((check) => check.step === step)),
      })),
    })),
  };
}

function checkJson({ who, flow, role, step }: Check): object {
  const { name, expected, actual, ok, zone, error, message, milliseconds } = step;
  return { name, who, flow, role, zone, expected, actual, ok, error, message, milliseconds };
}
