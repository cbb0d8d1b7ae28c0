import type { Ordering } from './numbers';
import { type ReadValue, typedValue } from './policy-value';

// A year alone, year and month, a day, or a day and time with its zone.
const w3cDate = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?)?)?$/;
const epochSeconds = /^\d{5,}(?:\.\d+)?$/;

/**
 * The `Date…` operators. "One of the W3C implementations of the ISO 8601 date formats or epoch (UNIX) time" (documented);
 * four digits are a year, more are seconds since the epoch.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function comparedDate(holds: Ordering): ReadValue {
  return (text, reading) =>
    typedValue(text, parseDate(text), 'a date', reading, (wanted, value) => {
      const found = parseDate(value);
      return found === undefined ? undefined : holds(found, wanted);
    });
}

function parseDate(text: string): number | undefined {
  if (epochSeconds.test(text)) return Number(text) * 1000;
  const [, year, month = '01', day = '01'] = w3cDate.exec(text) ?? [];
  if (year === undefined) return undefined;
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(day) > lastDay) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
