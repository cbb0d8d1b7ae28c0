import fc from 'fast-check';

/** An attribute value as it is sent. */
export type Value =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly Value[] }
  | { readonly M: Item };

export type Item = Readonly<Record<string, Value>>;

/** A place within an item: a name, then names and list positions. */
export type Path = readonly [string, ...(string | number)[]];

/** `S`, `N` and so on. */
export function typeOf(value: Value): string {
  return Object.keys(value)[0] ?? '';
}

/** What is within a value's type. */
export function contentOf(value: Value): unknown {
  return Object.values(value)[0];
}

/** The same text for values that are equal: numbers by what they are, sets and maps whatever their order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (name, one: unknown) => {
    if (name === 'N') return String(Number(one));
    if (name === 'NS' && Array.isArray(one)) return one.map((number) => String(Number(number))).sort();
    if ((name === 'SS' || name === 'BS') && Array.isArray(one)) return [...one].sort();
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** What stands at a place; undefined where nothing does. */
export function valueAt(item: Item, path: Path): Value | undefined {
  let found: Value | undefined = { M: item };
  for (const step of path) {
    if (found === undefined) return undefined;
    if (typeof step === 'number') found = 'L' in found ? (found.L as readonly Value[])[step] : undefined;
    else found = 'M' in found && Object.hasOwn(found.M, step) ? found.M[step] : undefined;
  }
  return found;
}

const strings = ['a', 'b', 'ab', 'é', '～', '😀'];
const numbers = ['-2', '-1', '0', '1', '1.5', '2', '3'];
const binaries = ['AA==', 'AAE=', '/w=='];

const text = fc.constantFrom('', ...strings).map((S): Value => ({ S }));
export const number = fc.constantFrom(...numbers).map((N): Value => ({ N }));
const binary = fc.constantFrom('', ...binaries).map((B): Value => ({ B }));
/** What has an order. */
export const ordered: fc.Arbitrary<Value> = fc.oneof(text, number, binary);
export const prefix: fc.Arbitrary<Value> = fc.oneof(text, binary);
export const scalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 3, arbitrary: ordered },
  { weight: 1, arbitrary: fc.constantFrom<Value>({ BOOL: true }, { BOOL: false }, { NULL: true }) },
);
const subset = (members: readonly string[]) => fc.subarray([...members], { minLength: 1, maxLength: 3 });
export const set: fc.Arbitrary<Value> = fc.oneof(
  subset(strings).map((SS): Value => ({ SS })),
  subset(numbers).map((NS): Value => ({ NS })),
  subset(binaries).map((BS): Value => ({ BS })),
);
const listOf = (member: fc.Arbitrary<Value>) => fc.array(member, { maxLength: 3 }).map((L): Value => ({ L }));
const mapOf = (member: fc.Arbitrary<Value>) =>
  fc.record({ x: member, y: member }, { requiredKeys: [] }).map((M): Value => ({ M }));
export const list = listOf(fc.oneof({ weight: 4, arbitrary: scalar }, { weight: 1, arbitrary: mapOf(scalar) }));
const inner = fc.oneof({ weight: 3, arbitrary: scalar }, listOf(scalar), mapOf(scalar), set);
export const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: set },
  { weight: 2, arbitrary: list },
  { weight: 2, arbitrary: mapOf(inner) },
);

export const attribute = fc.constantFrom('a', 'b', 'c');
/** The attributes of an item beside its key. */
export const attributes: fc.Arbitrary<Item> = fc
  .record({ a: value, b: value, c: value, clan: fc.constantFrom({ S: 'red' }, { S: 'blue' }) }, { requiredKeys: [] })
  .map((some) => ({ ...some }));
const step = fc.oneof(fc.constantFrom<string | number>('x', 'y'), fc.integer({ min: 0, max: 3 }));
export const path: fc.Arbitrary<Path> = fc.oneof(
  { weight: 3, arbitrary: attribute.map((name): Path => [name]) },
  { weight: 3, arbitrary: fc.tuple(attribute, step).map((steps): Path => steps) },
  { weight: 1, arbitrary: fc.tuple(attribute, step, step).map((steps): Path => steps) },
);

/** Whether DynamoDB refuses two places in one expression: one holds the other, or they take one value for a list and for a map. */
export function clash(one: Path, other: Path): boolean {
  for (let index = 0; index < Math.min(one.length, other.length); index++) {
    if (typeof one[index] !== typeof other[index]) return true;
    if (one[index] !== other[index]) return false;
  }
  return true;
}

/** Whether any two of these places clash. */
export function anyClash(paths: readonly Path[]): boolean {
  return paths.some((one, index) => paths.slice(index + 1).some((other) => clash(one, other)));
}
