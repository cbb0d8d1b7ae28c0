import { validateHeaderName, validateHeaderValue } from 'node:http';

/** Whether HTTP can carry a header: a line break in a value would be a header of its own. */
export function isHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
