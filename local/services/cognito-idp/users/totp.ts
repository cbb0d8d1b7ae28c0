import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SoftwareToken } from './user';

const stepMilliseconds = 30_000;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new authenticator secret, to be verified before it counts. */
export function newSoftwareToken(): SoftwareToken {
  return { secret: randomBytes(20), verified: false, enabled: false, lastStep: -1 };
}

/** The secret as people type it into an authenticator app. */
export function base32(secret: Buffer): string {
  const bits = [...secret].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}

/** The code of a time step (RFC 6238: SHA-1, six digits, thirty seconds). */
export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 0xf) & 0x7fffffff;
  return (number % 1_000_000).toString().padStart(6, '0');
}

/** The time step of a moment in milliseconds. */
export function timeStep(now: number): number {
  return Math.floor(now / stepMilliseconds);
}

/** Uses up a code of this moment, or of the step before or after it; one that was used already does not hold. */
export function redeemTotp(token: SoftwareToken, code: string, now: number): boolean {
  const given = Buffer.from(code);
  for (const step of [-1, 0, 1].map((offset) => timeStep(now) + offset)) {
    const expected = Buffer.from(totpCode(token.secret, step));
    if (step <= token.lastStep || given.length !== expected.length || !timingSafeEqual(given, expected)) continue;
    token.lastStep = step;
    return true;
  }
  return false;
}
