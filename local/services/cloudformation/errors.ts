import { ServiceError } from '../../shared/service-error';

/**
 * Parameters that break constraints of the API's model, all in one sentence (**observed**: flynn#3951).
 *
 * @param violations at least one: `Value 'a_b' at 'stackName' failed to satisfy constraint: …`
 */
export function invalidParameters(violations: readonly string[]): ServiceError {
  const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
  return new ServiceError('ValidationError', `${count} detected: ${violations.join('; ')}`);
}

/** **Observed**, code, status and sentence: boto3#2807. */
export function stackNotFound(nameOrId: string): ServiceError {
  return new ServiceError('ValidationError', `Stack with id ${nameOrId} does not exist`);
}

/** The sentence is **unconfirmed**. */
export function unknownToken(): ServiceError {
  return new ServiceError('ValidationError', 'NextToken is not valid: it was not handed out by an earlier answer');
}
