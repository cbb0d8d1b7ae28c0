import type { Claims } from './player';

/**
 * The claims of a JWT, unverified: whether the token is good is for Cognito to say, this only foretells what follows from it.
 * Nothing for what is no JWT.
 */
export function claimsOfToken(token: string): Claims | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? (claims as Claims) : undefined;
  } catch {
    return undefined;
  }
}
