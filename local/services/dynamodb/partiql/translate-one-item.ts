import type { AttributeMap, AttributeValue } from '../engine/attribute-map';
import type { DocumentPath } from '../engine/checked-request';
import type { TableDescription } from '../engine/table-description';
import { validationError } from '../errors';
import type { BoundValues } from './bound-values';
import { ExpressionWriter } from './expression-writer';
import { allOf, attributeOf, conjuncts, isValue, keyCondition } from './key-conditions';
import { readKeys } from './key-schema';
import type { Condition, Delete, Exists, Insert, Select, Update, ValueNode } from './syntax/tree';
import { UnnamedItem } from './unnamed-item';

/** A write of one item, as the engine's request. */
export interface WriteTranslation {
  readonly operation: 'PutItem' | 'UpdateItem' | 'DeleteItem';
  readonly body: Record<string, unknown>;
}

/** A read of one item by its key. */
export interface GetTranslation {
  readonly body: Record<string, unknown>;
  readonly projection?: readonly DocumentPath[];
}

/** INSERT, UPDATE or DELETE. Throws a `ValidationException`. */
export function translateWrite(
  statement: Insert | Update | Delete,
  table: TableDescription,
  bound: BoundValues,
): WriteTranslation {
  if (statement.target.index !== undefined) throw validationError('This operation is not supported on an index');
  return statement.kind === 'insert'
    ? translateInsert(statement, table, bound)
    : translateChange(statement, table, bound);
}

function translateInsert({ item }: Insert, table: TableDescription, bound: BoundValues): WriteTranslation {
  const writer = new ExpressionWriter(bound);
  const isNew = writer.condition(existence('attribute_not_exists', table));
  const Item = Object.fromEntries(item.map(([name, value]) => [name, bound.of(value)]));
  return {
    operation: 'PutItem',
    body: { TableName: table.TableName, Item, ConditionExpression: isNew, ...writer.placeholders },
  };
}

/**
 * An UPDATE changes no item that is not there, a DELETE of one does nothing and asks nothing more of it (**observed**:
 * paritysuite/dynamodb-conformance, executeStatement).
 */
function translateChange(statement: Update | Delete, table: TableDescription, bound: BoundValues): WriteTranslation {
  const { key, rest } = singleKey(statement.where, table, bound);
  const writer = new ExpressionWriter(bound);
  const common = {
    TableName: table.TableName,
    Key: key,
    ...(statement.returning === undefined ? {} : { ReturnValues: statement.returning }),
  };
  if (statement.kind === 'delete') {
    const condition = allOf(rest);
    if (condition === undefined) return { operation: 'DeleteItem', body: common };
    const either: Condition = { kind: 'or', of: [existence('attribute_not_exists', table), condition] };
    const ConditionExpression = writer.condition(either);
    return { operation: 'DeleteItem', body: { ...common, ConditionExpression, ...writer.placeholders } };
  }
  const UpdateExpression = writer.update(statement.clauses);
  const ConditionExpression = writer.condition(all(existence('attribute_exists', table), rest));
  return {
    operation: 'UpdateItem',
    body: { ...common, UpdateExpression, ConditionExpression, ...writer.placeholders },
  };
}

/** Whether there is an item of the key that a request names. */
function existence(name: 'attribute_exists' | 'attribute_not_exists', table: TableDescription): Condition {
  return { kind: 'function', name, operands: [{ kind: 'path', path: [readKeys(table).partition] }] };
}

function all(first: Condition, others: readonly Condition[]): Condition {
  return others.length === 0 ? first : { kind: 'and', of: [first, ...others] };
}

/** The key that a write names. **Observed**: floci-io/floci#3798; paritysuite/dynamodb-conformance, executeStatement. */
function singleKey(where: Condition | undefined, table: TableDescription, bound: BoundValues) {
  const { values, rest } = keyEqualities(where, table, bound, false);
  const key: AttributeMap = {};
  for (const { AttributeName: name } of table.KeySchema) {
    const [value, ...others] = values.get(name) ?? [];
    if (value === undefined) {
      throw new UnnamedItem('Where clause does not contain a mandatory equality on all key attributes');
    }
    if (others.length > 0) {
      throw new UnnamedItem(
        `Multiple conditions on same key ${name}. Only single item Update/Insert/Delete are supported`,
      );
    }
    key[name] = value;
  }
  return { key, rest };
}

/**
 * The one item that a SELECT of a batch or a transaction names, by nothing but its key (**observed**: floci-io/floci#3798).
 *
 * @param operation of the API, which its refusals name
 */
export function translateGet(
  { target, where, projection, orderBy }: Select,
  table: TableDescription,
  bound: BoundValues,
  operation: string,
): GetTranslation {
  const refusal = validationError(
    `Select statements within ${operation} must specify the primary key in the where clause.`,
  );
  if (target.index !== undefined || orderBy.length > 0) throw refusal;
  const { values, rest } = keyEqualities(where, table, bound, true);
  const keys = table.KeySchema.map(({ AttributeName }) => [AttributeName, values.get(AttributeName) ?? []] as const);
  if (rest.length > 0 || keys.some(([, found]) => found.length !== 1)) throw refusal;
  const writer = new ExpressionWriter(bound);
  const heads = projection && [...new Set(projection.map(([head]) => writer.path([String(head)])))];
  return {
    body: {
      TableName: table.TableName,
      Key: Object.fromEntries(keys.map(([name, [value]]) => [name, value])),
      ...(heads && { ProjectionExpression: heads.join(', ') }),
      ...writer.placeholders,
    },
    ...(projection && { projection }),
  };
}

/** The check that an EXISTS makes of one item (**documented**: "EXISTS", a full primary key and one other condition). */
export function translateExists({ select }: Exists, table: TableDescription, bound: BoundValues): GetTranslation {
  const refusal = validationError('EXISTS() must contain a single item read with additional condition');
  if (select.target.index !== undefined) throw refusal;
  const { values, rest } = keyEqualities(select.where, table, bound, false);
  const keys = table.KeySchema.map(({ AttributeName }) => [AttributeName, values.get(AttributeName) ?? []] as const);
  if (rest.length === 0 || keys.some(([, found]) => found.length !== 1)) throw refusal;
  const writer = new ExpressionWriter(bound);
  const ConditionExpression = writer.condition(all(existence('attribute_exists', table), rest));
  return {
    body: {
      TableName: table.TableName,
      Key: Object.fromEntries(keys.map(([name, [value]]) => [name, value])),
      ConditionExpression,
      ...writer.placeholders,
    },
  };
}

/** What a WHERE clause says that the key attributes equal, each value once, and what else it says. */
function keyEqualities(
  where: Condition | undefined,
  { KeySchema }: TableDescription,
  bound: BoundValues,
  takesIn: boolean,
): { values: ReadonlyMap<string, readonly AttributeValue[]>; rest: readonly Condition[] } {
  const names = new Set(KeySchema.map(({ AttributeName }) => AttributeName));
  const values = new Map<string, readonly AttributeValue[]>();
  const rest: Condition[] = [];
  for (const condition of conjuncts(where)) {
    const [attribute, node] = equality(condition, takesIn) ?? [];
    if (attribute === undefined || node === undefined || !names.has(attribute)) {
      rest.push(condition);
      continue;
    }
    const value = bound.of(node);
    const known = values.get(attribute) ?? [];
    const isKnown = known.some((one) => JSON.stringify(one) === JSON.stringify(value));
    values.set(attribute, isKnown ? known : [...known, value]);
  }
  return { values, rest };
}

/** `a = 1`, or `a IN [1]` where that counts too. */
function equality(condition: Condition, takesIn: boolean): readonly [string, ValueNode] | undefined {
  if (condition.kind === 'in' && takesIn) {
    const [value, ...others] = condition.values;
    const attribute = attributeOf(condition.operand);
    return attribute !== undefined && value !== undefined && isValue(value) && others.length === 0
      ? [attribute, value]
      : undefined;
  }
  const { attribute, operator, values: [value] = [] } = keyCondition(condition) ?? {};
  return attribute !== undefined && operator === '=' && value !== undefined ? [attribute, value] : undefined;
}
