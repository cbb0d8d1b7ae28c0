import fc from 'fast-check';
import type { Printer } from './printer';
import {
  attribute,
  canonical,
  contentOf,
  type Item,
  number,
  ordered,
  type Path,
  path,
  prefix,
  scalar,
  smallList,
  smallMap,
  text,
  typeOf,
  type Value,
  value,
  valueAt,
} from './values';

type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';
type Operand = { readonly path: Path } | { readonly size: Path } | { readonly value: Value };

/** A condition, as a tree. */
export type Condition =
  | { readonly is: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly is: 'not'; readonly of: Condition }
  | { readonly is: 'attribute_exists' | 'attribute_not_exists'; readonly path: Path }
  | { readonly is: 'attribute_type' | 'begins_with' | 'contains'; readonly path: Path; readonly other: Operand }
  | { readonly is: 'compare'; readonly left: Operand; readonly by: Comparator; readonly right: Operand }
  | { readonly is: 'between'; readonly of: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly is: 'in'; readonly of: Operand; readonly members: readonly Operand[] };

const paths = path.map((one): Operand => ({ path: one }));
const sizes = path.map((one): Operand => ({ size: one }));
const literal = (values: fc.Arbitrary<Value>) => values.map((one): Operand => ({ value: one }));
/** DynamoDB refuses to compare a place with itself. */
const distinct = (one: Operand, other: Operand) => canonical(one) !== canonical(other);

const orderedComparator = fc.constantFrom<Comparator>('<', '<=', '>', '>=', '=');
/** About what items mostly hold there, and often true. */
const at = (name: string) => fc.constant<Operand>({ path: [name] });
const usual: fc.Arbitrary<[Operand, Value]> = fc.oneof(fc.tuple(at('a'), number), fc.tuple(at('b'), text));
const document: fc.Arbitrary<[Operand, Value]> = fc.oneof(fc.tuple(at('c'), smallList), fc.tuple(at('d'), smallMap));
const comparison = fc
  .oneof(
    {
      weight: 2,
      arbitrary: fc
        .tuple(document, fc.constantFrom<Comparator>('=', '<>'))
        .map(([[place, against], by]): [Operand, Comparator, Operand] => [place, by, { value: against }]),
    },
    fc.tuple(
      attribute.map((name): Operand => ({ size: [name] })),
      orderedComparator,
      literal(number),
    ),
    {
      weight: 4,
      arbitrary: fc
        .tuple(usual, orderedComparator)
        .map(([[place, against], by]): [Operand, Comparator, Operand] => [place, by, { value: against }]),
    },
    fc.tuple(paths, orderedComparator, literal(ordered)),
    fc.tuple(literal(ordered), orderedComparator, paths),
    fc.tuple(paths, fc.constantFrom<Comparator>('=', '<>', '<', '>='), paths),
    fc.tuple(paths, fc.constantFrom<Comparator>('=', '<>'), literal(value)),
    fc.tuple(sizes, fc.constantFrom<Comparator>('<', '<=', '>', '>=', '='), literal(number)),
  )
  .filter(([left, , right]) => distinct(left, right))
  .map(([left, by, right]): Condition => ({ is: 'compare', left, by, right }));
/** Bounds in the order that they must have. */
function within(of: Operand, one: Value, other: Value) {
  const [low, high] = order(one, other) > 0 ? [other, one] : [one, other];
  return { of, low: { value: low }, high: { value: high } };
}
const between = fc
  .oneof(
    fc
      .oneof(fc.tuple(usual, number), fc.tuple(usual, text))
      .filter(([[, low], high]) => typeOf(low) === typeOf(high))
      .map(([[of, one], other]) => within(of, one, other)),
    fc
      .tuple(fc.oneof(paths, sizes), ordered, ordered)
      .filter(([, one, other]) => typeOf(one) === typeOf(other))
      .map(([of, one, other]) => within(of, one, other)),
    fc.record({ of: paths, low: paths, high: literal(ordered) }),
    fc.record({ of: paths, low: literal(ordered), high: paths }),
  )
  .map((parts): Condition => ({ is: 'between', ...parts }));
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ is: fc.constant('begins_with' as const), path: fc.constant<Path>(['b']), other: literal(prefix) }),
  fc.record({
    is: fc.constant('contains' as const),
    path: fc.constantFrom<Path>(['b'], ['c'], ['e']),
    other: literal(scalar),
  }),
  fc.record({ is: fc.constantFrom('attribute_exists' as const, 'attribute_not_exists' as const), path }),
  fc.record({
    is: fc.constant('attribute_type' as const),
    path,
    other: literal(fc.constantFrom('S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M').map((S) => ({ S }))),
  }),
  fc.record({ is: fc.constant('begins_with' as const), path, other: literal(prefix) }),
  fc
    .record({ is: fc.constant('contains' as const), path, other: fc.oneof(literal(scalar), paths) })
    .filter((one) => distinct({ path: one.path }, one.other)),
  { weight: 3, arbitrary: comparison },
  between,
  fc.record({
    is: fc.constant('in' as const),
    of: paths,
    members: fc.array(fc.oneof(literal(value), paths), { minLength: 1, maxLength: 3 }),
  }),
);

/** Conditions of up to four leaves. */
export const condition: fc.Arbitrary<Condition> = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'condition' },
    { weight: 3, arbitrary: leaf },
    fc.record({ is: fc.constantFrom('and' as const, 'or' as const), left: tie('tree'), right: tie('tree') }),
    fc.record({ is: fc.constant('not' as const), of: tie('tree') }),
  ),
})).tree;

/** The condition as DynamoDB reads it. It refuses parentheses that are not needed around parentheses. */
export function printCondition(one: Condition, printer: Printer): string {
  const within = (part: Condition) => {
    const text = printCondition(part, printer);
    return ['and', 'or', 'not'].includes(part.is) ? `(${text})` : text;
  };
  const operand = (part: Operand) => {
    if ('path' in part) return printer.path(part.path);
    return 'size' in part ? `size(${printer.path(part.size)})` : printer.value(part.value);
  };
  switch (one.is) {
    case 'and':
    case 'or':
      return `${within(one.left)} ${one.is.toUpperCase()} ${within(one.right)}`;
    case 'not':
      return `NOT ${within(one.of)}`;
    case 'attribute_exists':
    case 'attribute_not_exists':
      return `${one.is}(${printer.path(one.path)})`;
    case 'attribute_type':
    case 'begins_with':
    case 'contains':
      return `${one.is}(${printer.path(one.path)}, ${operand(one.other)})`;
    case 'compare':
      return `${operand(one.left)} ${one.by} ${operand(one.right)}`;
    case 'between':
      return `${operand(one.of)} BETWEEN ${operand(one.low)} AND ${operand(one.high)}`;
    case 'in':
      return `${operand(one.of)} IN (${one.members.map(operand).join(', ')})`;
  }
}

/** Whether a condition holds for an item (for `{}` where there is none), by the developer guide's "Condition expressions". */
export function holds(one: Condition, item: Item): boolean {
  const read = (part: Operand) => operandIn(part, item);
  switch (one.is) {
    case 'and':
      return holds(one.left, item) && holds(one.right, item);
    case 'or':
      return holds(one.left, item) || holds(one.right, item);
    case 'not':
      return !holds(one.of, item);
    case 'attribute_exists':
      return valueAt(item, one.path) !== undefined;
    case 'attribute_not_exists':
      return valueAt(item, one.path) === undefined;
    case 'attribute_type': {
      const found = valueAt(item, one.path);
      return found !== undefined && typeOf(found) === contentOf(read(one.other) as Value);
    }
    case 'begins_with':
      return begins(valueAt(item, one.path), read(one.other));
    case 'contains':
      return containsValue(valueAt(item, one.path), read(one.other));
    case 'compare':
      return compares(read(one.left), one.by, read(one.right));
    case 'between':
      return compares(read(one.of), '>=', read(one.low)) && compares(read(one.of), '<=', read(one.high));
    case 'in':
      return one.members.some((member) => compares(read(one.of), '=', read(member)));
  }
}

function operandIn(part: Operand, item: Item): Value | undefined {
  if ('value' in part) return part.value;
  if ('path' in part) return valueAt(item, part.path);
  const found = valueAt(item, part.size);
  const size = found && sizeOf(found);
  return size === undefined ? undefined : { N: String(size) };
}

function sizeOf(found: Value): number | undefined {
  if ('S' in found) return found.S.length;
  if ('B' in found) return Buffer.from(found.B, 'base64').length;
  if ('N' in found || 'BOOL' in found || 'NULL' in found) return undefined;
  return Object.keys(contentOf(found) as object).length;
}

/** Nothing is equal to what is not there, not even what is not there either (observed: ExtendDB/extenddb#5, tried at AWS). */
function compares(left: Value | undefined, by: Comparator, right: Value | undefined): boolean {
  if (left === undefined || right === undefined) return by === '<>';
  if (by === '=') return canonical(left) === canonical(right);
  if (by === '<>') return canonical(left) !== canonical(right);
  if (typeOf(left) !== typeOf(right) || !['S', 'N', 'B'].includes(typeOf(left))) return false;
  const sign = order(left, right);
  return by.startsWith('<') ? sign < 0 || (by === '<=' && sign === 0) : sign > 0 || (by === '>=' && sign === 0);
}

/** The order of two values of one type: numbers by what they are, strings by their UTF-8, binary by its bytes. */
function order(one: Value, other: Value): number {
  if ('N' in one) return Number(one.N) - Number(contentOf(other));
  const encoding = 'S' in one ? 'utf8' : 'base64';
  return Buffer.compare(
    Buffer.from(contentOf(one) as string, encoding),
    Buffer.from(contentOf(other) as string, encoding),
  );
}

function begins(found: Value | undefined, start: Value | undefined): boolean {
  if (found === undefined || start === undefined) return false;
  if ('S' in found && 'S' in start) return found.S.startsWith(start.S);
  if (!('B' in found && 'B' in start)) return false;
  const bytes = Buffer.from(start.B, 'base64');
  return Buffer.from(found.B, 'base64').subarray(0, bytes.length).equals(bytes);
}

function containsValue(found: Value | undefined, part: Value | undefined): boolean {
  if (found === undefined || part === undefined) return false;
  if ('S' in found) return 'S' in part && found.S.includes(part.S);
  if ('B' in found) return 'B' in part && Buffer.from(found.B, 'base64').includes(Buffer.from(part.B, 'base64'));
  if ('L' in found) return found.L.some((member) => canonical(member) === canonical(part));
  const member = typeOf(found).charAt(0);
  if (!['SS', 'NS', 'BS'].includes(typeOf(found)) || typeOf(part) !== member) return false;
  return (contentOf(found) as readonly string[]).some((one) => canonical({ [member]: one }) === canonical(part));
}
