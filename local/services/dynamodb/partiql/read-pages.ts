import type { AttributeMap } from '../engine/attribute-map';
import { matchesFilter } from '../engine/matches-filter';
import { checkTableRequest, type DynamoDb, performOnTable } from '../table-request';
import { addCapacity, type Capacity } from './capacity';
import type { ReadPosition } from './next-tokens';
import type { CheckedPart, Work } from './plan';
import { project } from './project';

/** What the engine answers to a query or a scan. */
interface EnginePage {
  readonly Items: readonly AttributeMap[];
  readonly LastEvaluatedKey?: AttributeMap;
  readonly ConsumedCapacity?: Capacity;
}

/** A page of a SELECT. */
export interface ReadPage {
  readonly items: readonly object[];
  readonly capacity?: Capacity;
  /** Where the next page begins; absent: this was the last. */
  readonly next?: ReadPosition;
}

/** **Documented** ("IN"): results of several keys come in pages of up to 10 items. */
const pageOfSeveral = 10;
/** **Documented** (API reference, `ExecuteStatement`). */
const bytesOfPage = 1024 * 1024;

/**
 * Reads a page, one request after the other.
 *
 * @param limit how many items are read, whether they match or not (**documented**: `Limit`)
 */
export function readPage(
  { operation, parts, projection }: Work & { readonly kind: 'read' },
  start: ReadPosition,
  limit: number | undefined,
  dynamoDb: DynamoDb,
): ReadPage {
  const items: object[] = [];
  let capacity: Capacity | undefined;
  let left = parts.length > 1 ? Math.min(limit ?? pageOfSeveral, pageOfSeveral) : limit;
  let bytes = 0;
  for (let part = start.part; part < parts.length; part += 1) {
    const read = pageOf(
      parts[part] as CheckedPart,
      operation,
      part === start.part ? start.key : undefined,
      left,
      dynamoDb,
    );
    const { filter } = parts[part] as CheckedPart;
    const matching = read.Items.filter((item) => filter === undefined || matchesFilter(item, filter));
    items.push(...matching.map((item) => project(item, projection)));
    capacity = addCapacity(capacity, read.ConsumedCapacity);
    if (read.LastEvaluatedKey !== undefined) return { items, capacity, next: { part, key: read.LastEvaluatedKey } };
    if (left !== undefined) left -= read.Items.length;
    bytes += JSON.stringify(read.Items).length;
    if (bytes >= bytesOfPage && part + 1 < parts.length) return { items, capacity, next: { part: part + 1 } };
  }
  return { items, capacity };
}

function pageOf(
  { body, request }: CheckedPart,
  operation: 'Query' | 'Scan',
  key: AttributeMap | undefined,
  limit: number | undefined,
  dynamoDb: DynamoDb,
): EnginePage {
  const more = { ...(key && { ExclusiveStartKey: key }), ...(limit === undefined ? {} : { Limit: limit }) };
  // The same request, of which IAM was asked, from another key on.
  const page = Object.keys(more).length === 0 ? request : checkTableRequest({ ...body, ...more }, operation, dynamoDb);
  return performOnTable(operation, page, dynamoDb) as EnginePage;
}
