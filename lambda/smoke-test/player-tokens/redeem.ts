// Not loaded on demand: the bundler then takes all of it, three times what is used.
import { ClientSecretPost, discovery, None, refreshTokenGrant } from 'openid-client';
import type { StoredRefreshToken } from './players-secret';

/** What an issuer gives for a refresh token. */
export interface RedeemedTokens {
  readonly idToken: string;
  /** Present when the issuer answered another one than it was given. */
  readonly rotatedRefreshToken?: string;
}

/** Redeems a refresh token at its issuer. */
export type Redeem = (issuer: string, stored: StoredRefreshToken) => Promise<RedeemedTokens>;

/** An issuer did not give an ID token for a refresh token. */
export class RefreshRefused extends Error {
  override readonly name = 'RefreshRefused';
}

const timeoutSeconds = 10;

/** An OAuth error code (`invalid_grant`) or an error's name: neither holds a token, descriptions might. */
function reason(error: unknown): string {
  const facts = error as { error?: unknown; code?: unknown; name?: unknown; cause?: { code?: unknown } };
  const words = [facts.error, facts.code, facts.cause?.code, facts.name];
  return words.find((word): word is string => typeof word === 'string' && /^\w{1,60}$/.test(word)) ?? 'unknown error';
}

/**
 * Redeems by OpenID Connect's discovery and OAuth's refresh grant. The client is public unless the secret names its own.
 *
 * @throws RefreshRefused, its message without any token
 */
export const redeemAtIssuer: Redeem = async (issuer, { clientId, clientSecret, refreshToken }) => {
  try {
    const authentication = clientSecret === undefined ? None() : ClientSecretPost(clientSecret);
    const options = { timeout: timeoutSeconds };
    const configuration = await discovery(new URL(issuer), clientId, undefined, authentication, options);
    const tokens = await refreshTokenGrant(configuration, refreshToken);
    if (tokens.id_token === undefined) {
      throw new RefreshRefused(`${issuer} answered no ID token: the refresh token must have the scope "openid".`);
    }
    const rotated = tokens.refresh_token !== undefined && tokens.refresh_token !== refreshToken;
    return { idToken: tokens.id_token, ...(rotated && { rotatedRefreshToken: tokens.refresh_token }) };
  } catch (error) {
    if (error instanceof RefreshRefused) throw error;
    throw new RefreshRefused(`${issuer} did not redeem the refresh token: ${reason(error)}.`);
  }
};
