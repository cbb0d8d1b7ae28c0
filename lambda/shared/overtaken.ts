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
