import type { AccessTokenProvider } from './access-token';
import { loginWithAmazon } from './amazon-access-token';
import { facebookLogin } from './facebook-access-token';

/** The providers of opaque access tokens that AWS knows by name (documented: AssumeRoleWithWebIdentity, `ProviderId`). */
export const accessTokenProviders: ReadonlyMap<string, AccessTokenProvider> = new Map(
  [loginWithAmazon, facebookLogin].map((provider) => [provider.name, provider]),
);
