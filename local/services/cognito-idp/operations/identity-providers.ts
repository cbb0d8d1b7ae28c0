import { z } from 'zod';
import { doesNotExist } from '../errors';
import { pageSize, pageToken } from '../input';
import { poolOperation } from '../kinds-of-operation';
import { page } from '../page';
import type { UserPools } from '../user-pools';

// No template here gives a pool identity providers of its own (`AWS::Cognito::UserPoolIdentityProvider`): lists are empty, and whoever asks
// for one is told that there is none.

const isNamed = { ProviderName: z.string().min(1).max(32) };
const isIdentified = { IdpIdentifier: z.string().min(1).max(40) };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListIdentityProviders.html */
export const listIdentityProviders = (pools: UserPools) =>
  poolOperation(
    pools,
    'ListIdentityProviders',
    { MaxResults: pageSize, NextToken: pageToken },
    (_pool, { MaxResults: size, NextToken: token }) => ({
      Providers: page<string>([], { idOf: String, size, token }).items,
    }),
  );

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeIdentityProvider.html */
export const describeIdentityProvider = (pools: UserPools) =>
  poolOperation(pools, 'DescribeIdentityProvider', isNamed, (_pool, { ProviderName }) => {
    throw doesNotExist(`Identity provider ${ProviderName}`);
  });

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetIdentityProviderByIdentifier.html */
export const getIdentityProviderByIdentifier = (pools: UserPools) =>
  poolOperation(pools, 'GetIdentityProviderByIdentifier', isIdentified, (_pool, { IdpIdentifier }) => {
    throw doesNotExist(`Identity provider ${IdpIdentifier}`);
  });
