import { validationError } from './errors';

/**
 * Refuses a request whose members break constraints of their own, all of them named (**observed**: dynamodb-conformance, calls of October
 * 2026 that break two; these come before whatever is looked up).
 *
 * @param broken a sentence for each that does not hold
 * @throws ServiceError `ValidationException`
 */
export function refuseBroken(broken: readonly (string | undefined)[]): void {
  const sentences = broken.filter((one) => one !== undefined);
  if (sentences.length === 0) return;
  throw validationError(
    `${sentences.length} validation error${sentences.length === 1 ? '' : 's'} detected: ${sentences.join('; ')}`,
  );
}

/** What is wrong with a member that has one of a few values, or is left out. */
export function brokenEnum(member: string, value: unknown, values: readonly string[]): string | undefined {
  if (value === undefined || value === null || (typeof value === 'string' && values.includes(value))) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `Value '${text}' at '${member}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`;
}

/** What is wrong with the length of a list or text. */
export function brokenLength(member: string, length: number, least: number, most: number): string | undefined {
  if (length >= least && length <= most) return undefined;
  const bound = length < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  return `Value at '${member}' failed to satisfy constraint: Member must have length ${bound}`;
}

/** What is wrong with a member that must be there. */
export function brokenPresence(member: string, value: unknown): string | undefined {
  if (value !== undefined && value !== null) return undefined;
  return `Value null at '${member}' failed to satisfy constraint: Member must not be null`;
}
