import { z } from 'zod';
import { clientMetadata, parameters } from '../input';
import { clientOperation } from '../kinds-of-operation';
import { respond } from '../sign-in/respond';
import type { UserPools } from '../user-pools';

const fields = {
  ChallengeName: z.string().max(64),
  ChallengeResponses: parameters,
  Session: z.string().min(20).max(2048).optional(),
  ClientMetadata: clientMetadata,
};

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export const respondToAuthChallenge = (pools: UserPools) =>
  clientOperation(pools, 'RespondToAuthChallenge', fields, (poolClient, wanted) =>
    respond(poolClient, {
      name: wanted.ChallengeName,
      session: wanted.Session,
      responses: wanted.ChallengeResponses,
      clientMetadata: wanted.ClientMetadata,
    }),
  );
