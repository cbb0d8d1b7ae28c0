import { ServiceError } from '../../shared/service-error';
import type { UserPoolClient } from './user-pool-client';

// Cognito answers all of these with status 400. Exceptions are documented; sentences are observed where an issue is named, the others
// are unconfirmed.

export function poolNotFound(poolId: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `User pool ${poolId} does not exist.`);
}

/** amplify-js#8514 */
export function clientNotFound(clientId: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
}

/** What a pool, or a user, does not have: `Identity provider Google`. The sentence is a device's (amazon-cognito-identity-js#200). */
export function doesNotExist(what: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `${what} does not exist.`);
}

export function groupNotFound(): ServiceError {
  return new ServiceError('ResourceNotFoundException', 'Group not found.');
}

/** amplify-js#9399 */
export function incorrectPassword(): ServiceError {
  return notAuthorized('Incorrect username or password.');
}

export function userNotFound(): ServiceError {
  return new ServiceError('UserNotFoundException', 'User does not exist.');
}

/** Where a code is asked for or shown: amplify-js#7323, aws-sdk-ios#4837, amazon-cognito-identity-js#537 */
export function usernameNotFound(): ServiceError {
  return new ServiceError('UserNotFoundException', 'Username/client id combination not found.');
}

/**
 * A sign-in as somebody else than it began as: told, or told like a wrong password, by the app client's `PreventUserExistenceErrors`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html documented
 */
export function nobody(client: UserPoolClient): ServiceError {
  return client.preventUserExistenceErrors ? incorrectPassword() : userNotFound();
}

export function notAuthorized(sentence: string): ServiceError {
  return new ServiceError('NotAuthorizedException', sentence);
}

/** amazon-cognito-identity-js#373 */
export function userDisabled(): ServiceError {
  return notAuthorized('User is disabled.');
}

/** amazon-cognito-identity-js#288 */
export function userNotConfirmed(): ServiceError {
  return new ServiceError('UserNotConfirmedException', 'User is not confirmed.');
}

/** amplify-js#10959 */
export function invalidSession(): ServiceError {
  return notAuthorized('Invalid session for the user.');
}

/** aws-sdk-js#1319, aws-sdk-js#3603 */
export function unauthorizedAttribute(): ServiceError {
  return notAuthorized('A client attempted to write unauthorized attribute');
}

export function codeMismatch(): ServiceError {
  return new ServiceError('CodeMismatchException', 'Invalid verification code provided, please try again.');
}

export function codeExpired(): ServiceError {
  return new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
}

export function tooManyAttempts(): ServiceError {
  return new ServiceError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
}

export function invalidPassword(reason: string): ServiceError {
  return new ServiceError('InvalidPasswordException', `Password did not conform with policy: ${reason}`);
}

export function invalidParameter(sentence: string): ServiceError {
  return new ServiceError('InvalidParameterException', sentence);
}

/** A constraint of the API's model that the input does not keep. */
export function invalidInput(sentence: string): ServiceError {
  return invalidParameter(`1 validation error detected: ${sentence}`);
}
