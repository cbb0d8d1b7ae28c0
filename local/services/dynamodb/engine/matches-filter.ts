import { internalServerError } from '../errors';
import type { AttributeMap } from './attribute-map';
import type { CheckedRequest } from './checked-request';

/** Of dynalite's own database, the evaluation of a parsed condition; it has no type declarations. */
const { matchesExprFilter }: { matchesExprFilter(item: AttributeMap, expression: unknown): boolean } =
  require('dynalite/db');

/** Whether an item passes the `FilterExpression` of a checked request; one without a filter lets every item pass. */
export function matchesFilter(item: AttributeMap, { _filter }: CheckedRequest): boolean {
  if (_filter === undefined) return true;
  try {
    return matchesExprFilter(item, _filter.expression);
  } catch {
    throw internalServerError();
  }
}
