import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import {
  type Delete,
  DeleteItemCommand,
  type DynamoDBClient,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { accountKey, boardOf, loginItem, loginOf, sortKeys } from '../shared/ledger-keys';
import { isOvertaken } from '../shared/overtaken';
import { deleteAccount } from './accounts';
import type { DeletePlayerFacts } from './facts';
import type { Deadline } from './files';
import { deleteItem, type Item, itemsUnder } from './records';

/** Where the ledger lies, and what it leads to. */
export interface LedgerStore {
  readonly clients: { readonly dynamodb: DynamoDBClient; readonly accounts: CognitoIdentityProviderClient };
  readonly facts: DeletePlayerFacts;
  readonly table: string;
  readonly userPoolId?: string | undefined;
  readonly deleteAccounts: boolean;
}

/**
 * Deletes a ledger and the rows on boards that it leads to. Scores may be taken meanwhile, so it is read until nothing is left, and a standing
 * goes only together with the very row that it names: a standing that went alone would leave a row that nothing leads to any more.
 *
 * @returns whether nothing but the wish to be deleted is left
 */
export async function deleteLedger(store: LedgerStore, identityId: string, { timeLeft }: Deadline): Promise<boolean> {
  const pk = `${store.facts.leadingKeys.ledger}${identityId}`;
  while (timeLeft()) {
    const items = (await itemsUnder(store.clients.dynamodb, store.table, pk)).filter(
      ({ sk }) => sk?.S !== sortKeys.wish,
    );
    if (items.length === 0) return true;
    for (const item of items) {
      if (!timeLeft()) return false;
      try {
        await deleteLedgerItem(store, identityId, pk, item);
      } catch (error) {
        // Another request of the player came between: the next reading shows what it left.
        if (!isOvertaken(error)) throw error;
      }
    }
  }
  return false;
}

async function deleteLedgerItem(store: LedgerStore, identityId: string, pk: string, { sk, rank }: Item): Promise<void> {
  const { clients, facts, table, userPoolId } = store;
  const sortKey = sk?.S ?? '';
  const own = { TableName: table, Key: keyOf(pk, sortKey) };
  const board = boardOf(sortKey);
  if (board !== undefined && rank?.S !== undefined) {
    const Standing = {
      ...own,
      ConditionExpression: '#rank = :rank',
      ExpressionAttributeNames: { '#rank': 'rank' },
      ExpressionAttributeValues: { ':rank': rank },
    };
    const Row = { TableName: table, Key: keyOf(`${facts.leadingKeys.board}${board}`, rank.S) };
    return deleteTogether(clients.dynamodb, Standing, Row);
  }
  const sub = loginOf(sortKey);
  // An account that is another identity's by now is theirs: of that one the ledger alone still tells.
  if (sub === undefined || userPoolId === undefined || !(await isOurs(store, userPoolId, sub, identityId))) {
    return deleteItem(clients.dynamodb, table, pk, sortKey);
  }
  if (store.deleteAccounts) await deleteAccount(clients.accounts, userPoolId, sub);
  return deleteTogether(clients.dynamodb, own, wayOf(store, userPoolId, sub, identityId));
}

/**
 * Takes the way from an account to its player away, where it leads to this one. Where there is none, a call that broke off has taken it away:
 * the ledger would not name the account otherwise.
 */
async function isOurs(store: LedgerStore, userPoolId: string, sub: string, identityId: string): Promise<boolean> {
  try {
    await store.clients.dynamodb.send(new DeleteItemCommand(wayOf(store, userPoolId, sub, identityId)));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

function wayOf({ facts, table }: LedgerStore, userPoolId: string, sub: string, identityId: string) {
  return {
    TableName: table,
    Key: keyOf(accountKey(facts.leadingKeys, userPoolId, sub), loginItem),
    ConditionExpression: 'attribute_not_exists(pk) OR identityId = :mine',
    ExpressionAttributeValues: { ':mine': { S: identityId } },
  };
}

async function deleteTogether(dynamodb: DynamoDBClient, ...all: readonly Delete[]): Promise<void> {
  await dynamodb.send(new TransactWriteItemsCommand({ TransactItems: all.map((one) => ({ Delete: one })) }));
}

const keyOf = (partition: string, sort: string): Item => ({ pk: { S: partition }, sk: { S: sort } });
