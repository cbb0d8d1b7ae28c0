import { z } from 'zod';
import { clientId, clientMetadata, parameters } from '../input';
import { poolOperation } from '../kinds-of-operation';
import { respond } from '../sign-in/respond';
import type { UserPools } from '../user-pools';

const fields = {
  ClientId: clientId,
  ChallengeName: z.string().max(64),
  ChallengeResponses: parameters,
  Session: z.string().min(20).max(2048).optional(),
  ClientMetadata: clientMetadata,
};

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
export const adminRespondToAuthChallenge = (pools: UserPools) =>
  poolOperation(pools, 'AdminRespondToAuthChallenge', fields, (pool, wanted) =>
    respond(pools.client(wanted.ClientId, pool.id), {
      name: wanted.ChallengeName,
      session: wanted.Session,
      responses: wanted.ChallengeResponses,
      clientMetadata: wanted.ClientMetadata,
    }),
  );
