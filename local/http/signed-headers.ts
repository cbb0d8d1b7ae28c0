import type { HttpRequest } from './message';
import { type Fail, mismatch } from './signature-errors';
import type { SignatureParts } from './signature-parts';

/**
 * Holds a request to what its signature must cover: its host, and every `x-amz-…` header that it has (**documented**: "Create a signed
 * AWS API request", canonical headers). `x-amz-target` is one of them, which says what to do. S3 enforces it for each (**observed**:
 * amazonka#272, aws-sdk-js#896); that every other service does is **unconfirmed**.
 *
 * The SDKs sign them all; what they leave out (`user-agent`, `expect`, `x-amzn-trace-id` …) has other names.
 *
 * @throws ServiceError in the words of the service
 */
export function checkHeadersSigned(request: HttpRequest, parts: SignatureParts, signingName: string, fail: Fail): void {
  const offending = mustBeSigned(request, parts.carrier, signingName).filter(
    (name) => !parts.signedHeaders.includes(name),
  );
  if (offending.length > 0) throw unsigned(offending, signingName, fail);
  // What was signed as empty says nothing of where the request was meant to go.
  if (parts.carrier !== 'form' && !request.headers.host) throw fail('mismatch', mismatch);
}

function mustBeSigned(
  { headers }: HttpRequest,
  carrier: SignatureParts['carrier'],
  signingName: string,
): readonly string[] {
  const amazon = Object.keys(headers).filter((name) => name.startsWith('x-amz-'));
  // A form's policy covers no host, and nothing of the request that carries it (documented). What S3 makes of headers there is
  // unconfirmed: the form has fields for them.
  if (carrier === 'form') return amazon;
  // A presigned URL of S3 may be sent with the payload's hash beside it, which then is not part of the signature.
  const exempt = carrier === 'url' && signingName === 's3' ? ['x-amz-content-sha256'] : [];
  return ['host', ...amazon].filter((name) => !exempt.includes(name));
}

function unsigned(names: readonly string[], signingName: string, fail: Fail) {
  if (signingName === 's3') {
    const sentence = 'There were headers present in the request which were not signed';
    return fail('unsigned-header', sentence, { HeadersNotSigned: names.join(', ') });
  }
  // Observed: aws-sdk-php#2469. No other service's own words are known, nor those for other headers: what is left is that the
  // signature is none of this request.
  if (signingName === 'dynamodb' && names.includes('host')) {
    return fail('unsigned-header', "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  return fail('unsigned-header', mismatch);
}
