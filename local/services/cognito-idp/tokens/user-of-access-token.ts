import { claimedIssuer, verifySignature } from '../../../identities/compact-token';
import { checkTimes } from '../../../identities/oidc-token';
import { TokenRefused } from '../../../identities/token-refused';
import { notAuthorized, userDisabled, userNotFound } from '../errors';
import type { UserPool } from '../user-pool';
import type { UserPoolClient } from '../user-pool-client';
import type { UserPools } from '../user-pools';
import type { User } from '../users/user';
import { selfServiceScope } from './scopes';

/** Who calls with an access token. */
export interface TokenHolder {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly user: User;
  readonly scopes: readonly string[];
}

/**
 * Verifies an access token and finds its user.
 *
 * @param scope that the token must have; by default the one that the API asks for
 * @throws ServiceError in Cognito's words: an expired token, one that was called back (observed: amplify-js#3540), one without the scope
 *   (observed: amplify-js#1906, amplify-js#5921, aws-sdk-android#1813), a user who is gone
 */
export async function userOfAccessToken(
  pools: UserPools,
  accessToken: string,
  scope = selfServiceScope,
): Promise<TokenHolder> {
  try {
    const pool = pools.ofIssuer(claimedIssuer(accessToken, 20_000));
    if (pool === undefined) throw new TokenRefused('wrong-issuer');
    const claims = await verifySignature(accessToken, pool.keys.find, ['RS256']);
    checkTimes(claims, pool.clock.now() / 1000, 0);
    const { token_use: use, client_id: clientId, event_id: eventId, sub } = claims;
    const client = pool.clients.get(String(clientId));
    const scopes = String(claims.scope ?? '').split(' ');
    if (use !== 'access' || client === undefined) throw new TokenRefused('malformed');
    if (!scopes.includes(scope)) throw notAuthorized('Access Token does not have required scopes');
    const user = pool.users.bySub(String(sub));
    if (user === undefined) throw userNotFound();
    const signIn = pool.signIns.find(String(eventId));
    if (signIn === undefined || signIn.ended !== undefined) throw notAuthorized('Access Token has been revoked');
    if (!user.enabled) throw userDisabled();
    return { pool, client, user, scopes };
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
    throw notAuthorized(error.refusal === 'expired' ? 'Access Token has expired' : 'Invalid Access Token');
  }
}
