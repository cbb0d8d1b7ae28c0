import { type JsonWebKey, randomUUID } from 'node:crypto';
import type { MakeKeyPair } from '../shared/key-pair';

/** A private RSA key as a JWK, with the `kid` that tokens name it by. */
export type SigningKey = JsonWebKey & { readonly kid: string; readonly alg: 'RS256'; readonly use: 'sig' };

/**
 * A new key to sign ID tokens with. RSA, because an identity pool takes no other signature (**documented**: Cognito developer
 * guide, OpenID Connect providers).
 */
export async function generateSigningKey(makeKeyPair: MakeKeyPair): Promise<SigningKey> {
  const { privateKey } = await makeKeyPair();
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256', use: 'sig' };
}
