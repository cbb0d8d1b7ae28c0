import type { Operation } from '../../../http/operation';
import { queriedLeadingKeys } from '../leading-keys';
import { type DynamoDb, performOnTable, readTableRequest, type TableRequest, tableQuestion } from '../table-request';
import { partitionKey } from '../tables/table';

/** `Query`: on an index the leading key is the index's own partition key. */
export function query(dynamoDb: DynamoDb): Operation<TableRequest, object> {
  return {
    name: 'Query',
    signature: 'required',
    parse: (http) => readTableRequest(http, 'Query', dynamoDb),
    authorize: (request) => {
      const { reference, checked } = request;
      const key = reference.table && partitionKey(reference.table, checked.IndexName);
      return [tableQuestion('Query', request, { leadingKeys: key && queriedLeadingKeys(checked, key) })];
    },
    run: (request) => performOnTable('Query', request, dynamoDb),
  };
}
