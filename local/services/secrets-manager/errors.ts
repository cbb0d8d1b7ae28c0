import { ServiceError } from '../../shared/service-error';

/**
 * The service's errors. All of them are HTTP 400.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html documented
 */
export const invalidParameter = (sentence: string) => new ServiceError('InvalidParameterException', sentence);

export const invalidRequest = (sentence: string) => new ServiceError('InvalidRequestException', sentence);

/** A token that leads nowhere. The code is documented, the sentence unconfirmed. */
export const invalidNextToken = () => new ServiceError('InvalidNextTokenException', 'The NextToken value is invalid.');

/** The sentence is AWS's own (observed: boto3#2957 and many more). */
export const secretNotFound = () =>
  new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

/** The sentence is AWS's own (observed: aws-sdk-js-v3#7701). */
export const stageNotFound = (label: string) =>
  new ServiceError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for staging label: ${label}`,
  );

/** As for a label (observed: moto#3349). */
export const versionNotFound = (id: string) =>
  new ServiceError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for VersionId: ${id}`,
  );

/** The code is documented for PutSecretValue; the sentence is observed only (floci#1467). */
export const versionExists = (token: string, arn: string) =>
  new ServiceError(
    'ResourceExistsException',
    `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${arn}.`,
  );
