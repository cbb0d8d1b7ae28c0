import { type PoolToken, poolPrincipal } from '../../identities/pool-tokens';
import { TokenRefused } from '../../identities/token-refused';
import type { CognitoIdentityDependencies } from './dependencies';
import { identityForbidden, invalidInput, invalidLogin, loginsDoNotMatch, notACognitoToken } from './errors';
import { type NamedIdentity, namedIdentity } from './identity-of-call';

/** A developer-authenticated player of the enhanced flow: `Logins` holds the pool's own token, and nothing else. */
export interface DeveloperIdentity extends NamedIdentity {
  readonly token: PoolToken;
}

/**
 * Verifies the pool's own token beside the identity's ID. It must be that pool's and that identity's, and say that the identity is
 * authenticated: a guest's token from the basic flow does not make them signed in.
 *
 * @throws ServiceError in Cognito's words
 */
export async function developerIdentityOfCall(
  { pools, identities, tokens }: Pick<CognitoIdentityDependencies, 'pools' | 'identities' | 'tokens'>,
  identityId: string,
  logins: Readonly<Record<string, string>>,
): Promise<DeveloperIdentity> {
  if (Object.keys(logins).length > 1) throw invalidInput(`Logins: ${poolPrincipal} stands alone.`);
  namedIdentity(pools, identities, identityId);
  const token = await poolToken(tokens, logins[poolPrincipal] ?? '');
  const { pool, identity } = namedIdentity(pools, identities, identityId);
  if (token.poolId !== pool.id) throw notACognitoToken();
  if (token.identityId !== identity.id) throw loginsDoNotMatch();
  if (!token.amr.includes('authenticated') || identity.guest) throw identityForbidden(identityId);
  return { pool, identity, token };
}

async function poolToken(tokens: CognitoIdentityDependencies['tokens'], token: string): Promise<PoolToken> {
  try {
    return await tokens.verify(token, 0);
  } catch (error) {
    if (error instanceof TokenRefused && error.refusal !== 'expired') throw notACognitoToken();
    throw invalidLogin(error);
  }
}
