import { z } from 'zod';
import { doesNotExist } from '../errors';
import { pageSize, pageToken } from '../input';
import { poolOperation } from '../kinds-of-operation';
import { page } from '../page';
import type { PoolIdentityProvider } from '../pool-identity-provider';
import { datesOf } from '../user-pool-client';
import type { UserPools } from '../user-pools';

const isNamed = { ProviderName: z.string().min(1).max(32) };
const isIdentified = { IdpIdentifier: z.string().min(1).max(40) };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListIdentityProviders.html */
export const listIdentityProviders = (pools: UserPools) =>
  poolOperation(
    pools,
    'ListIdentityProviders',
    { MaxResults: pageSize, NextToken: pageToken },
    (pool, { MaxResults: size, NextToken: token }) => {
      const all = [...pool.identityProviders.values()];
      const { items, next } = page(all, { idOf: ({ name }) => name, size, token });
      return { Providers: items.map(summary), NextToken: next };
    },
  );

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeIdentityProvider.html */
export const describeIdentityProvider = (pools: UserPools) =>
  poolOperation(pools, 'DescribeIdentityProvider', isNamed, (pool, { ProviderName }) =>
    description(pool.id, pool.identityProviders.get(ProviderName), ProviderName),
  );

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetIdentityProviderByIdentifier.html */
export const getIdentityProviderByIdentifier = (pools: UserPools) =>
  poolOperation(pools, 'GetIdentityProviderByIdentifier', isIdentified, (pool, { IdpIdentifier }) => {
    const found = [...pool.identityProviders.values()].find(({ identifiers }) => identifiers.includes(IdpIdentifier));
    return description(pool.id, found, IdpIdentifier);
  });

function summary(provider: PoolIdentityProvider) {
  return { ProviderName: provider.name, ProviderType: provider.type, ...datesOf(provider) };
}

/**
 * A provider with all its details, the secret that it gave the pool too (**documented**). AWS adds the addresses that it knows of a kind, or
 * has discovered; here are those alone that the template has.
 */
function description(UserPoolId: string, provider: PoolIdentityProvider | undefined, asked: string): object {
  if (provider === undefined) throw doesNotExist(`Identity provider ${asked}`);
  const { details: ProviderDetails, attributeMapping: AttributeMapping, identifiers: IdpIdentifiers } = provider;
  return { IdentityProvider: { UserPoolId, ...summary(provider), ProviderDetails, AttributeMapping, IdpIdentifiers } };
}
