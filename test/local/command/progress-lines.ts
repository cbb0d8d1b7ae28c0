/** What a command says on standard error beside what it is doing: a line a step, which ends in an ellipsis and the seconds, if any. */
export function withoutProgress(said: string): string {
  return said.replace(/^[^\n]* …(?: \d+ s)?\n/gm, '');
}
