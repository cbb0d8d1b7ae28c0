import type { VerifiedLogin } from '../../identities/login-verifier';
import { poolPrincipal } from '../../identities/pool-tokens';
import { cognitoTokenNotAccepted, invalidLogin, notAPublicProvider, providerNotSupported } from './errors';
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
    if (verifier === undefined) throw providerNotSupported();
    try {
      verified.push(await verifier.verify(token));
    } catch (error) {
      throw invalidLogin(error);
    }
  }
  return verified;
}
