/** What a placeholder begins with. No name, ARN, ID or address of AWS holds an angle bracket. */
const marker = '<inert ';

/** What stands for a name or an attribute of a resource that nobody makes. */
export function placeholderFor(type: string, logicalId: string, attribute?: string): string {
  return `${marker}${type}: ${attribute === undefined ? logicalId : `${logicalId}.${attribute}`}>`;
}

/** The same for what is told of it in words, where nothing else of it is left. */
export const placeholderOf = (told: string): string => `${marker}${told}>`;

/** Whether a value holds a placeholder, in whatever of its texts. */
export function holdsPlaceholder(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(marker);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, member]) => name.includes(marker) || holdsPlaceholder(member));
}
