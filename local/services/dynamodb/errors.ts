import { ServiceError } from '../../shared/service-error';

// DynamoDB qualifies its exception names; the SDKs read what follows `#`.
const dataTypes = 'com.amazonaws.dynamodb.v20120810#';
const coral = 'com.amazon.coral.service#';

/** A request that DynamoDB finds invalid. */
export function validationError(message: string): ServiceError {
  return new ServiceError('com.amazon.coral.validate#ValidationException', message);
}

/** True for the refusal of a request, or of an action, that DynamoDB finds invalid. */
export function isValidationError(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.code.endsWith('#ValidationException');
}

/** A request whose JSON does not have the shape that the API's types ask for. */
export function serializationError(message: string): ServiceError {
  return new ServiceError(`${coral}SerializationException`, message);
}

/** A condition that did not hold, with the item as it is, for the caller who asked to see it. */
export function conditionalCheckFailed(failure: ServiceError, item: object): ServiceError {
  return new ServiceError(failure.code, failure.message, failure.status, { Item: item });
}

/** An INSERT of an item that is there; the words were **observed** (paritysuite/dynamodb-conformance and others that show AWS's answer). */
export function duplicateItem(): ServiceError {
  return new ServiceError(`${dataTypes}DuplicateItemException`, 'Duplicate primary key exists in table');
}

/** True for the refusal of a write whose condition did not hold. */
export function isConditionalCheckFailure(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.code.endsWith('#ConditionalCheckFailedException');
}

/**
 * A transaction of which nothing was done.
 *
 * @param reasons one for each of its actions, in their order
 */
export function transactionCanceled(reasons: readonly { readonly Code: string }[]): ServiceError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  // **Documented** in the API's model: this exception's members are called so, with a capital letter.
  const detail = { Message: message, CancellationReasons: reasons };
  return new ServiceError(`${dataTypes}TransactionCanceledException`, message, 400, detail);
}

/** A `ClientRequestToken` that was used for another request; the words are the API reference's. */
export function idempotentParameterMismatch(): ServiceError {
  const words =
    'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.';
  return new ServiceError(`${dataTypes}IdempotentParameterMismatchException`, words, 400, { Message: words });
}

/** No such table (or it is another account's). */
export function resourceNotFound(message = 'Requested resource not found'): ServiceError {
  return new ServiceError(`${dataTypes}ResourceNotFoundException`, message);
}

/** True where a table is missing. */
export function isResourceNotFound(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.code.endsWith('#ResourceNotFoundException');
}

/** The same, as the operations on backups say it: the code is **documented**, the sentence **unconfirmed**. */
export function tableNotFound(name: string): ServiceError {
  return new ServiceError(`${dataTypes}TableNotFoundException`, `Table not found: ${name}`);
}

/** IAM refused; the caller is told IAM's sentence. */
export function accessDenied(reason: string): ServiceError {
  return new ServiceError(`${coral}AccessDeniedException`, reason);
}

/** An operation that DynamoDB has and the local one lacks, or that does not exist at all. */
export function unknownOperation(message: string): ServiceError {
  return new ServiceError(`${coral}UnknownOperationException`, message);
}

/** The engine failed: a defect of the local cloud, in DynamoDB's own form. */
export function internalServerError(): ServiceError {
  return new ServiceError(`${dataTypes}InternalServerError`, 'The local DynamoDB failed on this request.', 500);
}
