import type { AttributeValue } from '../engine/attribute-map';
import { validationError } from '../errors';
import type { BoundValues } from './bound-values';
import { allOf, attributeOf, attributesRead, isValue, type KeyCondition, keyCondition } from './key-conditions';
import { checkKeyType, type ReadKeys } from './key-schema';
import { compareRanges, overlap, type SortRange, sortRange } from './sort-range';
import type { Condition } from './syntax/tree';

/** One query that a SELECT comes down to. */
export interface Branch {
  readonly partition: AttributeValue;
  readonly sort?: KeyCondition;
  readonly range: SortRange;
  /** What the key does not say. */
  readonly filter?: Condition;
}

/** The most queries of one SELECT (**observed**: floci-io/floci#3798; **documented**: "IN", at most 50 hash attribute values). */
const mostBranches = 50;

/**
 * The queries that a WHERE clause comes down to, one for each partition key that it names by `=` or `IN`; undefined where it may
 * hold in any other partition: then the whole table is read (**documented**: "Select statements", which WHERE clauses are full scans).
 *
 * Throws a `ValidationException` in DynamoDB's words where two of them may read the same item (**observed**: floci-io/floci#3798).
 */
export function branchesOf(
  where: Condition | undefined,
  keys: ReadKeys,
  bound: BoundValues,
): readonly Branch[] | undefined {
  if (where === undefined || !isKeyed(where, keys)) return undefined;
  if (countOf(where, keys) > mostBranches) {
    throw validationError('Too many decomposed read operations for a given query.');
  }
  const branches = alternatives(where, keys).map((all) => branchOf(all, keys, bound));
  const overlapping = branches.some((one, index) =>
    branches.slice(index + 1).some((other) => isSame(one, other) && overlap(one.range, other.range)),
  );
  if (overlapping) {
    throw validationError('Overlapping conditions with range keys are not supported in where clause');
  }
  return branches;
}

/** By their partition keys, then by their sort keys, as ORDER BY has them. */
export function compareBranches(one: Branch, other: Branch): { partition: number; sort: number } {
  const [first, second] = [one, other].map(({ partition }) => sortRange('=', [partition]));
  return { partition: compareRanges(first ?? {}, second ?? {}), sort: compareRanges(one.range, other.range) };
}

function isSame(one: Branch, other: Branch): boolean {
  return JSON.stringify(one.partition) === JSON.stringify(other.partition);
}

/** Whether a condition holds in named partitions only. */
function isKeyed(condition: Condition, keys: ReadKeys): boolean {
  if (condition.kind === 'and') return condition.of.some((one) => isKeyed(one, keys));
  if (condition.kind === 'or') return condition.of.every((one) => isKeyed(one, keys));
  if (condition.kind === 'in') return keyIn(condition, [keys.partition]) !== undefined;
  const { attribute, operator } = keyCondition(condition) ?? {};
  return attribute === keys.partition && operator === '=';
}

function countOf(condition: Condition, keys: ReadKeys): number {
  if (condition.kind === 'and') return condition.of.reduce((count, one) => count * countOf(one, keys), 1);
  if (!isSplit(condition, keys)) return 1;
  if (condition.kind === 'or') return condition.of.reduce((count, one) => count + countOf(one, keys), 0);
  return condition.kind === 'in' ? condition.values.length : 1;
}

/** What must hold, in each of the cases in which the condition holds. */
function alternatives(condition: Condition, keys: ReadKeys): readonly (readonly Condition[])[] {
  if (condition.kind === 'and') {
    return condition.of.reduce<readonly (readonly Condition[])[]>(
      (cases, one) => cases.flatMap((before) => alternatives(one, keys).map((more) => [...before, ...more])),
      [[]],
    );
  }
  if (!isSplit(condition, keys)) return [[condition]];
  if (condition.kind === 'or') return condition.of.flatMap((one) => alternatives(one, keys));
  return (condition.kind === 'in' ? condition.values : []).map((value) => [
    { kind: 'comparison', operator: '=', left: (condition as Condition & { kind: 'in' }).operand, right: value },
  ]);
}

/** An OR or IN on key attributes is several queries; one on other attributes is a filter. */
function isSplit(condition: Condition, { partition, sort }: ReadKeys): boolean {
  const names = sort === undefined ? [partition] : [partition, sort];
  if (condition.kind === 'in') return keyIn(condition, names) !== undefined;
  return condition.kind === 'or' && attributesRead(condition).some((name) => names.includes(name));
}

function keyIn({ operand, values }: Condition & { kind: 'in' }, names: readonly string[]): string | undefined {
  const attribute = attributeOf(operand);
  return attribute !== undefined && names.includes(attribute) && values.every(isValue) ? attribute : undefined;
}

/** The first condition on a key attribute is the query's; what follows is a filter (**observed**: the same). */
function branchOf(conditions: readonly Condition[], keys: ReadKeys, bound: BoundValues): Branch {
  const rest: Condition[] = [];
  let partition: AttributeValue | undefined;
  let sort: KeyCondition | undefined;
  for (const condition of conditions) {
    const key = keyCondition(condition);
    if (partition === undefined && key?.attribute === keys.partition && key.operator === '=') {
      [partition] = checkedValues(key, keys, bound);
    } else if (sort === undefined && key !== undefined && key.attribute === keys.sort) {
      sort = key;
    } else {
      rest.push(condition);
    }
  }
  const filter = allOf(rest);
  return {
    partition: partition ?? {},
    ...(sort === undefined ? {} : { sort }),
    range: sort === undefined ? {} : sortRange(sort.operator, checkedValues(sort, keys, bound)),
    ...(filter === undefined ? {} : { filter }),
  };
}

function checkedValues({ attribute, values }: KeyCondition, keys: ReadKeys, bound: BoundValues) {
  return values.map((node) => {
    const value = bound.of(node);
    checkKeyType(attribute, value, keys);
    return value;
  });
}
