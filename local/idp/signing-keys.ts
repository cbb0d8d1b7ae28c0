import type { JsonWebKey } from 'node:crypto';
import { keyHash, type MakeKeyPair } from '../shared/key-pair';

/** A private RSA key as a JWK, with the `kid` that tokens name it by. */
export type SigningKey = JsonWebKey & { readonly kid: string; readonly alg: 'RS256'; readonly use: 'sig' };

/**
 * A new key to sign ID tokens with. RSA, because an identity pool takes no other signature (**documented**: Cognito developer
 * guide, OpenID Connect providers).
 */
export async function generateSigningKey(makeKeyPair: MakeKeyPair, issuer: string): Promise<SigningKey> {
  const pair = await makeKeyPair(`issuer ${issuer}`);
  return {
    ...pair.privateKey.export({ format: 'jwk' }),
    kid: keyHash(pair).toString('base64url'),
    alg: 'RS256',
    use: 'sig',
  };
}
