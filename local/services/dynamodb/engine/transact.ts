import { ServiceError } from '../../../shared/service-error';
import { isConditionalCheckFailure, isValidationError, validationError } from '../errors';
import type { AttributeMap } from './attribute-map';
import type { CheckedRequest } from './checked-request';
import type { EngineStore } from './engine-store';
import { refuseEmptyKey, storedKey } from './item-key';
import { itemSize } from './item-size';

/** An action of a transaction on one item. */
export interface TransactedAction {
  readonly operation: 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';
  /**
   * As the engine's check of that operation answers it; its table must exist. A `ConditionCheckItem` has the request of a conditional
   * `DeleteItem`.
   */
  readonly request: CheckedRequest;
}

/** What an action of a transaction came to. */
export interface TransactedResult {
  /** The action's own answer, as it would be outside of a transaction. */
  readonly output: Readonly<Record<string, unknown>>;
  /** The item before it; absent where there was none. */
  readonly before?: AttributeMap;
  /** The item after it; absent where there is none. */
  readonly after?: AttributeMap;
}

/**
 * What a transaction came to: everything was done, or nothing. Both lists are in the order of the actions. A failure is the refusal of that
 * action (`ConditionalCheckFailedException`, `ValidationException`); undefined where nothing was wrong with it.
 */
export type TransactionOutcome =
  | { readonly done: true; readonly results: readonly TransactedResult[] }
  | { readonly done: false; readonly failures: readonly (ServiceError | undefined)[] };

/** Performs one action; throws a {@link ServiceError}. */
type Perform = (
  operation: Exclude<TransactedAction['operation'], 'ConditionCheckItem'>,
  request: CheckedRequest,
) => object;

/** Bytes. **Documented**: API reference of `TransactWriteItems` and `TransactGetItems`, "cannot exceed 4 MB". */
const maxTransactionSize = 4 * 1024 * 1024;

/**
 * Performs all of the actions or none of them. No two may be about one item, so each finds its item as it was before.
 *
 * @throws ServiceError that is no single action's: two actions on one item, an empty key, more than 4 MB, a defect of the engine. Then,
 * too, nothing was done
 */
export function transact(
  store: EngineStore,
  actions: readonly TransactedAction[],
  perform: Perform,
): TransactionOutcome {
  for (const { request } of actions) refuseEmptyKey(store, request);
  const keys = actions.map(({ request }) => storedKey(store, request));
  refuseTwoOnOneItem(actions, keys);
  return store.journal.during((takeBack) => {
    const attempts = actions.map((action, index) => attempt(store, action, keys[index], perform));
    const results: TransactedResult[] = [];
    for (const one of attempts) if (!(one instanceof ServiceError)) results.push(one);
    if (results.length < attempts.length) {
      takeBack();
      return { done: false, failures: attempts.map((one) => (one instanceof ServiceError ? one : undefined)) };
    }
    refuseTooMuch(results);
    return { done: true, results };
  });
}

/** **Observed** (aws-sdk-go#3792): the request is refused, not cancelled. */
function refuseTwoOnOneItem(actions: readonly TransactedAction[], keys: readonly (string | undefined)[]): void {
  const seen = new Set<string>();
  for (const [index, { request }] of actions.entries()) {
    const key = keys[index];
    // An action whose key does not fit its table names no item, and says so itself.
    if (key === undefined) continue;
    const item = JSON.stringify([request.TableName, key]);
    if (seen.has(item)) {
      throw validationError('Transaction request cannot include multiple operations on one item');
    }
    seen.add(item);
  }
}

/** An item counts with what it holds before or after, whichever is more: which of the two counts is **unconfirmed**. */
function refuseTooMuch(results: readonly TransactedResult[]): void {
  const sizes = results.map(({ before, after }) => Math.max(itemSize(before), itemSize(after)));
  if (sizes.reduce((sum, size) => sum + size, 0) > maxTransactionSize) {
    throw validationError('Transaction request cannot include more than 4 MB of items');
  }
}

/** The result of an action, or its refusal. */
function attempt(
  store: EngineStore,
  { operation, request }: TransactedAction,
  key: string | undefined,
  perform: Perform,
): TransactedResult | ServiceError {
  const item = () => (key === undefined ? undefined : store.item(String(request.TableName), key));
  const before = item();
  try {
    const output =
      operation === 'ConditionCheckItem' ? onlyCheck(store, request, perform) : perform(operation, request);
    const after = item();
    return { output: { ...output }, ...(before && { before }), ...(after && { after }) };
  } catch (error) {
    if (isConditionalCheckFailure(error) || isValidationError(error)) return error;
    throw error;
  }
}

/** What a condition says of an item is what deleting the item on that condition says; and then it was not deleted. */
function onlyCheck(store: EngineStore, request: CheckedRequest, perform: Perform): object {
  return store.journal.during((takeBack) => {
    const output = perform('DeleteItem', request);
    takeBack();
    return output;
  });
}
