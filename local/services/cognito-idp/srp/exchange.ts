import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { generator, hashOfHex, multiplier, paddedHex, power, prime } from './group';
import type { PasswordVerifier } from './password-verifier';

/** The server's side of one sign-in by Secure Remote Password, between its two calls. */
export interface SrpExchange {
  readonly verifier: PasswordVerifier;
  readonly clientPublic: bigint;
  readonly serverSecret: bigint;
  readonly serverPublic: bigint;
}

/** What the client claims to know the password with. */
export interface PasswordClaim {
  /** The pool's ID behind its underscore. */
  readonly poolName: string;
  /** As `USER_ID_FOR_SRP` told the client. */
  readonly userId: string;
  readonly secretBlock: Buffer;
  /** As the client wrote it. */
  readonly timestamp: string;
  /** Base 64. */
  readonly signature: string;
}

/**
 * Answers a client's `SRP_A`.
 *
 * @returns undefined for one that would make the shared secret predictable (RFC 5054: a multiple of the prime)
 */
export function startExchange(clientPublic: bigint, verifier: PasswordVerifier): SrpExchange | undefined {
  if (clientPublic % prime === 0n) return undefined;
  const serverSecret = BigInt(`0x${randomBytes(32).toString('hex')}`);
  const serverPublic = (multiplier * verifier.value + power(generator, serverSecret)) % prime;
  return { verifier, clientPublic, serverSecret, serverPublic };
}

/**
 * Whether the client knows the password: its claim is signed with the secret that only the password leads to.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc5054 with Cognito's own key derivation and message (observed in AWS's own clients)
 */
export function claimHolds(exchange: SrpExchange, claim: PasswordClaim): boolean {
  const { poolName, userId, secretBlock, timestamp } = claim;
  const expected = createHmac('sha256', sharedKey(exchange))
    .update(poolName)
    .update(userId)
    .update(secretBlock)
    .update(timestamp)
    .digest();
  const claimed = Buffer.from(claim.signature, 'base64');
  return claimed.length === expected.length && timingSafeEqual(claimed, expected);
}

function sharedKey({ verifier, clientPublic, serverSecret, serverPublic }: SrpExchange): Buffer {
  const scrambler = hashOfHex(paddedHex(clientPublic) + paddedHex(serverPublic));
  const secret = power(clientPublic * power(verifier.value, scrambler), serverSecret);
  const bytes = (value: bigint) => Buffer.from(paddedHex(value), 'hex');
  return Buffer.from(hkdfSync('sha256', bytes(secret), bytes(scrambler), 'Caldera Derived Key', 16));
}
