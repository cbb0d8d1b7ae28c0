import { z } from 'zod';
import { clientMetadata, parameters } from '../input';
import { clientOperation } from '../kinds-of-operation';
import { initiate } from '../sign-in/initiate';
import type { UserPools } from '../user-pools';

const fields = { AuthFlow: z.string().max(64), AuthParameters: parameters, ClientMetadata: clientMetadata };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export const initiateAuth = (pools: UserPools) =>
  clientOperation(pools, 'InitiateAuth', fields, (poolClient, { AuthFlow, AuthParameters, ClientMetadata }) =>
    initiate('public', poolClient, AuthFlow, AuthParameters, ClientMetadata),
  );
