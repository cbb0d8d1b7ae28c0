import type { JWTVerifyGetKey } from 'jose';
import type { Clock } from '../shared/clock';
import type { LoginVerifier } from './login-verifier';
import { poolRules, verifyOidcToken } from './oidc-token';
import { TokenRefused } from './token-refused';

/** A user pool whose players an identity pool lets in. */
export interface UserPoolLoginOptions {
  /** Its key in `Logins`: `cognito-idp.<region>.amazonaws.com/<user pool ID>`. */
  readonly provider: string;
  /** The app clients whose players are let in, each with whether the user pool is asked about the token (`ServerSideTokenCheck`). */
  readonly clients: ReadonlyMap<string, { readonly serverSideTokenCheck: boolean }>;
  /** The user pool's own keys, or those that its issuer publishes. */
  readonly keys: JWTVerifyGetKey;
  /**
   * Whether a token's user is still there, let in and signed in. Absent for a user pool that stands elsewhere: it tells nobody but
   * AWS, so its tokens are good until they expire.
   */
  readonly isSignedIn?: (claims: Readonly<Record<string, unknown>>) => boolean;
  readonly clock: Clock;
}

/**
 * Verifies ID tokens of one user pool by the identity pool's rules. An access token is none: it has no `aud` (documented: access token
 * payload).
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CognitoIdentityProvider.html documented: a user who has signed
 *   out globally, or is deleted, is refused only where the check is on
 */
export function userPoolLogin(options: UserPoolLoginOptions): LoginVerifier {
  const { provider, clients, keys, isSignedIn, clock } = options;
  const expected = { issuer: `https://${provider}`, clientIds: [...clients.keys()], keys, rules: poolRules, clock };
  const mappingKey = (clientId: string) => `${provider}:${clientId}`;
  return {
    provider,
    // Documented: Cognito guide, role-based access control.
    roleMappingKeys: expected.clientIds.map(mappingKey),
    verify: async (token) => {
      const { subject, audience, claims } = await verifyOidcToken(token, expected);
      if (claims.token_use !== 'id') throw new TokenRefused('malformed');
      const checks = clients.get(audience)?.serverSideTokenCheck ?? true;
      if (checks && isSignedIn?.(claims) === false) throw new TokenRefused('signed-out');
      // Observed in issued tokens.
      const methods = [`${provider}:CognitoSignIn:${subject}`];
      return { provider, subject, claims, methods, roleMappingKey: mappingKey(audience) };
    },
  };
}
