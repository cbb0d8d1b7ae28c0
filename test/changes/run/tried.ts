/** What {@link tried} says first of what did not come about. */
export const refused = 'refused: ';

/** What a call came to: what it answered, or `refused: ` and the name of AWS's error. */
export async function tried(call: () => Promise<unknown>): Promise<string> {
  try {
    const answer = await call();
    return typeof answer === 'string' ? answer : 'may';
  } catch (error) {
    return `${refused}${error instanceof Error ? error.name : String(error)}`;
  }
}
