import type { Clock } from '../clock';
import type { ServiceError } from '../service-error';
import type { Session } from '../sessions/session';
import type { SessionStore } from '../sessions/session-store';
import { deriveSigningKey, sha256Hex, signatureMatches } from './canonical-request';
import type { HttpRequest } from './message';
import { type SignatureProblem, signatureError } from './signature-errors';
import { readSignature, type SignatureParts } from './signature-parts';

/** AWS takes a request whose date is at most fifteen minutes from its own. */
const allowedSkewMilliseconds = 15 * 60 * 1000;

/** A request whose signature holds. */
export interface SignedRequest {
  readonly session: Session;
  readonly parts: SignatureParts;
  /** Signs the chunks of an `aws-chunked` upload; the request's own signature is the first chunk's predecessor. */
  readonly signingKey: Buffer;
  /**
   * What the signature says of the body: a SHA-256 in hexadecimal digits (verified here), `UNSIGNED-PAYLOAD`, or one of S3's
   * `STREAMING-…` words (the chunks are then verified where the body is decoded).
   */
  readonly payload: string;
}

/** Verifies SigV4 signatures: header and presigned, body hash, clock skew, session token, expiry. */
export class SignatureVerifier {
  readonly #sessions: SessionStore;
  readonly #clock: Clock;
  readonly #region: string;

  /** @param region the only region that the local cloud stands in; a signature for another one is refused, as by AWS */
  constructor(deps: { sessions: SessionStore; clock: Clock; region: string }) {
    this.#sessions = deps.sessions;
    this.#clock = deps.clock;
    this.#region = deps.region;
  }

  /**
   * @returns undefined for a request without a signature
   * @throws ServiceError in the words of the service, for a signature that is there and does not hold
   */
  verify(request: HttpRequest, signingName: string): SignedRequest | undefined {
    const fail = (problem: SignatureProblem, message: string): ServiceError =>
      signatureError(signingName, problem, message);
    const reading = readSignature(request);
    if (reading.kind === 'unsigned') return undefined;
    if (reading.kind === 'malformed') throw fail('malformed', reading.problem);
    const { parts } = reading;
    this.#checkScope(parts, signingName, fail);
    this.#checkTime(parts, fail);
    const session = this.#sessions.find(parts.accessKeyId);
    if (session === undefined) throw fail('unknown-key', 'The security token included in the request is invalid.');
    if (parts.sessionToken !== session.credentials.sessionToken) {
      throw fail('wrong-token', 'The security token included in the request is invalid.');
    }
    if (signingName === 's3') this.#checkHeadersSigned(request, parts, fail);
    const payload = signingName === 's3' ? s3Payload(request, parts) : sha256Hex(request.body);
    const signingKey = deriveSigningKey(session.credentials.secretAccessKey, parts);
    if (!signatureMatches(request, parts, signingKey, payload)) {
      throw fail(
        'mismatch',
        'The request signature we calculated does not match the signature you provided. ' +
          'Check your AWS secret access key and signing method.',
      );
    }
    // Only the holder of the secret learns that the session has expired.
    if ((session.credentials.expiration ?? Infinity) <= this.#clock.now()) {
      throw fail('expired-session', 'The security token included in the request is expired.');
    }
    if (/^[0-9a-f]{64}$/i.test(payload) && payload.toLowerCase() !== sha256Hex(request.body)) {
      throw fail('payload-mismatch', "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
    return { session, parts, signingKey, payload };
  }

  #checkScope(parts: SignatureParts, signingName: string, fail: Fail): void {
    if (parts.service !== signingName) {
      throw fail('wrong-scope', `Credential should be scoped to correct service: '${signingName}'.`);
    }
    if (parts.region !== this.#region) {
      throw fail(
        'wrong-scope',
        `Credential should be scoped to a valid region: this local cloud stands in '${this.#region}', not '${parts.region}'.`,
      );
    }
  }

  #checkTime(parts: SignatureParts, fail: Fail): void {
    const signedAt = Date.parse(
      parts.signedAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
    );
    const now = this.#clock.now();
    if (Number.isNaN(signedAt)) throw fail('malformed', `'${parts.signedAt}' is not a date.`);
    if (parts.validForSeconds !== undefined) {
      if (now > signedAt + parts.validForSeconds * 1000) throw fail('expired-url', 'Request has expired');
      if (signedAt > now + allowedSkewMilliseconds) throw fail('expired-url', 'Request is not yet valid');
      return;
    }
    if (Math.abs(now - signedAt) > allowedSkewMilliseconds) {
      throw fail('skewed', 'The difference between the request time and the current time is too large.');
    }
  }

  /** S3 refuses a request with an `x-amz-…` header that the signature does not cover. */
  #checkHeadersSigned(request: HttpRequest, parts: SignatureParts, fail: Fail): void {
    const unsigned = Object.keys(request.headers).filter(
      (name) => name.startsWith('x-amz-') && !parts.signedHeaders.includes(name),
    );
    // A presigned URL may be sent with the payload's hash beside it, which then is not part of the signature.
    const offending = unsigned.filter((name) => !(parts.presigned && name === 'x-amz-content-sha256'));
    if (offending.length > 0) {
      throw fail(
        'unsigned-header',
        `There were headers present in the request which were not signed: ${offending.join(', ')}`,
      );
    }
  }
}

type Fail = (problem: SignatureProblem, message: string) => ServiceError;

function s3Payload(request: HttpRequest, parts: SignatureParts): string {
  const stated = parts.presigned ? request.query.get('X-Amz-Content-Sha256') : request.headers['x-amz-content-sha256'];
  const signedHeader = parts.signedHeaders.includes('x-amz-content-sha256')
    ? request.headers['x-amz-content-sha256']
    : undefined;
  return stated ?? signedHeader ?? (parts.presigned ? 'UNSIGNED-PAYLOAD' : sha256Hex(request.body));
}
