import { z } from 'zod';
import { invalidParameter } from '../errors';
import { clientMetadata } from '../input';
import { clientOperation } from '../kinds-of-operation';
import { refresh } from '../sign-in/refresh';
import type { UserPools } from '../user-pools';

const fields = { RefreshToken: z.string().min(1).max(20_000), ClientMetadata: clientMetadata };

/**
 * What Amplify refreshes by. No refresh token comes back, since none is rotated.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html
 */
export const getTokensFromRefreshToken = (pools: UserPools) =>
  clientOperation(pools, 'GetTokensFromRefreshToken', fields, async (poolClient, { RefreshToken, ClientMetadata }) => {
    if (!poolClient.client.explicitAuthFlows.has('ALLOW_REFRESH_TOKEN_AUTH')) {
      throw invalidParameter('Auth flow not enabled for this client');
    }
    const { AuthenticationResult } = await refresh(poolClient, { REFRESH_TOKEN: RefreshToken }, ClientMetadata);
    return { AuthenticationResult };
  });
