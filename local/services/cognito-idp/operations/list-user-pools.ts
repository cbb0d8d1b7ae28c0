import { z } from 'zod';
import { pageToken } from '../input';
import { accountOperation } from '../kinds-of-operation';
import { page } from '../page';
import { datesOf } from '../user-pool-client';
import type { UserPools } from '../user-pools';

const fields = { MaxResults: z.int().min(1).max(60), NextToken: pageToken };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export const listUserPools = (pools: UserPools) =>
  accountOperation('ListUserPools', fields, ({ MaxResults: size, NextToken: token }) => {
    const { items, next } = page(pools.all(), { idOf: ({ id }) => id, size, token });
    return {
      UserPools: items.map((pool) => ({ Id: pool.id, Name: pool.name, LambdaConfig: {}, ...datesOf(pool) })),
      NextToken: next,
    };
  });
