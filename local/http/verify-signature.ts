import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Session } from '../sessions/session';
import type { SessionStore } from '../sessions/session-store';
import type { Clock } from '../shared/clock';
import { sha256Hex, signatureMatches } from './canonical-request';
import type { HttpRequest } from './message';
import { checkTime } from './request-time';
import { type Fail, mismatch, signatureError } from './signature-errors';
import { type FormSignature, readSignature, type SignatureParts } from './signature-parts';
import { checkHeadersSigned } from './signed-headers';
import { checkSignedPayload, signedPayload } from './signed-payload';
import { SigningKeys } from './signing-keys';

/** A request whose signature holds. */
export interface SignedRequest {
  readonly session: Session;
  readonly parts: SignatureParts;
  /** Signs the chunks of an `aws-chunked` upload; the request's own signature is the first chunk's predecessor. */
  readonly signingKey: Buffer;
  /**
   * What the signature says of the body: a SHA-256 in hexadecimal digits (verified here), `UNSIGNED-PAYLOAD`, or one of S3's
   * `STREAMING-…` words (the chunks are then verified by `verifyChunks`, once the body is decoded).
   */
  readonly payload: string;
}

/** Verifies SigV4 signatures: header and presigned, signed headers, body hash, clock skew, session token, expiry. */
export class SignatureVerifier {
  readonly #sessions: SessionStore;
  readonly #clock: Clock;
  readonly #region: string;
  readonly #signingKeys = new SigningKeys();

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
    const reading = readSignature(request);
    const carrier = request.headers.authorization === undefined ? 'url' : 'header';
    const fail: Fail = (problem, message, detail) => signatureError({ signingName, carrier }, problem, message, detail);
    if (reading.kind === 'unsigned') return undefined;
    if (reading.kind === 'outdated') {
      const sentence = 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.';
      throw fail('outdated', sentence);
    }
    if (reading.kind === 'malformed') throw fail('malformed', reading.problem);
    const { parts } = reading;
    this.#checkScope(parts, signingName, fail);
    checkTime(parts, signingName, this.#clock.now(), fail);
    checkHeadersSigned(request, parts, signingName, fail);
    const payload = signingName === 's3' ? signedPayload(request, parts) : sha256Hex(request.body);
    const signed = this.#signedBy(parts, payload, fail, (signingKey) =>
      signatureMatches(request, parts, signingKey, payload),
    );
    if (signingName === 's3') checkSignedPayload(request, payload, fail);
    return signed;
  }

  /**
   * Verifies the signature that an upload form carries. Whether the form keeps to the policy that is signed, and whether that policy has
   * expired, is for the form's reader to say.
   *
   * @throws ServiceError in the words of the service
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
   */
  verifyForm(request: HttpRequest, { parts, stringToSign }: FormSignature, signingName: string): SignedRequest {
    const fail: Fail = (problem, message, detail) =>
      signatureError({ signingName, carrier: 'form' }, problem, message, detail);
    if (readSignature(request).kind !== 'unsigned') {
      throw fail(
        'malformed',
        'Only one authentication mechanism is allowed: the form, or the request that carries it.',
      );
    }
    this.#checkScope(parts, signingName, fail);
    checkTime(parts, signingName, this.#clock.now(), fail);
    checkHeadersSigned(request, parts, signingName, fail);
    return this.#signedBy(parts, 'UNSIGNED-PAYLOAD', fail, (signingKey) =>
      timingSafeEqual(
        createHmac('sha256', signingKey).update(stringToSign).digest(),
        Buffer.from(parts.signature, 'hex'),
      ),
    );
  }

  /** The session whose secret made a signature, if it did. */
  #signedBy(parts: SignatureParts, payload: string, fail: Fail, holds: (signingKey: Buffer) => boolean): SignedRequest {
    const session = this.#sessions.find(parts.accessKeyId);
    if (session === undefined) throw fail('unknown-key', 'The security token included in the request is invalid.');
    if (parts.sessionToken !== session.credentials.sessionToken) {
      throw fail('wrong-token', 'The security token included in the request is invalid.');
    }
    const signingKey = this.#signingKeys.keyOf(session.credentials.secretAccessKey, parts);
    if (!holds(signingKey)) throw fail('mismatch', mismatch);
    // The role is deleted; one made again under its name is another. That its sessions are refused by these words is **unconfirmed**: AWS
    // documents that a role's permissions hold for its sessions at each call, so they may do nothing in any case.
    if (session.policies() === undefined) {
      throw fail('unknown-key', 'The security token included in the request is invalid.');
    }
    // Only the holder of the secret learns that the session has expired.
    if ((session.credentials.expiration ?? Infinity) <= this.#clock.now()) {
      throw fail('expired-session', 'The security token included in the request is expired.');
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
        `Credential should be scoped to a valid region: the region '${parts.region}' is wrong; expecting '${this.#region}'`,
        { Region: this.#region },
      );
    }
  }
}
