import { createHash, randomBytes } from 'node:crypto';
import { generator, hashOfHex, paddedHex, power } from './group';

/** What is kept of a password: enough to check one, not to learn it without trying. */
export interface PasswordVerifier {
  /** Sent to whoever begins a sign-in. */
  readonly salt: bigint;
  readonly value: bigint;
}

/** Whose password it is. */
export interface PasswordOwner {
  /** The pool's ID behind its underscore. */
  readonly poolName: string;
  /** Cognito's own name for the user, whatever they sign in by. */
  readonly username: string;
}

/** Keeps a password. */
export function verifierOf(owner: PasswordOwner, password: string): PasswordVerifier {
  const salt = BigInt(`0x${randomBytes(16).toString('hex')}`);
  return { salt, value: verifierValue(owner, password, salt) };
}

/** Whether this is the password that was kept. */
export function isPassword(owner: PasswordOwner, password: string, verifier: PasswordVerifier): boolean {
  return verifierValue(owner, password, verifier.salt) === verifier.value;
}

function verifierValue({ poolName, username }: PasswordOwner, password: string, salt: bigint): bigint {
  const identity = createHash('sha256').update(`${poolName}${username}:${password}`).digest('hex');
  return power(generator, hashOfHex(paddedHex(salt) + identity));
}
