import type { HttpRequest } from '../../http/message';
import type { CheckedRequest } from './engine/checked-request';
import { resourceNotFound, validationError } from './errors';
import { isObject, requestBody } from './request-body';
import type { DynamoDb } from './table-request';
import type { TableReference } from './tables/table';

/** One table's part of a batch. */
export interface BatchPart {
  /** The table as the caller wrote it: its answers go by the same name. */
  readonly writtenName: string;
  readonly reference: TableReference;
}

/** A checked batch, its `RequestItems` by table name. */
export interface BatchRequest {
  readonly parts: readonly BatchPart[];
  readonly checked: CheckedRequest;
}

/** Reads and checks a batch. Documented: a table may be named by its ARN, which the engine does not know. */
export function readBatchRequest(
  http: HttpRequest,
  operation: 'BatchGetItem' | 'BatchWriteItem',
  { engine, tables }: DynamoDb,
): BatchRequest {
  const body = requestBody(http);
  if (!isObject(body.RequestItems)) return { parts: [], checked: engine.check(operation, body) };
  const parts: BatchPart[] = [];
  const byName: Record<string, unknown> = {};
  for (const [writtenName, items] of Object.entries(body.RequestItems)) {
    const reference = tables.reference(writtenName);
    if (Object.hasOwn(byName, reference.name)) {
      throw validationError(`The table '${reference.name}' is named twice, by its name and by its ARN.`);
    }
    byName[reference.name] = items;
    parts.push({ writtenName, reference });
  }
  return { parts, checked: engine.check(operation, { ...body, RequestItems: byName }) };
}

/** Performs a batch, whose tables must all exist, and gives its answers the caller's names for them. */
export function performBatch(
  operation: 'BatchGetItem' | 'BatchWriteItem',
  { parts, checked }: BatchRequest,
  { engine }: DynamoDb,
): object {
  if (parts.some(({ reference }) => reference.table === undefined)) throw resourceNotFound();
  const output = engine.perform(operation, checked) as Record<string, unknown>;
  const writtenNames = new Map(parts.map(({ reference, writtenName }) => [reference.name, writtenName]));
  for (const member of ['Responses', 'UnprocessedKeys', 'UnprocessedItems']) {
    const byName = output[member];
    if (!isObject(byName)) continue;
    output[member] = Object.fromEntries(
      Object.entries(byName).map(([name, answer]) => [writtenNames.get(name) ?? name, answer]),
    );
  }
  return output;
}
