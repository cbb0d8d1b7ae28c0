import { z } from 'zod';
import { pageToken } from '../input';
import { poolOperation } from '../kinds-of-operation';
import { page } from '../page';
import type { UserPools } from '../user-pools';

// That a page without a number holds the most is **unconfirmed**.
const fields = { MaxResults: z.int().min(1).max(60).default(60), NextToken: pageToken };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
export const listUserPoolClients = (pools: UserPools) =>
  poolOperation(pools, 'ListUserPoolClients', fields, (pool, { MaxResults: size, NextToken: token }) => {
    const { items, next } = page([...pool.clients.values()], { idOf: ({ id }) => id, size, token });
    return {
      UserPoolClients: items.map(({ id, name }) => ({ ClientId: id, UserPoolId: pool.id, ClientName: name })),
      NextToken: next,
    };
  });
