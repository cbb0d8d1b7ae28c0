import type { AuthorizationQuestion } from '../../../../policy/types';
import { brokenEnum, brokenLength, brokenPresence, refuseBroken } from '../constraints';
import type { DynaliteOperation } from '../engine/dynalite';
import type { TransactedAction } from '../engine/transact';
import { resourceNotFound, serializationError, validationError } from '../errors';
import { itemLeadingKeys } from '../leading-keys';
import { isObject } from '../request-body';
import { type ConditionalRequest, readShowItemOnFailure } from '../shown-item';
import { checkTableRequest, type DynamoDb, tableQuestion } from '../table-request';

/** One action of a transaction. */
export interface TransactItem extends ConditionalRequest {
  /** The IAM action of its name, and what the engine performs. */
  readonly action: TransactedAction['operation'];
}

/** What a member of `TransactItems` asks of IAM, the operation whose checks its request has to pass, and what it can say. */
interface MemberKind {
  readonly action: TransactedAction['operation'];
  readonly checkedAs: DynaliteOperation;
  /** Anything else is not part of the API, and is dropped: the engine would heed it, as it does in a request of its own. */
  readonly members: readonly string[];
  /** What it must say, of what the checks let be left out. */
  readonly required?: string;
  readonly always?: object;
}

/** **Documented**: API reference, `Put`, `Update`, `Delete`, `ConditionCheck`, `Get`. */
const names = ['TableName', 'ExpressionAttributeNames'];
const conditional = [...names, 'ConditionExpression', 'ExpressionAttributeValues'];

/** The members of `TransactGetItems`. */
export const gets: Readonly<Record<string, MemberKind>> = {
  Get: {
    action: 'GetItem',
    checkedAs: 'GetItem',
    members: [...names, 'Key', 'ProjectionExpression'],
    // **Documented** ("Amazon DynamoDB Transactions: How it works"): what a transaction reads is serializable.
    always: { ConsistentRead: true },
  },
};

/** The members of `TransactWriteItems`. */
export const writes: Readonly<Record<string, MemberKind>> = {
  Put: { action: 'PutItem', checkedAs: 'PutItem', members: [...conditional, 'Item'] },
  Update: {
    action: 'UpdateItem',
    checkedAs: 'UpdateItem',
    members: [...conditional, 'Key', 'UpdateExpression'],
    required: 'UpdateExpression',
  },
  Delete: { action: 'DeleteItem', checkedAs: 'DeleteItem', members: [...conditional, 'Key'] },
  ConditionCheck: {
    action: 'ConditionCheckItem',
    // Its request is that of a conditional delete: table, key, condition.
    checkedAs: 'DeleteItem',
    members: [...conditional, 'Key'],
    required: 'ConditionExpression',
  },
};

/**
 * Reads the actions of a transaction, and checks what stands beside them.
 *
 * @param broken what is wrong with members that only some transactions have
 */
export function readTransactItems(
  { TransactItems, ReturnConsumedCapacity }: Record<string, unknown>,
  kinds: Readonly<Record<string, MemberKind>>,
  dynamoDb: DynamoDb,
  broken: { readonly before?: string | undefined; readonly after?: string | undefined } = {},
): readonly TransactItem[] {
  if (TransactItems !== undefined && TransactItems !== null && !Array.isArray(TransactItems)) {
    throw serializationError('Unexpected field type');
  }
  const items: readonly unknown[] | undefined = TransactItems ?? undefined;
  refuseBroken([
    broken.before,
    brokenEnum('returnConsumedCapacity', ReturnConsumedCapacity, ['INDEXES', 'TOTAL', 'NONE']),
    broken.after,
    brokenPresence('transactItems', items),
    // Documented: at most 100 actions.
    items && brokenLength('TransactItems', items.length, 1, 100),
  ]);
  return (items ?? []).map((item, index) => readItem(item, index, { ReturnConsumedCapacity }, kinds, dynamoDb));
}

/** @param ofAll what the transaction says for all its items */
function readItem(
  item: unknown,
  index: number,
  ofAll: object,
  kinds: Readonly<Record<string, MemberKind>>,
  dynamoDb: DynamoDb,
): TransactItem {
  if (!isObject(item)) throw serializationError('Unexpected value type in payload');
  const [member, ...others] = Object.entries(item).filter(([, value]) => value !== null);
  const kind = member !== undefined && Object.hasOwn(kinds, member[0]) ? kinds[member[0]] : undefined;
  if (member === undefined || kind === undefined || others.length > 0) {
    throw validationError(`TransactItems can only contain one of ${Object.keys(kinds).join(', ')}`);
  }
  const [name, said] = member;
  if (!isObject(said)) throw serializationError('Unexpected field type');
  const { action, checkedAs, members, required, always } = kind;
  const place = `transactItems.${index + 1}.member.${lowerFirst(name)}`;
  if (required !== undefined) refuseBroken([brokenPresence(`${place}.${lowerFirst(required)}`, said[required])]);
  const known = Object.fromEntries(Object.entries(said).filter(([one]) => members.includes(one)));
  return {
    action,
    showItemOnFailure: readShowItemOnFailure(said.ReturnValuesOnConditionCheckFailure),
    ...checkTableRequest({ ...known, ...always, ...ofAll }, checkedAs, dynamoDb),
  };
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/**
 * Documented ("Using IAM with DynamoDB transactions"): each item needs the permission of the underlying operation, with
 * `dynamodb:EnclosingOperation` naming the transaction.
 */
export function transactionQuestions(
  items: readonly TransactItem[],
  enclosingOperation: string,
): readonly AuthorizationQuestion[] {
  return items.map((item) =>
    tableQuestion(item.action, item, { leadingKeys: itemLeadingKeys(item), enclosingOperation }),
  );
}

/** The actions as the engine performs them: what was judged is what is executed. Throws `ResourceNotFoundException` where a table is missing. */
export function transactedActions(items: readonly TransactItem[]): readonly TransactedAction[] {
  if (items.some(({ reference }) => reference.table === undefined)) throw resourceNotFound();
  return items.map(({ action, checked }) => ({ operation: action, request: checked }));
}
