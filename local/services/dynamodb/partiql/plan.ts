import { type ItemAction, type ItemRequestFacts, itemQuestion } from '../../../../policy/operations/dynamodb';
import type { AuthorizationQuestion } from '../../../../policy/types';
import { ServiceError } from '../../../shared/service-error';
import { attributeNames } from '../attribute-names';
import type { CheckedRequest, DocumentPath } from '../engine/checked-request';
import { resourceNotFound, validationError } from '../errors';
import { itemLeadingKeys, queriedLeadingKeys } from '../leading-keys';
import { checkTableRequest, type DynamoDb, selectOf, type TableRequest, tableQuestion } from '../table-request';
import { partitionKey, type TableReference } from '../tables/table';
import type { StatementRequest } from './statement-request';
import type { Statement, Target } from './syntax/tree';
import { translateExists, translateGet, translateWrite } from './translate-one-item';
import { translateSelect } from './translate-select';

/** A part of a read: a request as the engine performs it, and what its items have to pass. */
export interface CheckedPart {
  /** What the request was made from: a page of it is this and a little more. */
  readonly body: Record<string, unknown>;
  readonly request: TableRequest;
  readonly filter?: CheckedRequest;
}

/** What a statement does, in the engine's own form. */
export type Work =
  | {
      readonly kind: 'read';
      readonly operation: 'Query' | 'Scan';
      readonly parts: readonly CheckedPart[];
      readonly projection?: readonly DocumentPath[];
    }
  | { readonly kind: 'get'; readonly request: TableRequest; readonly projection?: readonly DocumentPath[] }
  | { readonly kind: 'check'; readonly request: TableRequest }
  | {
      readonly kind: 'write';
      readonly operation: 'PutItem' | 'UpdateItem' | 'DeleteItem';
      readonly request: TableRequest;
    };

/** A statement that is to be judged and then performed. */
export interface Plan {
  readonly isWrite: boolean;
  readonly reference: TableReference;
  /** What IAM is asked, read from the same requests that are performed. */
  readonly question: AuthorizationQuestion;
  /** Throws a {@link ServiceError} where there is nothing to perform: a table's keys are told to nobody who may not use it. */
  work(): Work;
}

/** How a statement is called. */
export interface PlanContext {
  readonly operation: 'ExecuteStatement' | 'BatchExecuteStatement' | 'ExecuteTransaction';
  readonly consistentRead?: boolean;
  readonly returnConsumedCapacity?: string;
}

/** **Documented** ("IAM security policies with PartiQL for DynamoDB"): PartiQL has IAM actions of its own, one per verb. */
const actions: Readonly<Record<Statement['kind'], ItemAction>> = {
  select: 'PartiQLSelect',
  insert: 'PartiQLInsert',
  update: 'PartiQLUpdate',
  delete: 'PartiQLDelete',
  // **Unconfirmed**: no page says what an EXISTS takes beside what its SELECT does.
  exists: 'PartiQLSelect',
};

/** What is not known of a statement that cannot be performed. */
const unreadOfStatement = ['dynamodb:attributes', 'dynamodb:leadingkeys', 'dynamodb:returnvalues'];

/** Translates a statement into requests, and reads from them what IAM is asked. */
export function planStatement({ statement, bound }: StatementRequest, context: PlanContext, dynamoDb: DynamoDb): Plan {
  const target = targetOf(statement);
  const reference = dynamoDb.tables.reference(target.table);
  const action = actions[statement.kind];
  const enclosing = context.operation === 'ExecuteTransaction' ? { enclosingOperation: context.operation } : {};
  const common = { isWrite: statement.kind !== 'select', reference };
  let work: Work;
  try {
    work = workOf({ statement, bound }, reference, context, dynamoDb);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const facts = action === 'PartiQLSelect' ? { fullTableScan: true, select: 'ALL_ATTRIBUTES' } : {};
    const question = itemQuestion(action, reference.arn, { ...facts, ...enclosing }, target.index);
    return {
      ...common,
      question: { ...question, unfilled: unreadOfStatement },
      work: () => {
        throw error;
      },
    };
  }
  return { ...common, question: questionOf(action, work, reference, target, enclosing), work: () => work };
}

function targetOf(statement: Statement): Target {
  return statement.kind === 'exists' ? statement.select.target : statement.target;
}

function workOf(
  { statement, bound }: Pick<StatementRequest, 'statement' | 'bound'>,
  { table, name }: TableReference,
  context: PlanContext,
  dynamoDb: DynamoDb,
): Work {
  if (table === undefined) throw resourceNotFound();
  const { description } = table;
  const { returnConsumedCapacity: capacity, consistentRead } = context;
  const always = { TableName: name, ...(capacity === undefined ? {} : { ReturnConsumedCapacity: capacity }) };
  const reading = { ...always, ...(consistentRead === undefined ? {} : { ConsistentRead: consistentRead }) };
  switch (statement.kind) {
    case 'exists': {
      const { body } = translateExists(statement, description, bound);
      // Its request is that of a conditional delete: table, key, condition.
      return { kind: 'check', request: checkTableRequest({ ...body, ...always }, 'DeleteItem', dynamoDb) };
    }
    case 'select': {
      if (context.operation === 'ExecuteStatement') break;
      const { body, projection } = translateGet(statement, description, bound, context.operation);
      const request = checkTableRequest({ ...body, ...reading }, 'GetItem', dynamoDb);
      return { kind: 'get', request, ...(projection === undefined ? {} : { projection }) };
    }
    default: {
      const { operation, body } = translateWrite(statement, description, bound);
      return { kind: 'write', operation, request: checkTableRequest({ ...body, ...always }, operation, dynamoDb) };
    }
  }
  const { operation, parts, projection } = translateSelect(statement, description, bound);
  const checked = parts.map(({ body, filter }): CheckedPart => {
    const whole = { ...body, ...reading };
    const request = checkTableRequest(whole, operation, dynamoDb);
    return { body: whole, request, ...(filter && { filter: dynamoDb.engine.check('Scan', filter) }) };
  });
  return { kind: 'read', operation, parts: checked, ...(projection === undefined ? {} : { projection }) };
}

/**
 * **Documented** (Service Authorization Reference): `LeadingKeys`, `Attributes` and `Select` of PartiQL. `FullTableScan` is true where no
 * partition key is named by `=` or `IN` ("Select statements"); then there are no leading keys, as for a `Scan`.
 */
function questionOf(
  action: ItemAction,
  work: Work,
  reference: TableReference,
  { index }: Target,
  enclosing: ItemRequestFacts,
): AuthorizationQuestion {
  if (work.kind !== 'read') {
    const scan = action === 'PartiQLSelect' ? { fullTableScan: false } : {};
    return tableQuestion(action, work.request, { ...enclosing, ...scan, leadingKeys: itemLeadingKeys(work.request) });
  }
  const [first] = work.parts;
  if (first === undefined) throw validationError('The statement reads nothing.');
  const names = work.parts.flatMap(({ request, filter }) => [
    ...attributeNames(request.checked),
    ...(filter ? attributeNames(filter) : []),
  ]);
  const facts = {
    ...enclosing,
    attributes: [...new Set(names)],
    select: selectOf(first.request.checked),
    fullTableScan: work.operation === 'Scan',
    leadingKeys: work.operation === 'Scan' ? undefined : leadingKeysOf(work.parts),
  };
  return itemQuestion(action, reference.arn, facts, index);
}

/** Undefined where one cannot be told: IAM then sees none at all. */
function leadingKeysOf(parts: readonly CheckedPart[]): readonly string[] | undefined {
  const all = parts.map(({ request: { reference, checked } }) => {
    const key = reference.table && partitionKey(reference.table, checked.IndexName);
    return key && queriedLeadingKeys(checked, key);
  });
  return all.includes(undefined) ? undefined : [...new Set(all.flatMap((keys) => keys ?? []))];
}
