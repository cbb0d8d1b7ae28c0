import { errorFacts, notYetKnown } from './aws-error';
import type { Log } from './log';
import type { Mask } from './mask';
import type { SmokeTestStep } from './report';
import { collectRequestIds } from './request-ids';
import type { Time } from './time';

/** One claim to be tried. */
export interface Attempt<T> {
  readonly name: string;
  readonly expected: 'allowed' | 'refused';
  /** The trust zone that it is about; absent: none. */
  readonly zone?: string;
  /** Error names that are a refusal here; any other error makes the step `failed`. */
  readonly refusedBy?: readonly string[];
  /** Error names that are worth another try although they are no refusal; or that every error is. */
  readonly notYetBy?: readonly string[] | 'anything';
  /** Milliseconds since the epoch until when another try may begin; absent: one try. */
  readonly until?: number;
  run(): Promise<T>;
  /** Says what the answer amounts to, where an answer alone is not yet `allowed`. */
  actual?(answer: T): string;
}

/** How a claim came out; the answer only where there was one. */
export interface Outcome<T> {
  readonly step: SmokeTestStep;
  readonly answer?: T;
}

/** Tries claims and writes down how they came out. */
export type Try = <T>(attempt: Attempt<T>) => Promise<Outcome<T>>;

const firstPause = 500;
const longestPause = 5_000;

/**
 * What is allowed can be refused for a while after a deployment, and what is refused allowed: IAM is eventually consistent
 * (**documented**), and new credentials may be unknown ({@link notYetKnown}). So a claim that comes out the other way round is tried
 * again until its time is up; any other error is a difference at once.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency
 */
export function createTry(context: {
  readonly time: Time;
  readonly mask: Mask;
  readonly log: Log;
  /** Goes into every line: which player, which flow. */
  readonly where: Readonly<Record<string, unknown>>;
  /** Names the requests of every step, and not only of those that differ. @default false */
  readonly allRequestIds?: boolean;
}): Try {
  const { time, mask, log, where, allRequestIds = false } = context;

  async function once<T>(attempt: Attempt<T>) {
    const requestIds: string[] = [];
    try {
      const answer = await collectRequestIds(requestIds, () => attempt.run());
      return { actual: attempt.actual?.(answer) ?? 'allowed', answer, again: true, requestIds };
    } catch (error) {
      const { name, message } = errorFacts(error);
      const refused = attempt.refusedBy?.includes(name) ?? false;
      const notYet = attempt.notYetBy === 'anything' || (attempt.notYetBy?.includes(name) ?? false);
      const again = refused || notYetKnown.includes(name) || notYet;
      return { actual: refused ? 'refused' : 'failed', error: name, message, again, requestIds };
    }
  }

  return async (attempt) => {
    const startedAt = time.now();
    let outcome = await once(attempt);
    for (let pause = firstPause; outcome.actual !== attempt.expected && outcome.again; pause *= 2) {
      const wait = Math.min(pause, longestPause);
      if (attempt.until === undefined || time.now() + wait > attempt.until) break;
      await time.sleep(wait);
      outcome = await once(attempt);
    }
    const { actual, error, message, answer, requestIds } = outcome;
    const ok = actual === attempt.expected;
    const step: SmokeTestStep = mask.json({
      name: attempt.name,
      expected: attempt.expected,
      actual,
      ...(attempt.zone !== undefined && { zone: attempt.zone }),
      ...(error !== undefined && { error }),
      ...(!ok && message !== undefined && { message }),
      ...((!ok || allRequestIds) && requestIds.length > 0 && { requestIds }),
      milliseconds: time.now() - startedAt,
      ok,
    });
    const { name, message: errorMessage, ...details } = step;
    log(ok ? 'INFO' : 'ERROR', ok ? 'As expected' : 'Not as expected', {
      ...where,
      step: name,
      ...details,
      ...(errorMessage !== undefined && { errorMessage }),
    });
    return answer === undefined ? { step } : { step, answer };
  };
}
