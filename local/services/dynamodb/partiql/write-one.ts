import { itemQuestion } from '../../../../policy/operations/dynamodb';
import type { Call } from '../../../http/operation';
import type { ServiceError } from '../../../shared/service-error';
import type { AttributeMap } from '../engine/attribute-map';
import { conditionalCheckFailed, duplicateItem, isConditionalCheckFailure } from '../errors';
import { itemLeadingKeys } from '../leading-keys';
import { keyOf } from '../shown-item';
import { type DynamoDb, performOnTable, type TableRequest } from '../table-request';
import type { Capacity } from './capacity';
import type { Work } from './plan';

/** What a write answers: `RETURNING`'s attributes as an item, or none (**observed**: paritysuite/dynamodb-conformance, executeStatement). */
export interface Written {
  readonly items: readonly object[];
  readonly capacity?: Capacity;
}

/** INSERT, UPDATE or DELETE. Throws a {@link ServiceError}. */
export function writeOne(
  { operation, request }: Work & { readonly kind: 'write' },
  showsItemOnFailure: boolean,
  call: Call,
  dynamoDb: DynamoDb,
): Written {
  try {
    const output: { readonly Attributes?: object; readonly ConsumedCapacity?: Capacity } = performOnTable(
      operation,
      request,
      dynamoDb,
    );
    const { Attributes, ConsumedCapacity } = output;
    const items = Attributes === undefined || Object.keys(Attributes).length === 0 ? [] : [Attributes];
    return { items, ...(ConsumedCapacity && { capacity: ConsumedCapacity }) };
  } catch (error) {
    if (!isConditionalCheckFailure(error)) throw error;
    throw operation === 'PutItem'
      ? duplicateItem()
      : failedCondition(error, request, showsItemOnFailure, call, dynamoDb);
  }
}

function failedCondition(
  error: ServiceError,
  request: TableRequest,
  showsItem: boolean,
  call: Call,
  dynamoDb: DynamoDb,
): ServiceError {
  const item = showsItem ? readableItem(request, call, dynamoDb) : undefined;
  return item === undefined ? error : conditionalCheckFailed(error, item);
}

/**
 * The item that a write is about, as it stands: undefined where there is none, or where the caller may not read it. That writing an item
 * on a condition is not enough for reading it is **unconfirmed**; so IAM is asked what it would be asked about a SELECT of it.
 *
 * @param enclosingOperation the transaction that the write is part of
 */
export function readableItem(
  { reference, checked }: TableRequest,
  call: Call,
  { engine }: DynamoDb,
  enclosingOperation?: string,
): object | undefined {
  const Key: AttributeMap = keyOf({ reference, checked });
  const question = itemQuestion('PartiQLSelect', reference.arn, {
    leadingKeys: itemLeadingKeys({ reference, checked: { Key } }),
    attributes: Object.keys(Key),
    select: 'ALL_ATTRIBUTES',
    fullTableScan: false,
    ...(enclosingOperation && { enclosingOperation }),
  });
  if (!call.permits(question)) return undefined;
  const found: { readonly Item?: object } = engine.perform('GetItem', { TableName: reference.name, Key });
  return found.Item;
}
