import { itemQuestion } from '../../../../policy/operations/dynamodb';
import type { Operation } from '../../../http/operation';
import { type BatchRequest, performBatch, readBatchRequest } from '../batch-request';
import type { AttributeMap } from '../engine/attribute-map';
import { validationError } from '../errors';
import { leadingKeys } from '../leading-keys';
import type { DynamoDb } from '../table-request';
import { partitionKey } from '../tables/table';

/** A member of the batch, as the engine's checks leave it. */
interface WriteRequest {
  readonly PutRequest?: { readonly Item: AttributeMap };
  readonly DeleteRequest?: { readonly Key: AttributeMap };
}

/** `BatchWriteItem`: one question per table, with the leading keys of all that it puts and deletes there. */
export function batchWriteItem(dynamoDb: DynamoDb): Operation<BatchRequest, object> {
  return {
    name: 'BatchWriteItem',
    signature: 'required',
    parse: (http) => {
      const request = readBatchRequest(http, 'BatchWriteItem', dynamoDb);
      for (const writes of Object.values(request.checked.RequestItems ?? {})) {
        (writes as readonly WriteRequest[]).forEach(checkWrite);
      }
      return request;
    },
    authorize: ({ parts, checked }) =>
      parts.map(({ reference }) => {
        const writes = (checked.RequestItems?.[reference.name] ?? []) as readonly WriteRequest[];
        const maps = writes.map(writtenMap);
        const key = reference.table && partitionKey(reference.table);
        return itemQuestion('BatchWriteItem', reference.arn, {
          leadingKeys: key && leadingKeys(maps, key),
          attributes: [...new Set(maps.flatMap((map) => Object.keys(map)))],
          returnConsumedCapacity: checked.ReturnConsumedCapacity,
        });
      }),
    run: (request) => performBatch('BatchWriteItem', request, dynamoDb),
  };
}

/** Of a put and a delete in one member the engine would perform the put alone; DynamoDB refuses the pair. */
function checkWrite({ PutRequest, DeleteRequest }: WriteRequest): void {
  if ((PutRequest === undefined) !== (DeleteRequest === undefined)) return;
  throw validationError(
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  );
}

function writtenMap({ PutRequest, DeleteRequest }: WriteRequest): AttributeMap {
  return PutRequest?.Item ?? DeleteRequest?.Key ?? {};
}
