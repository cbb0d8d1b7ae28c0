import { type ItemAction, type ItemRequestFacts, itemQuestion } from '../../../policy/operations/dynamodb';
import type { AuthorizationQuestion } from '../../../policy/types';
import type { HttpRequest } from '../../http/message';
import { attributeNames } from './attribute-names';
import type { CheckedRequest } from './engine/checked-request';
import type { DynaliteOperation } from './engine/dynalite';
import type { DynamoDbEngine } from './engine/engine';
import { resourceNotFound } from './errors';
import { requestBody } from './request-body';
import type { DynamoDbTables, TableReference } from './tables/table';

/** What the operations work with. */
export interface DynamoDb {
  readonly engine: DynamoDbEngine;
  readonly tables: DynamoDbTables;
}

/** A checked request on one table. */
export interface TableRequest {
  readonly reference: TableReference;
  readonly checked: CheckedRequest;
}

/** Reads and checks the body of a request on one table, named by `TableName` (a name, or an ARN). */
export function readTableRequest(http: HttpRequest, operation: DynaliteOperation, dynamoDb: DynamoDb): TableRequest {
  return checkTableRequest(requestBody(http), operation, dynamoDb);
}

/** Checks a request on one table. Documented: `TableName` may hold the table's ARN, which the engine does not know. */
export function checkTableRequest(
  body: Record<string, unknown>,
  operation: DynaliteOperation,
  { engine, tables }: DynamoDb,
): TableRequest {
  const named = typeof body.TableName === 'string' ? tables.reference(body.TableName) : undefined;
  const checked = engine.check(operation, named === undefined ? body : { ...body, TableName: named.name });
  // A request without a table's name does not pass the check.
  return { checked, reference: named ?? tables.reference(String(checked.TableName)) };
}

/** The question about a request on one table. */
export function tableQuestion(
  action: ItemAction,
  { reference, checked }: TableRequest,
  facts: ItemRequestFacts = {},
): AuthorizationQuestion {
  return itemQuestion(action, reference.arn, { ...requestFacts(checked), ...facts }, checked.IndexName);
}

function requestFacts(checked: CheckedRequest): ItemRequestFacts {
  return {
    attributes: attributeNames(checked),
    select: selectOf(checked),
    returnValues: checked.ReturnValues ?? 'NONE',
    returnConsumedCapacity: checked.ReturnConsumedCapacity,
  };
}

/**
 * `Select` when it is left out. Documented in the API reference of `Query`: all attributes of a table, all projected attributes
 * of an index, specific ones with a projection. That `GetItem` and `BatchGetItem`, which have no such parameter, get the value
 * in the same way is **unconfirmed** (the Service Authorization Reference lists the key for both).
 */
export function selectOf(checked: CheckedRequest): string {
  if (checked.Select !== undefined) return checked.Select;
  if (checked._projection !== undefined || checked.AttributesToGet !== undefined) return 'SPECIFIC_ATTRIBUTES';
  return checked.IndexName === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES';
}

/** Performs a request on one table. Throws `ResourceNotFoundException` where there is none. */
export function performOnTable(
  operation: DynaliteOperation,
  { reference, checked }: TableRequest,
  { engine }: DynamoDb,
): object {
  if (reference.table === undefined) throw resourceNotFound();
  return engine.perform(operation, checked);
}
