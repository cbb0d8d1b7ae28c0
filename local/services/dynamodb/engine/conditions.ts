import type { AttributeMap, AttributeValue } from './attribute-map';
import type { CheckedRequest, DocumentPath } from './checked-request';
import { areEqual, bytesOf, orderOf, typeOf, valueAt } from './values';

/** A condition, comparison or function of a parsed expression; its operands are such nodes, paths, or attribute values. */
interface ExpressionNode {
  readonly type: string;
  readonly name?: string;
  readonly args: readonly unknown[];
}

type Operand = AttributeValue | undefined;

/** Whether the signs of an order satisfy a comparison. */
const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const functions: Readonly<Record<string, (value: Operand, other: Operand) => boolean>> = {
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  attribute_type: (value, type) => value !== undefined && typeOf(value) === type?.S,
  begins_with: (value, start) => value !== undefined && start !== undefined && beginsWith(value, start),
  contains: (value, part) => value !== undefined && part !== undefined && contains(value, part),
};

/**
 * Whether a parsed condition holds for an item. dynalite's own takes what is empty or false for missing, compares strings by their UTF-16
 * and no maps and lists at all, and fails on a bound that is missing.
 *
 * @param item for an item that is not there: an empty one
 */
export function holds(node: unknown, item: AttributeMap): boolean {
  const { type, name = '', args } = node as ExpressionNode;
  if (type === 'and') return args.every((part) => holds(part, item));
  if (type === 'or') return args.some((part) => holds(part, item));
  if (type === 'not') return !holds(args[0], item);
  const [value, ...others] = args.map((operand) => operandIn(operand, item));
  if (type === 'function') return functions[name]?.(value, others[0]) ?? false;
  if (type === 'in') return others.some((other) => compares('=', value, other));
  if (type === 'between') return compares('>=', value, others[0]) && compares('<=', value, others[1]);
  return compares(type, value, others[0]);
}

/** **Observed** (extenddb#5, scylladb#8511, both tried at AWS): what is missing is different from everything, and that is all that it is. */
function compares(comparison: string, value: Operand, other: Operand): boolean {
  if (value === undefined || other === undefined) return comparison === '<>';
  if (comparison === '=') return areEqual(value, other);
  if (comparison === '<>') return !areEqual(value, other);
  const order = orderOf(value, other);
  return order !== undefined && (comparisons[comparison]?.(order) ?? false);
}

function operandIn(operand: unknown, item: AttributeMap): Operand {
  if (Array.isArray(operand)) return valueAt(item, operand as DocumentPath);
  if (!isNode(operand)) return operand as AttributeValue;
  // Of the functions only `size` has a value; the parser lets no other stand here.
  const measured = operandIn(operand.args[0], item);
  const size = measured && sizeOf(measured);
  return size === undefined ? undefined : { N: String(size) };
}

function isNode(operand: unknown): operand is ExpressionNode {
  return typeof operand === 'object' && operand !== null && 'type' in operand && 'args' in operand;
}

/**
 * **Documented** (developer guide, "Comparison operator and function reference", `size`): a string's length, a binary value's bytes, how many a set, list or map holds; else none. That the length
 * of a string is in UTF-16 units is **unconfirmed**.
 */
function sizeOf(value: AttributeValue): number | undefined {
  const type = typeOf(value);
  const content = value[type];
  if (type === 'S') return String(content).length;
  if (type === 'B') return bytesOf(type, String(content)).length;
  return typeof content === 'object' && content !== null ? Object.keys(content).length : undefined;
}

function beginsWith(value: AttributeValue, start: AttributeValue): boolean {
  const type = typeOf(value);
  if (type !== typeOf(start) || (type !== 'S' && type !== 'B')) return false;
  const bytes = bytesOf(type, String(start[type]));
  return bytesOf(type, String(value[type])).subarray(0, bytes.length).equals(bytes);
}

/** **Documented** (developer guide, "Comparison operator and function reference", `contains`): a part of a string or binary value, a member of a set, an element of a list. */
function contains(value: AttributeValue, part: AttributeValue): boolean {
  const [type, partType] = [typeOf(value), typeOf(part)];
  const content = value[type];
  if (type === 'L') return (content as readonly AttributeValue[]).some((element) => areEqual(element, part));
  if (Array.isArray(content)) return type === `${partType}S` && content.includes(part[partType]);
  if (type !== partType || (type !== 'S' && type !== 'B')) return false;
  return bytesOf(type, String(content)).includes(bytesOf(type, String(part[type])));
}

interface QueryResult {
  Items?: AttributeMap[];
  Count?: number;
}

type Answer = (error: unknown, result?: QueryResult) => void;

/** Of dynalite's own database, where conditions are asked; it has no type declarations. Its actions call all of it by these names. */
interface Database {
  checkConditional(request: CheckedRequest, item: AttributeMap | undefined): Error | null | undefined;
  queryTable(store: object, table: object, request: CheckedRequest, ...more: [...unknown[], Answer]): void;
  /** Of the bounds of `BETWEEN`, and of the key that a query goes on from. */
  compare(comparison: string, value: Operand, others: Operand | readonly Operand[]): boolean;
  mapPaths(paths: readonly (DocumentPath | string)[], item: AttributeMap): AttributeMap;
}

const database: Database = require('dynalite/db');
const { checkConditional, compare, queryTable } = database;

/** A condition that never holds, of dynalite's own. */
const never = { expression: { type: 'function', name: 'attribute_exists', args: [['']] }, pathHeads: {} };

database.checkConditional = (request, item) => {
  if (request._condition === undefined) return checkConditional(request, item);
  return holds(request._condition.expression, item ?? {}) ? null : checkConditional({ _condition: never }, {});
};

const signs: Readonly<Record<string, string>> = { LT: '<', LE: '<=', GT: '>', GE: '>=' };

database.compare = (comparison, value, others) => {
  const sign = signs[comparison];
  const [other] = Array.isArray(others) ? others : [others];
  return sign === undefined ? compare(comparison, value, others) : compares(sign, value, other);
};

database.queryTable = (store, table, request, ...more) => {
  if (request._filter === undefined) return queryTable(store, table, request, ...more);
  const { _filter, _projection, AttributesToGet, Select, ...everything } = request;
  const answer = more.pop() as Answer;
  const paths = _projection?.paths ?? AttributesToGet;
  queryTable(store, table, everything, ...(more as unknown[]), (error, result) => {
    if (error || result === undefined) return answer(error, result);
    const { Items = [], ...rest } = result;
    const found = Items.filter((item) => holds(_filter.expression, item));
    const shown = paths === undefined ? found : found.map((item) => database.mapPaths(paths, item));
    answer(null, { ...rest, Count: found.length, ...(Select === 'COUNT' ? {} : { Items: shown }) });
  });
};
