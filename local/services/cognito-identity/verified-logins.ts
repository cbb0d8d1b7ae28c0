import { claimedIssuer } from '../../identities/compact-token';
import type { VerifiedLogin } from '../../identities/login-verifier';
import { poolRules } from '../../identities/oidc-token';
import { poolPrincipal } from '../../identities/pool-tokens';
import { TokenRefused } from '../../identities/token-refused';
import {
  cognitoTokenNotAccepted,
  invalidLogin,
  loginsDoNotMatch,
  notAPublicProvider,
  providerNotSupported,
} from './errors';
import type { IdentityPool } from './identity-pool';

/**
 * Every login of a public call, verified by its provider; nothing is linked before all of them hold.
 *
 * @throws ServiceError in Cognito's words
 */
export async function verifiedLogins(
  pool: IdentityPool,
  logins: Readonly<Record<string, string>>,
): Promise<readonly VerifiedLogin[]> {
  const verified: VerifiedLogin[] = [];
  for (const [provider, token] of Object.entries(logins)) {
    if (provider === poolPrincipal) throw cognitoTokenNotAccepted();
    if (provider === pool.developerProviderName) throw notAPublicProvider();
    const verifier = pool.logins.get(provider);
    if (verifier === undefined) throw refusalOfStranger(pool, provider, token);
    try {
      verified.push(await verifier.verify(token));
    } catch (error) {
      throw invalidLogin(error);
    }
  }
  return verified;
}

/**
 * Why a login is refused whose key is none of the pool's providers. The key is compared with the token's issuer before the pool is looked
 * at (observed: aws-sdk-android#444, aws-sdk-ios#447, amazon-cognito-identity-js#40, amazon-cognito-identity-js#391), so that another
 * region, separator or spelling in the key is told as such. Nothing of the token is verified for that: it is refused either way.
 */
function refusalOfStranger(pool: IdentityPool, provider: string, token: string): unknown {
  if (isOfAnotherIssuer(token, provider)) return invalidLogin(new TokenRefused('wrong-issuer'));
  return pool.logins.size === 0 && pool.developerProviderName === undefined
    ? loginsDoNotMatch()
    : providerNotSupported();
}

function isOfAnotherIssuer(token: string, provider: string): boolean {
  try {
    return claimedIssuer(token, poolRules.maximumLength) !== `https://${provider}`;
  } catch {
    // Not every provider's tokens name an issuer.
    return false;
  }
}
