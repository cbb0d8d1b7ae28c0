import type { Operation } from '../../../http/operation';
import { itemLeadingKeys } from '../leading-keys';
import { type DynamoDb, performOnTable, readTableRequest, type TableRequest, tableQuestion } from '../table-request';

/** `GetItem`. */
export function getItem(dynamoDb: DynamoDb): Operation<TableRequest, object> {
  return {
    name: 'GetItem',
    signature: 'required',
    parse: (http) => readTableRequest(http, 'GetItem', dynamoDb),
    authorize: (request) => [tableQuestion('GetItem', request, { leadingKeys: itemLeadingKeys(request) })],
    run: (request) => performOnTable('GetItem', request, dynamoDb),
  };
}
