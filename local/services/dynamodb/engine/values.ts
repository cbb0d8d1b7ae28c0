import type { AttributeMap, AttributeValue } from './attribute-map';
import type { DocumentPath } from './checked-request';

/** Of dynalite's own database, the form in which its keys hold numbers: its texts are in the numbers' order. */
interface Database {
  toLexiStr(value: string, type: 'N'): string;
}

const database: Database = require('dynalite/db');

/** `S`, `N` and so on. */
export function typeOf(value: AttributeValue): string {
  return Object.keys(value)[0] ?? '';
}

/** What stands at a place of an item; undefined where nothing does, not even something that every JavaScript object has. */
export function valueAt(item: AttributeMap, path: DocumentPath): AttributeValue | undefined {
  let found: AttributeValue | undefined = { M: item };
  for (const step of path) {
    const within = (typeof step === 'number' ? found?.L : found?.M) as
      | Readonly<Record<string, AttributeValue>>
      | undefined;
    found = within && Object.hasOwn(within, step) ? within[step] : undefined;
  }
  return found;
}

/** **Documented** (developer guide, "Comparison operator and function reference"): of one type, and the same; sets whatever their order. */
export function areEqual(one: AttributeValue, other: AttributeValue): boolean {
  const type = typeOf(one);
  if (type !== typeOf(other)) return false;
  const [a, b] = [one[type], other[type]];
  if (type === 'L') return sameList(a as readonly AttributeValue[], b as readonly AttributeValue[]);
  if (type === 'M') return sameMap(a as AttributeMap, b as AttributeMap);
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  const members = new Set<unknown>(b);
  // A set holds nothing twice.
  return a.length === b.length && a.every((member) => members.has(member));
}

function sameList(one: readonly AttributeValue[], other: readonly AttributeValue[]): boolean {
  return one.length === other.length && one.every((member, index) => areEqual(member, other[index] as AttributeValue));
}

function sameMap(one: AttributeMap, other: AttributeMap): boolean {
  const names = Object.keys(one);
  const same = (name: string) =>
    Object.hasOwn(other, name) && areEqual(one[name] as AttributeValue, other[name] as AttributeValue);
  return names.length === Object.keys(other).length && names.every(same);
}

/**
 * The order of two values: below zero where the first comes first. Undefined where they have none: only numbers, strings and binary values
 * have one, each among themselves. **Documented** (as above): strings by the bytes of their UTF-8, binary values by theirs, without sign.
 */
export function orderOf(one: AttributeValue, other: AttributeValue): number | undefined {
  const type = typeOf(one);
  if (type !== typeOf(other)) return undefined;
  const [a, b] = [String(one[type]), String(other[type])];
  if (type === 'N') return Buffer.compare(sortable(a), sortable(b));
  return type === 'S' || type === 'B' ? Buffer.compare(bytesOf(type, a), bytesOf(type, b)) : undefined;
}

function sortable(number: string): Buffer {
  return Buffer.from(database.toLexiStr(number, 'N'));
}

/** The bytes of a string or of a binary value. */
export function bytesOf(type: string, text: string): Buffer {
  return Buffer.from(text, type === 'B' ? 'base64' : 'utf8');
}
