import { type Page, type PageRequest, pageOf } from '../../shared/page';
import { invalidParameter } from './errors';

/** The most that a page of any list holds (**documented** for each). */
const largestPage = 60;

/**
 * One page of a list.
 *
 * @throws ServiceError for a token that is none (the sentence is **unconfirmed**)
 */
export function page<Item>(all: readonly Item[], request: PageRequest<Item>): Page<Item> {
  const found = pageOf(all, { ...request, size: request.size || largestPage });
  if (found === undefined) throw invalidParameter('Invalid pagination token.');
  return found;
}
