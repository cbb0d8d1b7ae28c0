import type { Operation } from '../../../http/operation';
import { type DynamoDb, performOnTable, readTableRequest, type TableRequest, tableQuestion } from '../table-request';

/** `Scan`: it has no leading key, whatever its filter says, so `ForAllValues` alone does not hold it back. */
export function scan(dynamoDb: DynamoDb): Operation<TableRequest, object> {
  return {
    name: 'Scan',
    signature: 'required',
    parse: (http) => readTableRequest(http, 'Scan', dynamoDb),
    authorize: (request) => [tableQuestion('Scan', request)],
    run: (request) => performOnTable('Scan', request, dynamoDb),
  };
}
