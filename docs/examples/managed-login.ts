import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { UserPoolOutputs } from './amplify';

// #region managed-login
/**
 * Signs a player in on the user pool's own page: authorization code with PKCE.
 *
 * @param browse shows a URL in a browser and answers the app's callback with all its parameters, once the browser is sent there
 * @returns the `Logins` of the identity pool
 */
export async function signInAtManagedLogin(
  { Region, UserPoolId, UserPoolClientId }: UserPoolOutputs,
  callbackUrl: string,
  browse: (start: URL) => Promise<URL>,
): Promise<Record<string, string>> {
  const issuer = `cognito-idp.${Region}.amazonaws.com/${UserPoolId}`;
  const userPool = await discovery(new URL(`https://${issuer}`), UserPoolClientId, undefined, None());
  const pkceCodeVerifier = randomPKCECodeVerifier();
  const state = randomState();
  const start = buildAuthorizationUrl(userPool, {
    redirect_uri: callbackUrl,
    scope: 'openid', // Alone: with `email` beside it, the ID token has no clan.
    code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state,
  });
  const checks = { pkceCodeVerifier, expectedState: state, idTokenExpected: true };
  const { id_token: idToken = '' } = await authorizationCodeGrant(userPool, await browse(start), checks);
  return { [issuer]: idToken };
}
// #endregion
