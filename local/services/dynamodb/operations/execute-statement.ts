import type { Operation } from '../../../http/operation';
import type { Clock } from '../../../shared/clock';
import { brokenEnum, brokenLength, refuseBroken } from '../constraints';
import { serializationError, validationError } from '../errors';
import { NextTokens, type ReadPosition } from '../partiql/next-tokens';
import { type Plan, planStatement } from '../partiql/plan';
import { readPage } from '../partiql/read-pages';
import { readStatementRequest } from '../partiql/statement-request';
import { inWordsOfStatements } from '../partiql/words';
import { writeOne } from '../partiql/write-one';
import { requestBody } from '../request-body';
import { readShowItemOnFailure } from '../shown-item';
import type { DynamoDb } from '../table-request';

interface StatementInput {
  readonly plan: Plan;
  readonly fingerprint: string;
  readonly start: ReadPosition;
  readonly limit?: number;
  readonly showsItemOnFailure: boolean;
}

/** `ExecuteStatement`: a statement of PartiQL, as the requests that it comes down to. */
export function executeStatement(dynamoDb: DynamoDb, clock: Clock): Operation<StatementInput, object> {
  const nextTokens = new NextTokens(clock, dynamoDb.tables.sealingKey);
  return {
    name: 'ExecuteStatement',
    signature: 'required',
    parse: (http) => inWordsOfStatements(() => readInput(requestBody(http), nextTokens, dynamoDb)),
    authorize: ({ plan }) => [plan.question],
    run: ({ plan, start, limit, fingerprint, showsItemOnFailure }, call) =>
      inWordsOfStatements(() => {
        const work = plan.work();
        if (work.kind === 'write') {
          const { items, capacity } = writeOne(work, showsItemOnFailure, call, dynamoDb);
          return { Items: items, ...(capacity && { ConsumedCapacity: capacity }) };
        }
        // The other kinds are of transactions and batches only.
        if (work.kind !== 'read') throw validationError('Unsupported operation');
        const { items, capacity, next } = readPage(work, start, limit, dynamoDb);
        return {
          Items: items,
          ...(next && { NextToken: nextTokens.seal(next, fingerprint) }),
          ...(next?.key && { LastEvaluatedKey: next.key }),
          ...(capacity && { ConsumedCapacity: capacity }),
        };
      }),
  };
}

function readInput(body: Record<string, unknown>, nextTokens: NextTokens, dynamoDb: DynamoDb): StatementInput {
  const { NextToken, Limit, ReturnConsumedCapacity, ConsistentRead } = body;
  refuseBroken([
    brokenEnum('returnConsumedCapacity', ReturnConsumedCapacity, ['INDEXES', 'TOTAL', 'NONE']),
    brokenLimit(Limit),
    typeof NextToken === 'string' ? brokenLength('nextToken', NextToken.length, 1, 32_768) : undefined,
  ]);
  const showsItemOnFailure = readShowItemOnFailure(body.ReturnValuesOnConditionCheckFailure);
  const request = readStatementRequest(body, dynamoDb.engine);
  if (request.statement.kind === 'exists') {
    // **Observed**: floci-io/floci#3798.
    throw validationError('EXISTS can only be used in ExecuteTransaction write requests.');
  }
  const plan = planStatement(
    request,
    {
      operation: 'ExecuteStatement',
      ...(readBoolean(ConsistentRead) && { consistentRead: true }),
      ...(typeof ReturnConsumedCapacity === 'string' && { returnConsumedCapacity: ReturnConsumedCapacity }),
    },
    dynamoDb,
  );
  const limit = typeof Limit === 'number' ? { limit: Limit } : {};
  const start = startOf(NextToken, request.fingerprint, plan, nextTokens);
  return { plan, fingerprint: request.fingerprint, start, ...limit, showsItemOnFailure };
}

/** Where a page begins. A write has no pages. */
function startOf(token: unknown, fingerprint: string, { isWrite }: Plan, nextTokens: NextTokens): ReadPosition {
  if (token === undefined || token === null) return { part: 0 };
  if (typeof token !== 'string') throw serializationError('Unexpected field type');
  if (isWrite) throw validationError('Invalid NextToken');
  return nextTokens.open(token, fingerprint);
}

function brokenLimit(limit: unknown): string | undefined {
  if (limit === undefined || limit === null) return undefined;
  if (typeof limit !== 'number' || !Number.isInteger(limit)) throw serializationError('Unexpected field type');
  if (limit >= 1) return undefined;
  return `Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`;
}

/** A member that is true or false, or left out. */
export function readBoolean(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw serializationError('Unexpected token received from parser');
  return value;
}
