import { validationError } from '../errors';
import type { CheckedRequest } from './checked-request';

/** What a request that names attributes can't ask for beside them. */
const instead: Readonly<Record<string, string>> = {
  ALL_ATTRIBUTES: 'ALL_ATTRIBUTES',
  ALL_PROJECTED_ATTRIBUTES: 'ALL_PROJECTED_ATTRIBUTES',
  COUNT: 'only the Count',
};

/**
 * Refuses a `Select` that says something else than the request's projection and index (**documented**: API reference of `Query`,
 * `Select`). The engine would answer whole items to a request for specific attributes that names none, and a policy on
 * `dynamodb:Select` and `dynamodb:Attributes` would have judged none.
 *
 * @throws ValidationException in DynamoDB's words (**observed**: dynoxide#121; `Query` has the prefix and `Scan` has not)
 */
export function checkSelect(
  operation: string,
  { Select, IndexName, AttributesToGet, _projection }: CheckedRequest,
): void {
  if (Select === undefined) return;
  const refuse = (sentence: string) =>
    validationError(`${operation === 'Query' ? '1 validation error detected: ' : ''}${sentence}`);
  const named = _projection !== undefined ? 'ProjectionExpression' : AttributesToGet && 'AttributesToGet';
  if (Select === 'SPECIFIC_ATTRIBUTES' && named === undefined) {
    throw refuse('Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES');
  }
  const other = instead[Select];
  if (named !== undefined && other !== undefined) {
    throw refuse(`Cannot specify the ${named} when choosing to get ${other}`);
  }
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined) {
    throw refuse('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
}
