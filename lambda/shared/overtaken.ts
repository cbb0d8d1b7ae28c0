import { Refusal } from './answer';

/** How often a request is done anew that met another one of the same player. */
const tries = 4;

/**
 * Does something that reads and then writes on top of what it read, and again where another request of the same player came between.
 *
 * @throws Refusal 503 where that happens again and again
 */
export async function onTopOfOthers<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isOvertaken(error)) throw error;
    }
  }
  throw new Refusal(503, 'Busy', 'Too many requests of yours at once. Send this one again.', { 'Retry-After': '1' });
}

/**
 * Whether another request about the same records came between reading and writing: what was refused was a condition, or two wrote at once. It
 * may be tried again, on top of what is there by then.
 */
export function isOvertaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'TransactionConflictException') return true;
  if (error.name !== 'TransactionCanceledException') return false;
  const { CancellationReasons: reasons = [] } = error as { CancellationReasons?: readonly { Code?: string }[] };
  const overtaken = ['None', 'ConditionalCheckFailed', 'TransactionConflict'];
  return reasons.length > 0 && reasons.every(({ Code = 'None' }) => overtaken.includes(Code));
}
