import type { AccessTokenProvider } from './access-token';
import type { LoginVerifier } from './login-verifier';
import { TokenRefused } from './token-refused';

/** A provider of opaque access tokens that an identity pool accepts for one app. */
export interface AccessTokenLoginOptions {
  readonly provider: AccessTokenProvider;
  /** The app's ID in the pool. */
  readonly appId: string;
  /** Reaches the provider, or what plays it. */
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Verifies access tokens by asking their provider. Rules and principal tags see `iss`, `aud` and `sub` (documented: Cognito guide,
 * "Role-based access control").
 */
export function accessTokenLogin({ provider, appId, fetch }: AccessTokenLoginOptions): LoginVerifier {
  return {
    provider: provider.name,
    verify: async (token) => {
      const { appId: audience, userId } = await provider.introspect(token, fetch);
      if (audience !== appId) throw new TokenRefused('wrong-audience');
      const claims = { iss: provider.issuer, aud: audience, sub: userId };
      return { provider: provider.name, subject: userId, claims };
    },
  };
}
