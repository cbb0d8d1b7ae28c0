import type { ItemAction } from '../../../../policy/operations/dynamodb';
import type { Operation } from '../../../http/operation';
import type { DynaliteOperation } from '../engine/dynalite';
import { serializationError, validationError } from '../errors';
import { itemLeadingKeys } from '../leading-keys';
import { isObject, requestBody } from '../request-body';
import { checkTableRequest, type DynamoDb, type TableRequest, tableQuestion } from '../table-request';

/** One action of a transaction. */
interface TransactItem {
  readonly action: ItemAction;
  readonly request: TableRequest;
}

/** What a member of `TransactItems` asks of IAM, and the operation whose checks its request has to pass. */
type MemberKinds = Readonly<Record<string, { readonly action: ItemAction; readonly checkedAs: DynaliteOperation }>>;

const gets: MemberKinds = { Get: { action: 'GetItem', checkedAs: 'GetItem' } };
const writes: MemberKinds = {
  Put: { action: 'PutItem', checkedAs: 'PutItem' },
  Update: { action: 'UpdateItem', checkedAs: 'UpdateItem' },
  Delete: { action: 'DeleteItem', checkedAs: 'DeleteItem' },
  // Its request is that of a conditional delete: table, key, condition.
  ConditionCheck: { action: 'ConditionCheckItem', checkedAs: 'DeleteItem' },
};

/** `TransactGetItems`: judged item by item, then refused, because the engine has no transactions. */
export const transactGetItems = (dynamoDb: DynamoDb) => transaction('TransactGetItems', gets, dynamoDb);

/** `TransactWriteItems`: judged item by item, then refused, because the engine has no transactions. */
export const transactWriteItems = (dynamoDb: DynamoDb) => transaction('TransactWriteItems', writes, dynamoDb);

/**
 * Documented ("Using IAM with DynamoDB transactions"): each item needs the permission of the underlying operation, with
 * `dynamodb:EnclosingOperation` naming the transaction.
 */
function transaction(name: string, kinds: MemberKinds, dynamoDb: DynamoDb): Operation<readonly TransactItem[], object> {
  return {
    name,
    signature: 'required',
    parse: (http) => {
      const { TransactItems, ReturnConsumedCapacity } = requestBody(http);
      if (!Array.isArray(TransactItems)) throw serializationError('Unexpected field type');
      // Documented: at most 100 actions.
      if (TransactItems.length < 1 || TransactItems.length > 100) {
        throw validationError(
          "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length between 1 and 100",
        );
      }
      return TransactItems.map((item: unknown) => readItem(item, { ReturnConsumedCapacity }, kinds, dynamoDb));
    },
    authorize: (items) =>
      items.map(({ action, request }) =>
        tableQuestion(action, request, { leadingKeys: itemLeadingKeys(request), enclosingOperation: name }),
      ),
  };
}

/** @param ofAll what the transaction says for all its items */
function readItem(item: unknown, ofAll: object, kinds: MemberKinds, dynamoDb: DynamoDb): TransactItem {
  if (!isObject(item)) throw serializationError('Unexpected value type in payload');
  const [member, ...others] = Object.entries(item).filter(([, value]) => value !== null);
  const kind = member !== undefined && Object.hasOwn(kinds, member[0]) ? kinds[member[0]] : undefined;
  if (member === undefined || kind === undefined || others.length > 0) {
    throw validationError(`TransactItems can only contain one of ${Object.keys(kinds).join(', ')}`);
  }
  if (!isObject(member[1])) throw serializationError('Unexpected field type');
  return { action: kind.action, request: checkTableRequest({ ...member[1], ...ofAll }, kind.checkedAs, dynamoDb) };
}
