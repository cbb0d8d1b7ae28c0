import type { Call, Operation } from '../../../http/operation';
import { brokenEnum, brokenLength, brokenPresence, refuseBroken } from '../constraints';
import type { AttributeMap } from '../engine/attribute-map';
import { serializationError, validationError } from '../errors';
import { readParameters } from '../partiql/bound-values';
import { type Plan, planStatement } from '../partiql/plan';
import { project } from '../partiql/project';
import { readStatementRequest } from '../partiql/statement-request';
import { inStatement, type TransactedWork, transactedWork } from '../partiql/transacted-work';
import { readableItem } from '../partiql/write-one';
import { isObject, requestBody } from '../request-body';
import { readShowItemOnFailure } from '../shown-item';
import type { DynamoDb } from '../table-request';
import { cancellation } from '../transactions/cancellation';
import { transactionCapacity, usedBy } from '../transactions/capacity';
import { capacityDoneBefore } from '../transactions/done-before';
import { fingerprint, type RequestTokens, readRequestToken } from '../transactions/request-tokens';

const name = 'ExecuteTransaction';

interface Transaction {
  readonly plans: readonly Plan[];
  /** `ReturnValuesOnConditionCheckFailure` of each. */
  readonly showsItems: readonly boolean[];
  readonly token: string | undefined;
  /** Of all that the request says but its token. */
  readonly parameters: string;
  readonly capacity: string | undefined;
}

/** **Documented**: API reference, `TransactStatements`. */
const mostStatements = 100;

/**
 * `ExecuteTransaction`: all of its statements, or none. Each is judged by its own action before anything is done.
 *
 * @param tokens of this operation alone (**observed**: nubo-db/dynoxide#125)
 */
export function executeTransaction(dynamoDb: DynamoDb, tokens: RequestTokens): Operation<Transaction, object> {
  return {
    name: 'ExecuteTransaction',
    signature: 'required',
    parse: (http) => readTransaction(requestBody(http), dynamoDb),
    authorize: ({ plans }) => plans.map(({ question }) => question),
    run: (transaction, call) => {
      const works = transactedWork(transaction.plans);
      const first = () => perform(works, transaction, call, dynamoDb);
      const isRead = transaction.plans.every(({ isWrite }) => !isWrite);
      const before = () => ({
        Responses: [],
        ...capacityDoneBefore(
          works.map(({ request }) => request),
          dynamoDb,
        ),
      });
      const again = isRead ? first : before;
      return tokens.once(transaction.token, transaction.parameters, first, again);
    },
  };
}

function readTransaction(body: Record<string, unknown>, dynamoDb: DynamoDb): Transaction {
  const { ClientRequestToken, ...parameters } = body;
  const { TransactStatements, ReturnConsumedCapacity } = body;
  const token = readRequestToken(ClientRequestToken);
  if (TransactStatements !== undefined && TransactStatements !== null && !Array.isArray(TransactStatements)) {
    throw serializationError('Unexpected field type');
  }
  const statements: readonly unknown[] | undefined = TransactStatements ?? undefined;
  refuseBroken([
    token === undefined ? undefined : brokenLength('clientRequestToken', token.length, 1, 36),
    brokenEnum('returnConsumedCapacity', ReturnConsumedCapacity, ['INDEXES', 'TOTAL', 'NONE']),
    brokenPresence('transactStatements', statements),
    statements && brokenLength('transactStatements', statements.length, 1, mostStatements),
  ]);
  const members = (statements ?? []).map((statement) => {
    if (!isObject(statement)) throw serializationError('Unexpected value type in payload');
    return statement;
  });
  const showsItems = members.map((member) => readShowItemOnFailure(member.ReturnValuesOnConditionCheckFailure));
  const capacity = typeof ReturnConsumedCapacity === 'string' ? ReturnConsumedCapacity : undefined;
  // Of a value that is none, no statement is named (**observed**: paritysuite/dynamodb-conformance, partiqlParameterNumbers).
  for (const { Parameters } of members) readParameters(Parameters, dynamoDb.engine);
  const plans = members.map((member, index) => inStatement(index, () => readPlan(member, capacity, dynamoDb)));
  if (new Set(plans.map(({ isWrite }) => isWrite)).size > 1) {
    // **Observed**: floci-io/floci#3798.
    throw validationError(
      'ExecuteTransaction API does not support both read and write operations in the same request.',
    );
  }
  return { plans, showsItems, token, parameters: fingerprint(parameters), capacity };
}

function readPlan(member: Record<string, unknown>, capacity: string | undefined, dynamoDb: DynamoDb): Plan {
  const request = readStatementRequest(member, dynamoDb.engine);
  if ('returning' in request.statement) {
    // **Observed**: floci-io/floci#3798.
    throw validationError('RETURNING clause is not supported in ExecuteTransaction.');
  }
  const asked = capacity === undefined ? {} : { returnConsumedCapacity: capacity };
  return planStatement(request, { operation: name, consistentRead: true, ...asked }, dynamoDb);
}

function perform(
  works: readonly TransactedWork[],
  { showsItems, capacity }: Transaction,
  call: Call,
  dynamoDb: DynamoDb,
): object {
  const outcome = dynamoDb.engine.transact(works.map(({ action }) => action));
  if (!outcome.done) {
    const failures = outcome.failures.map((failure, index) => works[index]?.failureOf(failure));
    throw cancellation(failures, (index) => {
      const work = works[index];
      return work && showsItems[index] ? readableItem(work.request, call, dynamoDb, name) : undefined;
    });
  }
  const outputs = outcome.results.map(({ output }) => output as { readonly Item?: AttributeMap });
  const used = works.map(({ request }, index) => ({
    table: request.reference.name,
    units: usedBy(outputs[index] ?? {}),
  }));
  const isRead = works.every(({ action }) => action.operation === 'GetItem');
  return {
    // **Observed** (paritysuite/dynamodb-conformance, writeResponses): none of writes, one for each read.
    Responses: isRead ? outputs.map(({ Item }, index) => responseOf(Item, works[index])) : [],
    ...transactionCapacity(capacity, isRead ? 'read' : 'write', used),
  };
}

function responseOf(item: AttributeMap | undefined, work: TransactedWork | undefined): object {
  return item === undefined ? {} : { Item: project(item, work?.projection) };
}
