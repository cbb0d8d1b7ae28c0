import { TokenRefused } from '../../identities/token-refused';
import { ServiceError } from '../../shared/service-error';

/** A parameter that breaks a constraint of the API's model. */
export function invalidParameter(sentence: string): ServiceError {
  return new ServiceError('ValidationError', `1 validation error detected: ${sentence}`);
}

/** What STS answers to whom a trust policy refuses, and for a role that does not exist (observed: aws-sdk-android#9). */
export function notAuthorized(): ServiceError {
  return new ServiceError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
}

/** Temporary credentials, where only a user's own will do (observed: aws-sdk-net#1704, granted#151, vault#4108). */
export function notWithSession(operation: 'GetSessionToken' | 'GetFederationToken'): ServiceError {
  return new ServiceError('AccessDenied', `Cannot call ${operation} with session credentials`, 403);
}

/** A session longer than the role allows (observed: sqs4s#270). */
export function tooLong(): ServiceError {
  return new ServiceError(
    'ValidationError',
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  );
}

/** The same in a chain of roles (observed: aws-vault#263). */
export function chainTooLong(): ServiceError {
  return new ServiceError(
    'ValidationError',
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  );
}

/** A token whose issuer the account has no provider for (observed: configure-aws-credentials#280). */
export function noProvider(issuer: string): ServiceError {
  return new ServiceError(
    'InvalidIdentityToken',
    `No OpenIDConnect provider found in your account for ${issuer.slice(0, 255)}`,
  );
}

/**
 * A refusal of an access token, in STS's words: the provider's name first (observed: aws-sdk-js#198).
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors (documented: the two codes)
 */
export function invalidAccessToken(error: unknown, provider: string): unknown {
  if (!(error instanceof TokenRefused)) return error;
  return error.refusal === 'issuer-unreachable'
    ? new ServiceError('IDPCommunicationError', `${provider}: ${error.detail}`)
    : new ServiceError('IDPRejectedClaim', `${provider}: ${error.detail}`, 403);
}

/** A web identity token's refusal, in STS's words. */
export function invalidToken(error: unknown): unknown {
  if (!(error instanceof TokenRefused)) return error;
  if (error.refusal === 'expired') {
    const [now = '', expiry = ''] = error.detail.split(' >= ');
    return new ServiceError(
      'ExpiredTokenException',
      `Token expired: current date/time ${now} must be before the expiration date/time ${expiry}`,
    );
  }
  if (error.refusal === 'issuer-unreachable') {
    // Observed in place of the documented IDPCommunicationError (aws-cli#7194). That one, and IDPRejectedClaim, are a provider's own
    // answers to who asks it about an opaque token; the local cloud verifies ID tokens by their issuer's keys.
    return new ServiceError(
      'InvalidIdentityToken',
      "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
    );
  }
  return new ServiceError('InvalidIdentityToken', tokenProblem(error));
}

function tokenProblem({ refusal, detail }: TokenRefused): string {
  switch (refusal) {
    // amplify-js#9704
    case 'malformed':
      return 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';
    case 'no-key':
      return "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements";
    case 'wrong-audience':
      return 'Incorrect token audience';
    case 'missing-claim':
      return `Missing a required claim: ${detail}`;
    case 'not-yet-valid':
      return `The token is not valid yet: its ${detail} lies in the future`;
    case 'wrong-issuer':
      return 'The token is of another issuer';
    default:
      return "The token's signature is not valid";
  }
}
