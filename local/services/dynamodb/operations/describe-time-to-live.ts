import { controlQuestion } from '../../../../policy/operations/dynamodb';
import type { Operation } from '../../../http/operation';
import { resourceNotFound } from '../errors';
import { type DynamoDb, readTableRequest, type TableRequest } from '../table-request';

/** `DescribeTimeToLive`, as the template says. Nothing expires here: AWS, too, deletes expired items only within days. */
export function describeTimeToLive(dynamoDb: DynamoDb): Operation<TableRequest, object> {
  return {
    name: 'DescribeTimeToLive',
    signature: 'required',
    parse: (http) => readTableRequest(http, 'DescribeTimeToLive', dynamoDb),
    authorize: ({ reference }) => [controlQuestion('DescribeTimeToLive', reference.arn)],
    run: ({ reference: { name, table } }) => {
      if (table === undefined) throw resourceNotFound(`Requested resource not found: Table: ${name} not found`);
      const attribute = table.timeToLiveAttribute;
      return {
        TimeToLiveDescription:
          attribute === undefined
            ? { TimeToLiveStatus: 'DISABLED' }
            : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
      };
    },
  };
}
