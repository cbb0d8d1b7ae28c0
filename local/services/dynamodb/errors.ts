import { ServiceError } from '../../shared/service-error';

// DynamoDB qualifies its exception names; the SDKs read what follows `#`.
const dataTypes = 'com.amazonaws.dynamodb.v20120810#';
const coral = 'com.amazon.coral.service#';

/** A request that DynamoDB finds invalid. */
export function validationError(message: string): ServiceError {
  return new ServiceError('com.amazon.coral.validate#ValidationException', message);
}

/** A request whose JSON does not have the shape that the API's types ask for. */
export function serializationError(message: string): ServiceError {
  return new ServiceError(`${coral}SerializationException`, message);
}

/** A condition that did not hold, with the item as it is, for the caller who asked to see it. */
export function conditionalCheckFailed(failure: ServiceError, item: object): ServiceError {
  return new ServiceError(failure.code, failure.message, failure.status, { Item: item });
}

/** True for the refusal of a write whose condition did not hold. */
export function isConditionalCheckFailure(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.code.endsWith('#ConditionalCheckFailedException');
}

/** No such table (or it is another account's). */
export function resourceNotFound(message = 'Requested resource not found'): ServiceError {
  return new ServiceError(`${dataTypes}ResourceNotFoundException`, message);
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
