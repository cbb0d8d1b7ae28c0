import { type DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { boardOf, sortKeys } from '../shared/ledger-keys';
import type { DeletePlayerFacts } from './facts';
import type { Deadline } from './files';
import { deleteItem, type Item, itemsUnder } from './records';

/** Where the ledger lies. */
export interface LedgerStore {
  readonly clients: { readonly dynamodb: DynamoDBClient };
  readonly facts: DeletePlayerFacts;
  readonly table: string;
}

/**
 * Deletes a ledger and the rows on boards that it leads to. Scores may be taken meanwhile, so it is read until nothing is left, and a standing
 * goes only together with the very row that it names: a standing that went alone would leave a row that nothing leads to any more.
 *
 * @returns whether nothing but the wish to be deleted is left
 */
export async function deleteLedger(store: LedgerStore, pk: string, { timeLeft }: Deadline): Promise<boolean> {
  while (timeLeft()) {
    const items = (await itemsUnder(store.clients.dynamodb, store.table, pk)).filter(
      ({ sk }) => sk?.S !== sortKeys.wish,
    );
    if (items.length === 0) return true;
    for (const item of items) {
      if (!timeLeft()) return false;
      await deleteLedgerItem(store, pk, item);
    }
  }
  return false;
}

async function deleteLedgerItem({ clients, facts, table }: LedgerStore, pk: string, { sk, rank }: Item): Promise<void> {
  const sortKey = sk?.S ?? '';
  const board = boardOf(sortKey);
  if (board === undefined || rank?.S === undefined) return deleteItem(clients.dynamodb, table, pk, sortKey);
  const key = (partition: string, sort: string) => ({ pk: { S: partition }, sk: { S: sort } });
  const Standing = {
    TableName: table,
    Key: key(pk, sortKey),
    ConditionExpression: '#rank = :rank',
    ExpressionAttributeNames: { '#rank': 'rank' },
    ExpressionAttributeValues: { ':rank': rank },
  };
  const Row = { TableName: table, Key: key(`${facts.leadingKeys.board}${board}`, rank.S) };
  try {
    await clients.dynamodb.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Delete: Standing }, { Delete: Row }] }),
    );
  } catch (error) {
    // A score came between: the next reading shows what it left.
    if (!isOvertaken(error)) throw error;
  }
}

function isOvertaken(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return false;
  const { CancellationReasons: reasons = [] } = error as { CancellationReasons?: readonly { Code?: string }[] };
  const overtaken = ['None', 'ConditionalCheckFailed', 'TransactionConflict'];
  return reasons.length > 0 && reasons.every(({ Code = 'None' }) => overtaken.includes(Code));
}
