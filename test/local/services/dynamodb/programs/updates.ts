import fc from 'fast-check';
import type { Printer } from './printer';
import {
  anyClash,
  attribute,
  contentOf,
  type Item,
  list,
  number,
  type Path,
  path,
  scalar,
  set,
  typeOf,
  type Value,
  value,
  valueAt,
} from './values';

type Source = { readonly path: Path } | { readonly value: Value };
type SetValue =
  | Source
  | { readonly sum: '+' | '-'; readonly of: readonly [Source, Source] }
  | { readonly ifNotExists: Path; readonly otherwise: Source }
  | { readonly append: readonly [Source, Source] };

type Action =
  | { readonly is: 'SET'; readonly path: Path; readonly to: SetValue }
  | { readonly is: 'REMOVE'; readonly path: Path }
  | { readonly is: 'ADD' | 'DELETE'; readonly path: Path; readonly by: Value };

/** An update expression: its clauses in the order in which they are written. */
export interface Update {
  readonly actions: readonly Action[];
  readonly clauses: readonly Action['is'][];
}

const paths = path.map((one): Source => ({ path: one }));
const literal = (values: fc.Arbitrary<Value>) => values.map((one): Source => ({ value: one }));
const addend = fc.oneof(paths, literal(number));
const appended = fc.oneof(paths, literal(list));
const setValue: fc.Arbitrary<SetValue> = fc.oneof(
  { weight: 4, arbitrary: literal(value) },
  { weight: 2, arbitrary: paths },
  { weight: 1, arbitrary: fc.constantFrom<Source>({ path: ['c'] }, { path: ['d'] }) },
  fc.record({ sum: fc.constantFrom('+' as const, '-' as const), of: fc.tuple(addend, addend) }),
  fc.record({ ifNotExists: path, otherwise: fc.oneof(literal(value), paths) }),
  fc.record({ append: fc.tuple(appended, appended) }),
);
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ is: fc.constant('SET' as const), path, to: setValue }) },
  fc.record({
    is: fc.constant('SET' as const),
    path: fc.constant<Path>(['clan']),
    to: literal(fc.constantFrom({ S: 'red' }, { S: 'blue' })),
  }),
  { weight: 2, arbitrary: fc.record({ is: fc.constant('REMOVE' as const), path }) },
  {
    weight: 2,
    arbitrary: fc.record({ is: fc.constant('REMOVE' as const), path: fc.nat({ max: 3 }).map((at): Path => ['c', at]) }),
  },
  fc.record({ is: fc.constant('REMOVE' as const), path: fc.constant<Path>(['clan']) }),
  fc.record({
    is: fc.constant('ADD' as const),
    path: attribute.map((name): Path => [name]),
    by: fc.oneof(number, set),
  }),
  fc.record({ is: fc.constant('DELETE' as const), path: attribute.map((name): Path => [name]), by: set }),
);

const setting = (path: Path, to: SetValue): Action => ({ is: 'SET', path, to });
const near = fc.nat({ max: 2 });
const far = fc.integer({ min: 1, max: 6 });
/** What two actions of one update could do to each other. */
const pair: fc.Arbitrary<readonly Action[]> = fc.oneof(
  fc.tuple(near, near).map((positions) => positions.map((one): Action => ({ is: 'REMOVE', path: ['c', one] }))),
  fc
    .tuple(far, far, scalar, scalar)
    .map(([one, other, a, b]) => [setting(['c', one], { value: a }), setting(['c', other], { value: b })]),
  fc
    .constantFrom<Path>(['d', 'x'], ['d', 'y'], ['c', 0])
    .chain((changed) =>
      fc
        .record({ copy: fc.constantFrom('a', 'b', 'e'), to: literal(scalar) })
        .map(({ copy, to }) => [setting([copy], { path: [changed[0]] }), setting(changed, to)]),
    ),
);

/**
 * One to three actions. Which positions a list has for one that removes from it, where another sets something in it, is not documented;
 * there is none such.
 */
export const update: fc.Arbitrary<Update> = fc
  .record({
    actions: fc.oneof(
      { weight: 3, arbitrary: fc.array(action, { minLength: 1, maxLength: 3 }) },
      { weight: 2, arbitrary: pair },
    ),
    clauses: fc.shuffledSubarray(['SET', 'REMOVE', 'ADD', 'DELETE'] as const, { minLength: 4 }),
  })
  .filter(({ actions }) => {
    const positions = (is: Action['is']) =>
      actions
        .filter((one) => one.is === is && one.path.some((step) => typeof step === 'number'))
        .map((one) => one.path[0]);
    return !positions('REMOVE').some((name) => positions('SET').includes(name));
  });

/** The update as DynamoDB reads it. */
export function printUpdate({ actions, clauses }: Update, printer: Printer): string {
  const source = (one: Source) => ('path' in one ? printer.path(one.path) : printer.value(one.value));
  const setTo = (to: SetValue) => {
    if ('sum' in to) return `${source(to.of[0])} ${to.sum} ${source(to.of[1])}`;
    if ('ifNotExists' in to) return `if_not_exists(${printer.path(to.ifNotExists)}, ${source(to.otherwise)})`;
    return 'append' in to ? `list_append(${to.append.map(source).join(', ')})` : source(to);
  };
  const print = (one: Action) => {
    const at = printer.path(one.path);
    if (one.is === 'SET') return `${at} = ${setTo(one.to)}`;
    return one.is === 'REMOVE' ? at : `${at} ${printer.value(one.by)}`;
  };
  return clauses
    .map((clause) => [clause, actions.filter(({ is }) => is === clause).map(print)] as const)
    .filter(([, printed]) => printed.length > 0)
    .map(([clause, printed]) => `${clause} ${printed.join(', ')}`)
    .join(' ');
}

/** Whether DynamoDB refuses the expression itself. */
export function isRefused({ actions }: Update): boolean {
  return anyClash(actions.map((one) => one.path));
}

/** An update does not fit the item that it is for. */
class Unfit extends Error {}

/**
 * The item after an update; undefined where the update does not fit it. By the developer guide's "Update expressions": what is read is what
 * the item held before; elements are set in the order of their positions, and removed from where they were before.
 */
export function updated({ actions }: Update, before: Item): Item | undefined {
  const after = structuredClone(before) as Record<string, Value>;
  try {
    const sets = actions.flatMap((one) =>
      one.is === 'SET' ? [{ path: one.path, value: evaluated(one.to, before) }] : [],
    );
    for (const one of [...sets].sort((a, b) => byPosition(a.path, b.path))) put(after, one.path, one.value);
    for (const one of actions)
      if (one.is === 'ADD' || one.is === 'DELETE') changeNumberOrSet(after, one.is, one.path, one.by);
    const removes = actions.filter(({ is }) => is === 'REMOVE').map((one) => one.path);
    for (const one of [...removes].sort((a, b) => byPosition(b, a))) remove(after, one);
  } catch (error) {
    if (error instanceof Unfit) return undefined;
    throw error;
  }
  return after;
}

function byPosition(one: Path, other: Path): number {
  for (let index = 0; index < Math.min(one.length, other.length); index++) {
    const [a, b] = [one[index], other[index]];
    if (typeof a === 'number' && typeof b === 'number' && a !== b) return a - b;
    if (a !== b) return 0;
  }
  return 0;
}

function evaluated(to: SetValue, item: Item): Value {
  const read = (one: Source): Value => {
    const found = 'value' in one ? one.value : valueAt(item, one.path);
    if (found === undefined) throw new Unfit();
    return structuredClone(found);
  };
  if ('sum' in to) {
    const [one, other] = to.of.map(read) as [Value, Value];
    if (!('N' in one && 'N' in other)) throw new Unfit();
    return { N: String(to.sum === '+' ? Number(one.N) + Number(other.N) : Number(one.N) - Number(other.N)) };
  }
  if ('ifNotExists' in to) return structuredClone(valueAt(item, to.ifNotExists)) ?? read(to.otherwise);
  if (!('append' in to)) return read(to);
  const [one, other] = to.append.map(read) as [Value, Value];
  if (!('L' in one && 'L' in other)) throw new Unfit();
  return { L: [...one.L, ...other.L] };
}

/** The map or list that holds the last step of a path. */
function holder(
  item: Record<string, Value>,
  path: Path,
): { content: Record<string, Value> | Value[]; last: string | number } {
  const last = path[path.length - 1] as string | number;
  const parent: Value | undefined =
    path.length === 1 ? { M: item } : valueAt(item, path.slice(0, -1) as unknown as Path);
  const content = parent && (typeof last === 'number' ? 'L' in parent && parent.L : 'M' in parent && parent.M);
  if (!content) throw new Unfit();
  return { content: content as Record<string, Value> | Value[], last };
}

function put(item: Record<string, Value>, path: Path, value: Value): void {
  const { content, last } = holder(item, path);
  if (!Array.isArray(content)) content[last] = value;
  else if (Number(last) < content.length) content[Number(last)] = value;
  else content.push(value);
}

function remove(item: Record<string, Value>, path: Path): void {
  const { content, last } = holder(item, path);
  if (Array.isArray(content)) content.splice(Number(last), 1);
  else delete content[last];
}

function changeNumberOrSet(item: Record<string, Value>, is: 'ADD' | 'DELETE', path: Path, by: Value): void {
  const [name] = path;
  const found = item[name];
  if (found !== undefined && typeOf(found) !== typeOf(by)) throw new Unfit();
  if ('N' in by) {
    item[name] = { N: String(Number(found === undefined ? 0 : contentOf(found)) + Number(by.N)) };
    return;
  }
  const members = new Set((found === undefined ? [] : contentOf(found)) as readonly string[]);
  for (const member of contentOf(by) as readonly string[]) {
    if (is === 'ADD') members.add(member);
    else members.delete(member);
  }
  if (members.size === 0) delete item[name];
  else item[name] = { [typeOf(by)]: [...members] } as unknown as Value;
}
