/** Capacity that an action has used: of which table, and how many units outside of a transaction. */
export interface UsedCapacity {
  readonly table: string;
  readonly units: number;
}

/** **Documented**: "DynamoDB performs two underlying reads or writes of every item in the transaction". */
const timesInTransactions = 2;

/**
 * `ConsumedCapacity` of a transaction, an entry for each table in the order of its actions; nothing where it was not asked for. The form,
 * and that a check counts as a write, is **observed** (dynamodb-conformance#67 and #74).
 *
 * @param asked `ReturnConsumedCapacity`
 * @param kind whether it has read only, or written
 */
export function transactionCapacity(
  asked: string | undefined,
  kind: 'read' | 'write',
  used: readonly UsedCapacity[],
): { readonly ConsumedCapacity?: readonly object[] } {
  if (asked === undefined || asked === 'NONE') return {};
  const byTable = new Map<string, number>();
  for (const { table, units } of used) byTable.set(table, (byTable.get(table) ?? 0) + timesInTransactions * units);
  const ConsumedCapacity = [...byTable].map(([TableName, units]) => {
    const counted = {
      CapacityUnits: units,
      ...(kind === 'read' ? { ReadCapacityUnits: units } : { WriteCapacityUnits: units }),
    };
    return { TableName, ...counted, ...(asked === 'INDEXES' ? { Table: counted } : {}) };
  });
  return { ConsumedCapacity };
}

/** The capacity of an action's own answer, which tells it where the request asks for it. */
export function usedBy(output: object): number {
  const { ConsumedCapacity }: { readonly ConsumedCapacity?: { readonly CapacityUnits?: number } } = output;
  return ConsumedCapacity?.CapacityUnits ?? 0;
}
