import type { AttributeValue } from '../engine/attribute-map';

/** dynalite's own order of key values, as text; it has no type declarations. */
const { toRangeStr }: { toRangeStr(value: AttributeValue): string } = require('dynalite/db');

/** The sort keys that a condition lets in, by the engine's order. Absent bounds: none. */
export interface SortRange {
  readonly low?: string;
  readonly high?: string;
  readonly excludesLow?: boolean;
  readonly excludesHigh?: boolean;
}

/** Beyond every key that begins so. */
const afterAll = '~';

/** The range of a comparison, `between` or `begins_with`, with its values in the engine's form. */
export function sortRange(operator: string, values: readonly AttributeValue[]): SortRange {
  const [low = '', high = ''] = values.map((value) => toRangeStr(value));
  switch (operator) {
    case '=':
      return { low, high: low };
    case '<':
      return { high: low, excludesHigh: true };
    case '<=':
      return { high: low };
    case '>':
      return { low, excludesLow: true };
    case '>=':
      return { low };
    case 'between':
      return { low, high };
    case 'begins_with':
      return { low, high: `${low}${afterAll}` };
    default:
      return {};
  }
}

/** True where one key may be in both. */
export function overlap(one: SortRange, other: SortRange): boolean {
  return !(isBelow(one, other) || isBelow(other, one));
}

function isBelow({ high, excludesHigh }: SortRange, { low, excludesLow }: SortRange): boolean {
  if (high === undefined || low === undefined) return false;
  return high < low || (high === low && (excludesHigh === true || excludesLow === true));
}

/** By where they begin. */
export function compareRanges({ low: one = '' }: SortRange, { low: other = '' }: SortRange): number {
  return one < other ? -1 : Number(one > other);
}
