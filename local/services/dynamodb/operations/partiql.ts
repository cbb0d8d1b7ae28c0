import { itemQuestion } from '../../../../policy/operations/dynamodb';
import type { Operation } from '../../../http/operation';
import { serializationError, validationError } from '../errors';
import { type PartiQlStatement, readStatement } from '../partiql-statement';
import { isObject, requestBody } from '../request-body';
import type { DynamoDb } from '../table-request';

/** `ExecuteStatement`: judged, then refused, because the engine has no PartiQL. */
export const executeStatement = (dynamoDb: DynamoDb) =>
  partiql('ExecuteStatement', (body) => [readStatement(body.Statement)], dynamoDb);

/** `BatchExecuteStatement`: each statement judged, then all refused. Documented: at most 25. */
export const batchExecuteStatement = (dynamoDb: DynamoDb) =>
  partiql('BatchExecuteStatement', (body) => readStatements(body.Statements, 25), dynamoDb);

/** `ExecuteTransaction`: each statement judged, then all refused. Documented: at most 100. */
export const executeTransaction = (dynamoDb: DynamoDb) =>
  partiql('ExecuteTransaction', (body) => readStatements(body.TransactStatements, 100), dynamoDb);

/** What a statement says of items and attributes, which is not read. */
const unreadOfStatement = ['dynamodb:attributes', 'dynamodb:leadingkeys', 'dynamodb:returnvalues'];

/** Documented ("IAM security policies with PartiQL for DynamoDB"): PartiQL has IAM actions of its own, one per verb. */
function partiql(
  name: string,
  read: (body: Record<string, unknown>) => readonly PartiQlStatement[],
  { tables }: DynamoDb,
): Operation<readonly PartiQlStatement[], object> {
  return {
    name,
    signature: 'required',
    parse: (http) => read(requestBody(http)),
    authorize: (statements) =>
      statements.map(({ action, table, index }) => {
        const facts = {
          // Its WHERE clause is not read, so it may be the whole table.
          ...(action === 'PartiQLSelect' ? { fullTableScan: true, select: 'ALL_ATTRIBUTES' } : {}),
          ...(name === 'ExecuteTransaction' ? { enclosingOperation: name } : {}),
        };
        return { ...itemQuestion(action, tables.reference(table).arn, facts, index), unfilled: unreadOfStatement };
      }),
  };
}

function readStatements(statements: unknown, most: number): readonly PartiQlStatement[] {
  if (!Array.isArray(statements)) throw serializationError('Unexpected field type');
  if (statements.length < 1 || statements.length > most) {
    throw validationError(`1 validation error detected: the number of statements must be between 1 and ${most}`);
  }
  return statements.map((statement: unknown) => {
    if (!isObject(statement)) throw serializationError('Unexpected value type in payload');
    return readStatement(statement.Statement);
  });
}
