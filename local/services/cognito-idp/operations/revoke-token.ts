import { z } from 'zod';
import { ServiceError } from '../../../shared/service-error';
import { isSecretOf } from '../client-secret';
import { clientSecret } from '../input';
import { clientOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

const fields = { Token: z.string().min(1).max(20_000), ClientSecret: clientSecret };

/**
 * Calls back one refresh token, and the access tokens that came of it. A token that is none is passed over (documented: the revoke
 * endpoint; RFC 7009).
 *
 * An app client with a secret shows the secret itself (documented). The exception to another one is that of the operation's which is nearest,
 * the sentence unconfirmed.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
 */
export const revokeToken = (pools: UserPools) =>
  clientOperation(pools, 'RevokeToken', fields, ({ pool, client }, { Token, ClientSecret }) => {
    if (!isSecretOf(client, ClientSecret)) throw new ServiceError('UnauthorizedException', 'Invalid client secret.');
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
