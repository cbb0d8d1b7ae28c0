import { createHash, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** An RSA key pair of 2,048 bits. */
export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/**
 * Where whoever signs has its key pairs from, each by a name of its own: `user-pool eu-west-1_aBcDeFgHi id`. Under a name that was asked for
 * before, it is the same one where key pairs are kept, and else another one.
 */
export type MakeKeyPair = (name: string) => Promise<KeyPair>;

/** A new key pair. It is made in another thread, which takes a CPU more than 100 ms. */
export const makeKeyPair: MakeKeyPair = () => promisify(generateKeyPair)('rsa', { modulusLength: 2048 });

/** What a key is called in tokens: made of the key, so that one that is kept is called as before. */
export function keyHash({ publicKey }: Pick<KeyPair, 'publicKey'>): Buffer {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
}
