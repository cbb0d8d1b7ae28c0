import { sha256Hex } from './canonical-request';
import type { HttpRequest } from './message';
import type { Fail } from './signature-errors';
import type { SignatureParts } from './signature-parts';

/**
 * What the signature of an S3 request says of its body: a SHA-256 in hexadecimal digits, `UNSIGNED-PAYLOAD`, or a `STREAMING-…` word.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function signedPayload(request: HttpRequest, parts: SignatureParts): string {
  const presigned = parts.carrier === 'url';
  const stated = presigned ? request.query.get('X-Amz-Content-Sha256') : request.headers['x-amz-content-sha256'];
  const signedHeader = parts.signedHeaders.includes('x-amz-content-sha256')
    ? request.headers['x-amz-content-sha256']
    : undefined;
  return stated ?? signedHeader ?? (presigned ? 'UNSIGNED-PAYLOAD' : sha256Hex(request.body));
}

/** Holds an S3 request to what its signature says of the body. @throws ServiceError XAmzContentSHA256Mismatch, InvalidArgument */
export function checkSignedPayload(request: HttpRequest, payload: string, fail: Fail): void {
  if (/^[0-9a-f]{64}$/i.test(payload)) {
    if (payload.toLowerCase() === sha256Hex(request.body)) return;
    throw fail('payload-mismatch', "The provided 'x-amz-content-sha256' header does not match what was computed.");
  }
  if (payload === 'UNSIGNED-PAYLOAD') return;
  if (!payload.startsWith('STREAMING-')) {
    throw fail(
      'unknown-payload',
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, one of the STREAMING-… words, or a valid sha256 value.',
      { ArgumentName: 'x-amz-content-sha256', ArgumentValue: payload.slice(0, 100) },
    );
  }
  // The body is decoded by the header, so a URL that promises signed chunks must not be sent with another word, or none.
  if (request.headers['x-amz-content-sha256'] !== payload) {
    throw fail('payload-mismatch', "The 'x-amz-content-sha256' header is not what the signature says it is.");
  }
}
