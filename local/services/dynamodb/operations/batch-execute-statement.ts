import type { Call, Operation } from '../../../http/operation';
import { ServiceError } from '../../../shared/service-error';
import { brokenEnum, brokenLength, brokenPresence, refuseBroken } from '../constraints';
import type { AttributeMap } from '../engine/attribute-map';
import { serializationError, validationError } from '../errors';
import type { Capacity } from '../partiql/capacity';
import { type Plan, planStatement } from '../partiql/plan';
import { project } from '../partiql/project';
import { readStatementRequest } from '../partiql/statement-request';
import { inWordsOfStatements } from '../partiql/words';
import { writeOne } from '../partiql/write-one';
import { isObject, requestBody } from '../request-body';
import { shortCode } from '../short-codes';
import { readShowItemOnFailure } from '../shown-item';
import { type DynamoDb, performOnTable } from '../table-request';
import { readBoolean } from './execute-statement';

interface PlannedMember {
  readonly plan: Plan;
  readonly showsItemOnFailure: boolean;
}

/** A statement of a batch, or why it cannot be one. */
type Member = PlannedMember | { readonly failure: ServiceError };

/** What one statement answers. */
interface MemberAnswer {
  readonly response: object;
  readonly capacity?: Capacity;
}

/** **Documented**: API reference, `Statements`. */
const mostStatements = 25;

/**
 * `BatchExecuteStatement`: each statement fails or succeeds by itself. `AccessDenied` is among the codes of a statement's own error
 * (**documented**: API reference, `BatchStatementError`), so each is judged by itself, when it is its turn: a refused one does nothing,
 * and the others are done all the same. That AWS does not refuse the whole batch is **unconfirmed**.
 */
export function batchExecuteStatement(dynamoDb: DynamoDb): Operation<readonly Member[], object> {
  return {
    name: 'BatchExecuteStatement',
    signature: 'required',
    parse: (http) => readMembers(requestBody(http), dynamoDb),
    authorize: () => [],
    run: (members, call) => {
      const answers = members.map((member) => answerOf(member, call, dynamoDb));
      const capacities = answers.flatMap(({ capacity }) => (capacity === undefined ? [] : [capacity]));
      return {
        Responses: answers.map(({ response }) => response),
        ...(capacities.length === 0 ? {} : { ConsumedCapacity: capacities }),
      };
    },
  };
}

function readMembers(body: Record<string, unknown>, dynamoDb: DynamoDb): readonly Member[] {
  const { Statements, ReturnConsumedCapacity } = body;
  if (Statements !== undefined && Statements !== null && !Array.isArray(Statements)) {
    throw serializationError('Unexpected field type');
  }
  const statements: readonly unknown[] | undefined = Statements ?? undefined;
  refuseBroken([
    brokenEnum('returnConsumedCapacity', ReturnConsumedCapacity, ['INDEXES', 'TOTAL', 'NONE']),
    brokenPresence('statements', statements),
    statements && brokenLength('statements', statements.length, 1, mostStatements),
  ]);
  const members = (statements ?? []).map((statement) => readMember(statement, ReturnConsumedCapacity, dynamoDb));
  const kinds = new Set(members.flatMap((member) => ('plan' in member ? [member.plan.isWrite] : [])));
  // **Documented**: "The entire batch must consist of either read statements or write statements". Its words are unconfirmed.
  if (kinds.size > 1) {
    throw validationError(
      'BatchExecuteStatement API does not support both read and write operations in the same request.',
    );
  }
  return members;
}

function readMember(statement: unknown, capacity: unknown, dynamoDb: DynamoDb): Member {
  if (!isObject(statement)) throw serializationError('Unexpected value type in payload');
  const showsItemOnFailure = readShowItemOnFailure(statement.ReturnValuesOnConditionCheckFailure);
  const consistentRead = readBoolean(statement.ConsistentRead);
  return failing(() => {
    const request = readStatementRequest(statement, dynamoDb.engine);
    if (request.statement.kind === 'exists') {
      throw validationError('EXISTS can only be used in ExecuteTransaction write requests.');
    }
    const context = {
      operation: 'BatchExecuteStatement',
      ...(consistentRead && { consistentRead }),
      ...(typeof capacity === 'string' && { returnConsumedCapacity: capacity }),
    } as const;
    return { plan: planStatement(request, context, dynamoDb), showsItemOnFailure };
  });
}

function failing<Answer>(read: () => Answer): Answer | { readonly failure: ServiceError } {
  try {
    return inWordsOfStatements(read);
  } catch (error) {
    // What is wrong with the request's form is no single statement's.
    if (!(error instanceof ServiceError) || error.code.endsWith('#SerializationException')) throw error;
    return { failure: error };
  }
}

function answerOf(member: Member, call: Call, dynamoDb: DynamoDb): MemberAnswer {
  const answer = 'failure' in member ? member : failing(() => performed(member, call, dynamoDb));
  const table = 'plan' in member ? { TableName: member.plan.reference.name } : {};
  if (!('failure' in answer)) return { ...answer, response: { ...table, ...answer.response } };
  const { failure } = answer;
  return { response: { Error: { Code: shortCode(failure), Message: failure.message, ...failure.detail }, ...table } };
}

function performed({ plan, showsItemOnFailure }: PlannedMember, call: Call, dynamoDb: DynamoDb): MemberAnswer {
  call.require(plan.question);
  const work = plan.work();
  if (work.kind === 'write') {
    const { items, capacity } = writeOne(work, showsItemOnFailure, call, dynamoDb);
    return { response: items.length === 0 ? {} : { Item: items[0] }, ...(capacity && { capacity }) };
  }
  if (work.kind !== 'get') throw validationError('Unsupported operation');
  const read: { readonly Item?: AttributeMap; readonly ConsumedCapacity?: Capacity } = performOnTable(
    'GetItem',
    work.request,
    dynamoDb,
  );
  const item = read.Item && { Item: project(read.Item, work.projection) };
  return { response: item ?? {}, ...(read.ConsumedCapacity && { capacity: read.ConsumedCapacity }) };
}
