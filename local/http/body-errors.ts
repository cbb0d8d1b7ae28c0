import { ServiceError } from '../shared/service-error';

/**
 * A body larger than the service reads. S3 has a name for it (**documented**: its error responses); the others share theirs
 * (**documented**: "Common error types" of each API reference).
 *
 * @param limit in bytes
 */
export function bodyTooLarge(signingName: string, limit: number): ServiceError {
  const sentence = `The local cloud reads at most ${limit} bytes of one request.`;
  if (signingName !== 's3') return new ServiceError('RequestEntityTooLargeException', sentence, 413);
  return new ServiceError('EntityTooLarge', sentence, 400, { MaxSizeAllowed: String(limit) });
}

/** A body that did not come in time. **Documented** where {@link bodyTooLarge} is. */
export function bodyTooSlow(signingName: string): ServiceError {
  if (signingName !== 's3') {
    return new ServiceError('RequestTimeoutException', 'Reading the request timed out.', 408);
  }
  const sentence =
    'Your socket connection to the server was not read from or written to within the timeout period. ' +
    'Idle connections will be closed.';
  return new ServiceError('RequestTimeout', sentence, 400);
}
