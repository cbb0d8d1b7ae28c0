import { keyOf } from '../shown-item';
import type { DynamoDb, TableRequest } from '../table-request';
import { transactionCapacity, usedBy } from './capacity';

/** **Documented**: a request that was done before answers with the capacity for reading its items. */
export function capacityDoneBefore(requests: readonly TableRequest[], { engine }: DynamoDb): object {
  const used = requests.map((request) => {
    const { name: table } = request.reference;
    const read = { TableName: table, Key: keyOf(request), ConsistentRead: true, ReturnConsumedCapacity: 'TOTAL' };
    return { table, units: usedBy(engine.perform('GetItem', read)) };
  });
  return transactionCapacity(requests[0]?.checked.ReturnConsumedCapacity, 'read', used);
}
