import type { Call } from '../../http/operation';
import type { AttributeMap } from './engine/attribute-map';
import { validationError } from './errors';
import { itemLeadingKeys } from './leading-keys';
import { type DynamoDb, type TableRequest, tableQuestion } from './table-request';

/** A write, or a check, of one item. */
export interface ConditionalRequest extends TableRequest {
  /** `ReturnValuesOnConditionCheckFailure`, which the engine does not know. */
  readonly showItemOnFailure: boolean;
}

/** Reads `ReturnValuesOnConditionCheckFailure`. */
export function readShowItemOnFailure(value: unknown): boolean {
  if (value === undefined || value === null || value === 'NONE') return false;
  if (value === 'ALL_OLD') return true;
  throw validationError(
    "1 validation error detected: Value at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: " +
      'Member must satisfy enum value set: [ALL_OLD, NONE]',
  );
}

/**
 * The item that a failed condition shows, as it stands; undefined where there is none, where nobody asked to see it, or where the caller
 * may not read it. That writing an item on a condition is not enough for reading it is **unconfirmed**: the documentation of
 * `ReturnValuesOnConditionCheckFailure` names no permission. So IAM is asked what it would be asked about a `GetItem`.
 *
 * @param enclosingOperation the transaction that the write is part of
 */
export function shownItem(
  { reference, checked, showItemOnFailure }: ConditionalRequest,
  call: Call,
  { engine }: DynamoDb,
  enclosingOperation?: string,
): object | undefined {
  if (!showItemOnFailure) return undefined;
  const Key = keyOf({ reference, checked });
  const { ReturnConsumedCapacity } = checked;
  const read: TableRequest = {
    reference,
    checked: { TableName: reference.name, Key, ...(ReturnConsumedCapacity && { ReturnConsumedCapacity }) },
  };
  const facts = { leadingKeys: itemLeadingKeys(read), ...(enclosingOperation && { enclosingOperation }) };
  if (!call.permits(tableQuestion('GetItem', read, facts))) return undefined;
  const found: { readonly Item?: object } = engine.perform('GetItem', read.checked);
  return found.Item;
}

/** The key of the item that a request is about, of an existing table. */
export function keyOf({ reference, checked }: TableRequest): AttributeMap {
  const map: AttributeMap = checked.Key ?? checked.Item ?? {};
  const names = reference.table?.description.KeySchema.map(({ AttributeName }) => AttributeName) ?? [];
  return Object.fromEntries(names.map((name) => [name, map[name] ?? {}]));
}
