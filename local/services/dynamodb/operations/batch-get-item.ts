import { itemQuestion } from '../../../../policy/operations/dynamodb';
import type { Operation } from '../../../http/operation';
import { attributeNames } from '../attribute-names';
import { type BatchRequest, performBatch, readBatchRequest } from '../batch-request';
import type { CheckedRequest } from '../engine/checked-request';
import { leadingKeys } from '../leading-keys';
import { type DynamoDb, selectOf } from '../table-request';
import { partitionKey } from '../tables/table';

/** `BatchGetItem`: one question per table, with the leading keys of all that it asks of that table. */
export function batchGetItem(dynamoDb: DynamoDb): Operation<BatchRequest, object> {
  return {
    name: 'BatchGetItem',
    signature: 'required',
    parse: (http) => readBatchRequest(http, 'BatchGetItem', dynamoDb),
    authorize: ({ parts, checked }) =>
      parts.map(({ reference }) => {
        const part = (checked.RequestItems?.[reference.name] ?? {}) as CheckedRequest;
        const key = reference.table && partitionKey(reference.table);
        return itemQuestion('BatchGetItem', reference.arn, {
          leadingKeys: key && leadingKeys(part.Keys ?? [], key),
          attributes: attributeNames(part),
          select: selectOf(part),
          returnConsumedCapacity: checked.ReturnConsumedCapacity,
        });
      }),
    run: (request) => performBatch('BatchGetItem', request, dynamoDb),
  };
}
