import type { AttributeMap } from './attribute-map';
import type { CheckedRequest } from './checked-request';
import { holds } from './conditions';

/** Whether an item passes the `FilterExpression` of a checked request; one without a filter lets every item pass. */
export function matchesFilter(item: AttributeMap, { _filter }: CheckedRequest): boolean {
  return _filter === undefined || holds(_filter.expression, item);
}
