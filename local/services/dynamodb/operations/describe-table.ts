import { controlQuestion } from '../../../../policy/operations/dynamodb';
import type { Operation } from '../../../http/operation';
import { resourceNotFound } from '../errors';
import { type DynamoDb, readTableRequest, type TableRequest } from '../table-request';

/** `DescribeTable`. The item count is exact here; AWS updates it every six hours or so. */
export function describeTable(dynamoDb: DynamoDb): Operation<TableRequest, object> {
  return {
    name: 'DescribeTable',
    signature: 'required',
    parse: (http) => readTableRequest(http, 'DescribeTable', dynamoDb),
    authorize: ({ reference }) => [controlQuestion('DescribeTable', reference.arn)],
    run: ({ reference: { name, table } }) => {
      if (table === undefined) throw resourceNotFound(`Requested resource not found: Table: ${name} not found`);
      return {
        Table: {
          ...table.description,
          CreationDateTime: table.createdAt / 1000,
          ItemCount: dynamoDb.engine.itemCount(name),
        },
      };
    },
  };
}
