import { z } from 'zod';
import { ServiceError } from '../../../shared/service-error';
import { clientOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

/**
 * Calls back one refresh token, and the access tokens that came of it. A token that is none is passed over (documented: the revoke
 * endpoint; RFC 7009).
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
 */
export const revokeToken = (pools: UserPools) =>
  clientOperation(pools, 'RevokeToken', { Token: z.string().min(1).max(20_000) }, ({ pool, client }, { Token }) => {
    if (!client.tokenRevocation) {
      throw new ServiceError('UnsupportedOperationException', 'Token revocation is not enabled for this client.');
    }
    if (Token.split('.').length === 3)
      throw new ServiceError('UnsupportedTokenTypeException', 'Unsupported token type.');
    const signIn = pool.signIns.ofRefreshToken(Token);
    if (signIn === undefined) return {};
    if (signIn.clientId !== client.id) {
      throw new ServiceError('UnauthorizedException', 'The token was issued to another client.');
    }
    pool.signIns.revoke(signIn);
    return {};
  });
