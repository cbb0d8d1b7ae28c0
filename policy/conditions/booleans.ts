import { type ReadValue, typedValue } from './policy-value';

/** `Bool` */
export const equalBoolean: ReadValue = (text, reading) =>
  typedValue(text, parseBoolean(text), 'true or false', reading, (wanted, value) => {
    const found = parseBoolean(value);
    return found === undefined ? undefined : found === wanted;
  });

/** `true` and `false` in any case, anything else is undefined. */
export function parseBoolean(text: string): boolean | undefined {
  switch (text.toLowerCase()) {
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return undefined;
  }
}
