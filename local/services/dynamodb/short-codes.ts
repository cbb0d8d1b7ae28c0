import type { ServiceError } from '../../shared/service-error';

/**
 * What an exception is called where it is one of several (**documented**: API reference, `BatchStatementError` and
 * `TransactionCanceledException`; that a transaction's reason may be `DuplicateItem` was **observed**: amzn/smoke-dynamodb#91).
 */
const codes: ReadonlyMap<string, string> = new Map([
  ['ConditionalCheckFailedException', 'ConditionalCheckFailed'],
  ['ResourceNotFoundException', 'ResourceNotFound'],
  ['DuplicateItemException', 'DuplicateItem'],
  ['AccessDeniedException', 'AccessDenied'],
  ['InternalServerError', 'InternalServerError'],
]);

/** The code of a statement's or an action's own error. */
export function shortCode({ code }: ServiceError): string {
  return codes.get(code.slice(code.indexOf('#') + 1)) ?? 'ValidationError';
}
