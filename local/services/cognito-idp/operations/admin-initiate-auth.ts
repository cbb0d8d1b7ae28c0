import { z } from 'zod';
import { clientId, clientMetadata, parameters } from '../input';
import { poolOperation } from '../kinds-of-operation';
import { initiate } from '../sign-in/initiate';
import type { UserPools } from '../user-pools';

const fields = {
  ClientId: clientId,
  AuthFlow: z.string().max(64),
  AuthParameters: parameters,
  ClientMetadata: clientMetadata,
};

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
export const adminInitiateAuth = (pools: UserPools) =>
  poolOperation(pools, 'AdminInitiateAuth', fields, (pool, { ClientId, AuthFlow, AuthParameters, ClientMetadata }) =>
    initiate('admin', pools.client(ClientId, pool.id), AuthFlow, AuthParameters, ClientMetadata),
  );
