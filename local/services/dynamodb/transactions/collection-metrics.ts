import type { TableRequest } from '../table-request';
import { partitionKey } from '../tables/table';

/**
 * `ItemCollectionMetrics` of a transaction: for each table with local indexes the item collections that it wrote to (**documented**: API
 * reference; a table without local indexes has no collections). An answer has it only where there are some.
 *
 * @param asked `ReturnItemCollectionMetrics`
 * @param writes the actions that write
 */
export function collectionMetrics(
  asked: unknown,
  writes: readonly TableRequest[],
): { readonly ItemCollectionMetrics?: Readonly<Record<string, readonly object[]>> } {
  if (asked !== 'SIZE') return {};
  const byTable = new Map<string, Map<string, object>>();
  for (const { reference, checked } of writes) {
    const { table, name } = reference;
    const key = table && partitionKey(table);
    if (!table?.description.LocalSecondaryIndexes?.length || key === undefined) continue;
    const value = (checked.Key ?? checked.Item)?.[key.name];
    const collections = byTable.get(name) ?? new Map<string, object>();
    // In whole gigabytes (**observed**: dynamodb-conformance, [0, 1] for one item); what is kept in memory here never has more.
    collections.set(JSON.stringify(value), { ItemCollectionKey: { [key.name]: value }, SizeEstimateRangeGB: [0, 1] });
    byTable.set(name, collections);
  }
  if (byTable.size === 0) return {};
  const entries = [...byTable].map(([name, collections]) => [name, [...collections.values()]] as const);
  return { ItemCollectionMetrics: Object.fromEntries(entries) };
}
