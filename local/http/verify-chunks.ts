import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AwsChunkedBody } from './aws-chunked';
import { scopeOf, sha256Hex } from './canonical-request';
import { mismatch, signatureError } from './signature-errors';
import type { SignedRequest } from './verify-signature';

const emptyHash = sha256Hex('');

/**
 * Verifies the signatures within a chunked body: each chunk's, the empty last one's and the trailer's, a chain that starts with the
 * request's own. A body of unsigned chunks has none, and its checksum alone holds it together.
 *
 * @param signed who signed the request; undefined for an unsigned one
 * @throws ServiceError for a chunk that was changed, moved or left out; also for signed chunks of an unsigned request, whose chain starts
 * nowhere (**unconfirmed**: what S3 answers there)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function verifyChunks(body: AwsChunkedBody, signed: SignedRequest | undefined, signingName: string): void {
  const carrier = signed?.parts.carrier ?? 'header';
  const refusal = () => signatureError({ signingName, carrier }, 'mismatch', mismatch);
  let previous = signed?.parts.signature ?? '';
  const check = (kind: 'PAYLOAD' | 'TRAILER', hashes: readonly string[], signature: string) => {
    if (signed === undefined) throw refusal();
    const lines = [`AWS4-HMAC-SHA256-${kind}`, signed.parts.signedAt, scopeOf(signed.parts), previous, ...hashes];
    const expected = createHmac('sha256', signed.signingKey).update(lines.join('\n')).digest();
    if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) throw refusal();
    previous = signature;
  };
  for (const { start, end, signature } of body.chunks) {
    if (signature !== undefined) check('PAYLOAD', [emptyHash, sha256Hex(body.body.subarray(start, end))], signature);
  }
  if (body.signedTrailer !== undefined) {
    check('TRAILER', [sha256Hex(body.signedTrailer.text)], body.signedTrailer.signature);
  }
}
