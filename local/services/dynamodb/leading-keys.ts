import type { AttributeMap } from './engine/attribute-map';
import type { CheckedRequest } from './engine/checked-request';
import type { TableRequest } from './table-request';
import { type PartitionKey, partitionKey } from './tables/table';

/**
 * The partition-key values that a checked request reads or writes, or undefined where one of them cannot be told: IAM then
 * sees no `dynamodb:LeadingKeys` at all, and the engine refuses the request for the same lack.
 *
 * They come from the engine's own form of the request, never from the wire: a `KeyConditionExpression` is parsed, names and
 * values are resolved, numbers are in their normal form.
 */
export function leadingKeys(maps: readonly AttributeMap[], key: PartitionKey): readonly string[] | undefined {
  const values = new Set<string>();
  for (const map of maps) {
    const value = Object.hasOwn(map, key.name) ? keyText(map[key.name], key) : undefined;
    if (value === undefined) return undefined;
    values.add(value);
  }
  return [...values];
}

/** The partition-key value of the one item that a request names; undefined where no table is there to say which it is. */
export function itemLeadingKeys({ reference, checked }: TableRequest): readonly string[] | undefined {
  const key = reference.table && partitionKey(reference.table);
  const map = checked.Key ?? checked.Item;
  return key && map && leadingKeys([map], key);
}

/** The partition-key value that a `Query` is for; only equality counts, and the engine takes nothing else. */
export function queriedLeadingKeys(request: CheckedRequest, key: PartitionKey): readonly string[] | undefined {
  const conditions = request.KeyConditions ?? {};
  const condition = Object.hasOwn(conditions, key.name) ? conditions[key.name] : undefined;
  if (condition?.ComparisonOperator !== 'EQ') return undefined;
  const [operand, ...others] = condition.AttributeValueList ?? [];
  const value = others.length === 0 ? keyText(operand, key) : undefined;
  return value === undefined ? undefined : [value];
}

const loneSurrogate = /\p{Surrogate}/u;

function keyText(value: Readonly<Record<string, unknown>> | undefined, { type }: PartitionKey): string | undefined {
  const text = value !== undefined && Object.keys(value).length === 1 ? value[type] : undefined;
  if (typeof text !== 'string') return undefined;
  // The engine keys items by UTF-8, in which half a surrogate pair becomes U+FFFD.
  return loneSurrogate.test(text) ? Buffer.from(text).toString() : text;
}
