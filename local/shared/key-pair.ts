import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** An RSA key pair of 2,048 bits. */
export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Where whoever signs has its key pairs from: each call answers another one. */
export type MakeKeyPair = () => Promise<KeyPair>;

/** A new key pair. It is made in another thread, which takes a CPU more than 100 ms. */
export const makeKeyPair: MakeKeyPair = () => promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
