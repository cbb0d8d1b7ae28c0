import type { ServiceError } from '../../../shared/service-error';
import { isConditionalCheckFailure, transactionCanceled } from '../errors';
import { shortCode } from '../short-codes';

/**
 * The answer to a transaction in which actions were refused. **Documented** (API reference, `TransactionCanceledException`): a reason for
 * each action in their order, `None` for one that nothing is wrong with.
 *
 * @param failures as the engine's outcome has them
 * @param shown the item that the action of an index shows where its condition did not hold
 */
export function cancellation(
  failures: readonly (ServiceError | undefined)[],
  shown: (index: number) => object | undefined = () => undefined,
): ServiceError {
  const reasons = failures.map((failure, index) => {
    if (failure === undefined) return { Code: 'None' };
    const { message: Message } = failure;
    const Code = shortCode(failure);
    const Item = isConditionalCheckFailure(failure) ? shown(index) : undefined;
    return { Code, ...(Item && { Item }), Message };
  });
  return transactionCanceled(reasons);
}
