import { brokenLength, brokenPresence, refuseBroken } from '../constraints';
import type { AttributeValue } from '../engine/attribute-map';
import type { DynamoDbEngine } from '../engine/engine';
import { serializationError, validationError } from '../errors';
import { BoundValues, readParameters } from './bound-values';
import { parseStatement } from './syntax/statements';
import type { Statement } from './syntax/tree';

/** A statement that was read, and the values in it. */
export interface StatementRequest {
  readonly statement: Statement;
  readonly bound: BoundValues;
  /** The statement and its parameters as one text: what a `NextToken` is for. */
  readonly fingerprint: string;
}

/** **Documented**: API reference, `Statement`. */
const longestStatement = 8192;

/** Reads `Statement` and `Parameters`. Throws a `ValidationException`. */
export function readStatementRequest(
  { Statement, Parameters }: Record<string, unknown>,
  engine: DynamoDbEngine,
): StatementRequest {
  refuseBroken([brokenPresence('statement', Statement)]);
  if (typeof Statement !== 'string') throw serializationError('Unexpected field type');
  refuseBroken([brokenLength('statement', Statement.length, 1, longestStatement)]);
  const values = readParameters(Parameters, engine);
  const { statement, parameters } = parseStatement(Statement);
  checkCount(parameters, values);
  return {
    statement,
    bound: new BoundValues(engine, values),
    fingerprint: JSON.stringify([Statement, Parameters ?? []]),
  };
}

/** That a value too many is refused is **unconfirmed**: DynamoDB Local takes it. */
function checkCount(parameters: number, values: readonly AttributeValue[]): void {
  if (values.length !== parameters) {
    throw validationError("Number of parameters in request and statement don't match.");
  }
}
