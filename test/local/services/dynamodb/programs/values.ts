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

export const text = fc.constantFrom('', ...strings).map((S): Value => ({ S }));
export const number = fc.constantFrom(...numbers).map((N): Value => ({ N }));
const binary = fc.constantFrom('', ...binaries).map((B): Value => ({ B }));
/** What has an order. */
export const ordered: fc.Arbitrary<Value> = fc.oneof(text, number, binary);
export const prefix: fc.Arbitrary<Value> = fc.oneof(text, binary);
export const scalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 3, arbitrary: ordered },
  { weight: 1, arbitrary: fc.constantFrom<Value>({ BOOL: true }, { BOOL: false }, { NULL: true }) },
);
const subset = (members: readonly string[]) =>
  fc.subarray([...members], { minLength: 1, maxLength: Math.min(3, members.length) });
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

/** So few that two are often equal. */
const few = fc.constantFrom<Value>({ N: '1' }, { N: '2' }, { S: 'a' }, { BOOL: false }, { S: '' });
export const smallList = fc.array(few, { minLength: 1, maxLength: 3 }).map((L): Value => ({ L }));
export const smallMap = mapOf(few);
const smallSet = fc.oneof(
  subset(['a', 'b']).map((SS): Value => ({ SS })),
  subset(['1', '2']).map((NS): Value => ({ NS })),
);
/** Mostly of one type, so that conditions and updates find what they are about. */
const mostly = (usual: fc.Arbitrary<Value>) =>
  fc.option(fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: value }), { freq: 6, nil: undefined });
/** The attributes of an item beside its key. */
export const attributes: fc.Arbitrary<Item> = fc
  .record({
    a: mostly(number),
    b: mostly(fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: binary })),
    c: mostly(smallList),
    d: mostly(smallMap),
    e: mostly(smallSet),
    clan: fc.option(fc.constantFrom<Value>({ S: 'red' }, { S: 'blue' }), { nil: undefined }),
  })
  .map((some) =>
    Object.fromEntries(Object.entries(some).filter((one): one is [string, Value] => one[1] !== undefined)),
  );
export const attribute = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const position = fc.integer({ min: 0, max: 3 });
const member = fc.constantFrom('x', 'y');
const step = fc.oneof(member, position);
/** Places that items mostly have, and a few that they hardly can. */
export const path: fc.Arbitrary<Path> = fc.oneof(
  { weight: 4, arbitrary: attribute.map((name): Path => [name]) },
  { weight: 3, arbitrary: position.map((at): Path => ['c', at]) },
  { weight: 3, arbitrary: member.map((name): Path => ['d', name]) },
  { weight: 1, arbitrary: fc.tuple(attribute, step).map((steps): Path => steps) },
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
