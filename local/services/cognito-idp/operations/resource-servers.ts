import { z } from 'zod';
import { doesNotExist } from '../errors';
import { pageToken } from '../input';
import { poolOperation } from '../kinds-of-operation';
import { page } from '../page';
import type { ResourceServer } from '../resource-server';
import type { UserPools } from '../user-pools';

const listed = { MaxResults: z.int().min(1).max(50).default(50), NextToken: pageToken };
const isIdentified = { Identifier: z.string().min(1).max(256) };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
export const listResourceServers = (pools: UserPools) =>
  poolOperation(pools, 'ListResourceServers', listed, (pool, { MaxResults: size, NextToken: token }) => {
    const { items, next } = page([...pool.resourceServers.values()], {
      idOf: ({ identifier }) => identifier,
      ...{ size, token },
    });
    return { ResourceServers: items.map((server) => description(pool.id, server)), NextToken: next };
  });

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
export const describeResourceServer = (pools: UserPools) =>
  poolOperation(pools, 'DescribeResourceServer', isIdentified, (pool, { Identifier }) => {
    const server = pool.resourceServers.get(Identifier);
    if (server === undefined) throw doesNotExist(`Resource server ${Identifier}`);
    return { ResourceServer: description(pool.id, server) };
  });

function description(UserPoolId: string, { identifier, name, scopes }: ResourceServer) {
  const Scopes = [...scopes].map(([ScopeName, ScopeDescription]) => ({ ScopeName, ScopeDescription }));
  return { UserPoolId, Identifier: identifier, Name: name, Scopes };
}
