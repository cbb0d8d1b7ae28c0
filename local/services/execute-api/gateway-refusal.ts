import { createHash } from 'node:crypto';
import type { HttpRequest } from '../../http/message';
import { ServiceError } from '../../shared/service-error';
import { type ResponseType, statusOfType } from '../api-gateway/response-types';

/** What an API answers in place of an integration: a type of gateway response, which the API may have another answer for. */
export class GatewayRefusal extends ServiceError {
  constructor(
    readonly type: ResponseType,
    code: string,
    message: string,
    status: number = statusOfType(type),
    /** `$context.error.validationErrorString` */
    readonly validationError?: string,
  ) {
    super(code, message, status);
  }
}

/** No such method, or one that is not signed as it must be: both are one to who calls (**documented**: re:Post, "403 errors from API Gateway"). */
const missingToken = () =>
  new GatewayRefusal(
    'MISSING_AUTHENTICATION_TOKEN',
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
  );

/**
 * What an app meets that sends a token where a signature belongs, or to a path that is none: whatever stands in the header is read as a signature
 * (**observed**: time-addressable-media-store#8, aws-cognito-angular-quickstart#50). That all of the header is hashed is **unconfirmed**.
 */
function noSignature({ headers: { authorization } }: HttpRequest): GatewayRefusal | undefined {
  if (authorization === undefined || authorization.startsWith('AWS')) return undefined;
  if (authorization.split(/[\s,]+/).every((part) => part.includes('='))) return undefined;
  const hash = createHash('sha256').update(authorization).digest('base64');
  const where = 'in Authorization header (hashed with SHA-256 and encoded with Base64)';
  const message = `Invalid key=value pair (missing equal-sign) ${where}: '${hash}'.`;
  return new GatewayRefusal('INVALID_SIGNATURE', 'IncompleteSignatureException', message);
}

/** A request for no method of its API. */
export const noMethod = (request: HttpRequest) => noSignature(request) ?? missingToken();

/** No such API or stage (**documented**: as above, `ForbiddenException` "Forbidden"); no type of its own is known for it. */
export const forbidden = () => new GatewayRefusal('DEFAULT_4XX', 'ForbiddenException', 'Forbidden', 403);

export const unauthorized = (message = 'Unauthorized') =>
  new GatewayRefusal('UNAUTHORIZED', 'UnauthorizedException', message);

export const throttled = () => new GatewayRefusal('THROTTLED', 'TooManyRequestsException', 'Too Many Requests');

export const badBody = (why: string) =>
  new GatewayRefusal('BAD_REQUEST_BODY', 'BadRequestException', 'Invalid request body', 400, why);

export const missingParameters = (names: readonly string[]) => {
  const message = `Missing required request parameters: [${names.join(', ')}]`;
  return new GatewayRefusal('BAD_REQUEST_PARAMETERS', 'BadRequestException', message, 400, message);
};

export const unsupportedType = () =>
  new GatewayRefusal('UNSUPPORTED_MEDIA_TYPE', 'UnsupportedMediaTypeException', 'Unsupported Media Type');

export const tooLong = () => new GatewayRefusal('REQUEST_TOO_LARGE', 'RequestTooLargeException', 'Request Too Long');

/** The integration is not set up as it must be: the function is not there, or its policy lets the API not call it. */
export const misconfigured = () =>
  new GatewayRefusal('API_CONFIGURATION_ERROR', 'InternalServerErrorException', 'Internal server error');

/** The function failed, or answered what is no answer (**documented**: a malformed Lambda proxy response is a 502). */
export const malformedAnswer = () =>
  new GatewayRefusal('DEFAULT_5XX', 'InternalServerErrorException', 'Internal server error', 502);

export const timedOut = () =>
  new GatewayRefusal('INTEGRATION_TIMEOUT', 'InternalServerErrorException', 'Endpoint request timed out');

/** Of errors that are made before an API is looked at: the types that AWS has for them. */
const typesByCode: Readonly<Record<string, ResponseType>> = {
  AccessDeniedException: 'ACCESS_DENIED',
  ExpiredTokenException: 'EXPIRED_TOKEN',
  IncompleteSignatureException: 'INVALID_SIGNATURE',
  InvalidSignatureException: 'INVALID_SIGNATURE',
  MissingAuthenticationTokenException: 'MISSING_AUTHENTICATION_TOKEN',
  RequestEntityTooLargeException: 'REQUEST_TOO_LARGE',
};

/** Any error as one of a gateway response. */
export function asRefusal(error: ServiceError, request: HttpRequest): GatewayRefusal {
  if (error instanceof GatewayRefusal) return error;
  const unsigned = error.code === 'IncompleteSignatureException' ? noSignature(request) : undefined;
  if (unsigned !== undefined) return unsigned;
  if (error.code === 'RequestEntityTooLargeException') return tooLong();
  if (error.status >= 500) {
    return new GatewayRefusal('DEFAULT_5XX', 'InternalServerErrorException', 'Internal server error', 500);
  }
  const type = typesByCode[error.code] ?? 'DEFAULT_4XX';
  const message = type === 'MISSING_AUTHENTICATION_TOKEN' ? 'Missing Authentication Token' : error.message;
  return new GatewayRefusal(type, error.code, message, error.status);
}
