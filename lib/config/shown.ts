/** What each type of the schema is called to whoever wrote the configuration. */
const types: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'a boolean',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a string',
};

/** A type as the schema calls it, in words and with its article: `record` is an object to everybody else. */
export function typeInWords(type: string): string {
  return types[type] ?? `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** The longest value that a message repeats whole. */
const longest = 120;

/** A value as a message repeats it: as the configuration would write it, also where JSON has no word for it or another one. */
export function shown(value: unknown): string {
  const text = written(value);
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

function written(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  // JSON writes numbers that are none as null, and takes no symbol.
  if (value === undefined || typeof value === 'number' || typeof value === 'symbol') return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'an object that JSON can not write';
  }
}
