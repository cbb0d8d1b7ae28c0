import type { Operation } from '../../../http/operation';
import type { AttributeMap } from '../engine/attribute-map';
import { conditionalCheckFailed, isConditionalCheckFailure, validationError } from '../errors';
import { itemLeadingKeys } from '../leading-keys';
import { requestBody } from '../request-body';
import { checkTableRequest, type DynamoDb, performOnTable, type TableRequest, tableQuestion } from '../table-request';

/** A write of one item. */
export interface WriteItemRequest extends TableRequest {
  /** `ReturnValuesOnConditionCheckFailure`, which the engine does not know. */
  readonly showItemOnFailure: boolean;
}

/** `PutItem`, `UpdateItem`, `DeleteItem`: they differ in their requests only, which the engine tells apart. */
export function writeItem(
  name: 'PutItem' | 'UpdateItem' | 'DeleteItem',
  dynamoDb: DynamoDb,
): Operation<WriteItemRequest, object> {
  return {
    name,
    signature: 'required',
    parse: (http) => {
      const body = requestBody(http);
      const showItemOnFailure = readShowItemOnFailure(body.ReturnValuesOnConditionCheckFailure);
      return { ...checkTableRequest(body, name, dynamoDb), showItemOnFailure };
    },
    authorize: (request) => [tableQuestion(name, request, { leadingKeys: itemLeadingKeys(request) })],
    run: (request) => {
      try {
        return performOnTable(name, request, dynamoDb);
      } catch (error) {
        if (!request.showItemOnFailure || !isConditionalCheckFailure(error)) throw error;
        // The write has changed nothing, and nothing has come in between.
        const item = currentItem(request, dynamoDb);
        throw item === undefined ? error : conditionalCheckFailed(error, item);
      }
    },
  };
}

function readShowItemOnFailure(value: unknown): boolean {
  if (value === undefined || value === null || value === 'NONE') return false;
  if (value === 'ALL_OLD') return true;
  throw validationError(
    "1 validation error detected: Value at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: " +
      'Member must satisfy enum value set: [ALL_OLD, NONE]',
  );
}

/** The item that a write is about, as it stands; undefined where there is none. */
function currentItem({ reference, checked }: TableRequest, { engine }: DynamoDb): object | undefined {
  const map: AttributeMap = checked.Key ?? checked.Item ?? {};
  const names = reference.table?.description.KeySchema.map(({ AttributeName }) => AttributeName) ?? [];
  const Key = Object.fromEntries(names.map((name) => [name, map[name] ?? {}]));
  const found: { readonly Item?: object } = engine.perform('GetItem', { TableName: reference.name, Key });
  return found.Item;
}
