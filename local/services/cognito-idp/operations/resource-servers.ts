import { z } from 'zod';
import { doesNotExist } from '../errors';
import { pageToken } from '../input';
import { poolOperation } from '../kinds-of-operation';
import { page } from '../page';
import type { UserPools } from '../user-pools';

// No template here gives a pool resource servers (`AWS::Cognito::UserPoolResourceServer`): as for identity providers.

const listed = { MaxResults: z.int().min(1).max(50).default(50), NextToken: pageToken };
const isIdentified = { Identifier: z.string().min(1).max(256) };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
export const listResourceServers = (pools: UserPools) =>
  poolOperation(pools, 'ListResourceServers', listed, (_pool, { MaxResults: size, NextToken: token }) => ({
    ResourceServers: page<string>([], { idOf: String, size, token }).items,
  }));

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
export const describeResourceServer = (pools: UserPools) =>
  poolOperation(pools, 'DescribeResourceServer', isIdentified, (_pool, { Identifier }) => {
    throw doesNotExist(`Resource server ${Identifier}`);
  });
