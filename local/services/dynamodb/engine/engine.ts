import { ServiceError } from '../../../shared/service-error';
import { internalServerError, serializationError } from '../errors';
import { isObject } from '../request-body';
import type { AttributeMap } from './attribute-map';
import { bareRequest, type CheckedRequest } from './checked-request';
import './conditions';
import { checkRequest, type DynaliteOperation, dynaliteAction, isDynaliteError } from './dynalite';
import { EngineStore, type FindTable, type ItemChanged } from './engine-store';
import { checkExpressionLimits, checkParsedPaths } from './expression-limits';
import { checkOperandTypes } from './operand-types';
import { checkSelect } from './select';
import type { IndexDescription, TableDescription } from './table-description';
import { type TransactedAction, type TransactionOutcome, transact } from './transact';
import { mendedUpdate } from './update-item';

/** The DynamoDB engine: checks requests, keeps items, performs operations. */
export class DynamoDbEngine {
  readonly #store: EngineStore;

  /** @param find asked at each use, as a deployment may change a table */
  constructor(find: FindTable, changed: ItemChanged = () => {}) {
    this.#store = new EngineStore(find, changed);
  }

  /**
   * Checks a request without touching data and answers it in the engine's own form. What IAM is asked about is read from this
   * answer and {@link perform} is given the same object, so that what is judged is what is executed.
   *
   * Throws a {@link ServiceError} in DynamoDB's words.
   */
  check(operation: DynaliteOperation, request: object): CheckedRequest {
    try {
      for (const part of tableParts(request)) checkExpressionLimits(part);
      const checked = bareRequest(checkRequest(operation, request, this.#store.options.maxItemSize));
      for (const part of tableParts(checked)) checkParsedPaths(part);
      checkOperandTypes(checked);
      checkSelect(operation, checked);
      return checked;
    } catch (error) {
      if (error instanceof ServiceError) throw error;
      // The checks run on nothing but the request, so whatever they trip over is the request's fault.
      throw isDynaliteError(error)
        ? asServiceError(error)
        : serializationError('The request has a member of a wrong type.');
    }
  }

  /** Performs a checked request, whose tables must exist. Throws a {@link ServiceError}, never anything else. */
  perform(operation: DynaliteOperation, request: CheckedRequest): object {
    let failure: unknown;
    let output: object | undefined;
    const action = dynaliteAction(operation);
    try {
      (operation === 'UpdateItem' ? mendedUpdate(action) : action)(this.#store, request, (error, result) => {
        failure ??= error;
        output ??= result;
      });
      this.#store.drain();
    } catch (error) {
      failure = error;
    } finally {
      this.#store.reset();
    }
    if (failure instanceof ServiceError) throw failure;
    if (failure) throw isDynaliteError(failure) ? asServiceError(failure) : internalServerError();
    if (output === undefined) throw internalServerError();
    return output;
  }

  /**
   * Performs all of these checked actions or none of them; their tables must exist, and no two may be about one item. Where an action is
   * refused, the outcome says for each what is wrong with it.
   *
   * @throws ServiceError that is no single action's; nothing was done then either
   */
  transact(actions: readonly TransactedAction[]): TransactionOutcome {
    return transact(this.#store, actions, (operation, request) => this.perform(operation, request));
  }

  /** How many items a table holds. */
  itemCount(table: string): number {
    return this.#store.getItemDb(table).size;
  }

  /** Fills a new global index from the table's items, those left out whose attribute is of another type (**documented**: "Managing GSIs"). */
  fillIndex(table: TableDescription, index: IndexDescription): void {
    this.#store.fillIndex(table, index);
  }

  /** Drops what a global index holds. */
  dropIndex(table: string, index: string): void {
    this.#store.dropIndex(table, index);
  }

  /** The engine's own keys of a table's items, in no order. */
  keysOf(table: string): Iterable<string> {
    return this.#store.getItemDb(table).keys();
  }

  /** The item under one of the engine's own keys, as plain JSON. */
  kept(table: string, key: string): AttributeMap | undefined {
    return this.#store.getItemDb(table).plain(key);
  }

  /** Takes an item that an earlier process had. */
  restore(table: TableDescription, key: string, item: AttributeMap): void {
    this.#store.restore(table, key, item);
  }

  /** Drops all items of a table. */
  dropTable(table: string): void {
    this.#store.dropTable(table);
  }
}

/** The request itself, and of a batch the part of each table: wherever expressions may stand. */
function tableParts(request: object): readonly CheckedRequest[] {
  const { RequestItems } = request as CheckedRequest;
  return [request as CheckedRequest, ...(isObject(RequestItems) ? Object.values(RequestItems).filter(isObject) : [])];
}

function asServiceError({
  body,
  statusCode,
}: {
  body: { __type: string; message?: string; Message?: string };
  statusCode: number;
}) {
  return new ServiceError(body.__type, body.message ?? body.Message ?? '', statusCode);
}
