import type { Operation } from '../../../http/operation';
import { conditionalCheckFailed, isConditionalCheckFailure } from '../errors';
import { itemLeadingKeys } from '../leading-keys';
import { requestBody } from '../request-body';
import { type ConditionalRequest, readShowItemOnFailure, shownItem } from '../shown-item';
import { checkTableRequest, type DynamoDb, performOnTable, tableQuestion } from '../table-request';

/** `PutItem`, `UpdateItem`, `DeleteItem`: they differ in their requests only, which the engine tells apart. */
export function writeItem(
  name: 'PutItem' | 'UpdateItem' | 'DeleteItem',
  dynamoDb: DynamoDb,
): Operation<ConditionalRequest, object> {
  return {
    name,
    signature: 'required',
    parse: (http) => {
      const body = requestBody(http);
      const showItemOnFailure = readShowItemOnFailure(body.ReturnValuesOnConditionCheckFailure);
      return { ...checkTableRequest(body, name, dynamoDb), showItemOnFailure };
    },
    authorize: (request) => [tableQuestion(name, request, { leadingKeys: itemLeadingKeys(request) })],
    run: (request, call) => {
      try {
        return performOnTable(name, request, dynamoDb);
      } catch (error) {
        if (!isConditionalCheckFailure(error)) throw error;
        // The write has changed nothing, and nothing has come in between.
        const item = shownItem(request, call, dynamoDb);
        throw item === undefined ? error : conditionalCheckFailed(error, item);
      }
    },
  };
}
