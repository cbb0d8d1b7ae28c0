import { z } from 'zod';
import { isSecretOf } from '../client-secret';
import { invalidParameter, notAuthorized } from '../errors';
import { clientMetadata, clientSecret } from '../input';
import { clientOperation } from '../kinds-of-operation';
import { refresh } from '../sign-in/refresh';
import type { UserPools } from '../user-pools';

const fields = {
  RefreshToken: z.string().min(1).max(20_000),
  ClientMetadata: clientMetadata,
  ClientSecret: clientSecret,
};

/**
 * What Amplify refreshes by. No refresh token comes back, since none is rotated.
 *
 * An app client with a secret shows the secret itself (documented); the sentence to another one is unconfirmed.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html
 */
export const getTokensFromRefreshToken = (pools: UserPools) =>
  clientOperation(pools, 'GetTokensFromRefreshToken', fields, async (poolClient, asked) => {
    const { RefreshToken, ClientMetadata, ClientSecret } = asked;
    if (!isSecretOf(poolClient.client, ClientSecret)) throw notAuthorized('Invalid client secret.');
    if (!poolClient.client.explicitAuthFlows.has('ALLOW_REFRESH_TOKEN_AUTH')) {
      throw invalidParameter('Auth flow not enabled for this client');
    }
    const parameters = { REFRESH_TOKEN: RefreshToken };
    const { AuthenticationResult } = await refresh(poolClient, parameters, { clientMetadata: ClientMetadata });
    return { AuthenticationResult };
  });
