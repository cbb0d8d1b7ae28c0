import { z } from 'zod';
import type { Operation } from '../operation';
import type { CognitoIdentityDependencies } from './dependencies';
import { poolNotFound } from './errors';
import { identityPoolId, input } from './input';
import { poolQuestion } from './pool-question';

const schema = z.object({ IdentityPoolId: identityPoolId });

/** @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetIdentityPoolRoles.html */
export function getIdentityPoolRoles({
  pools,
}: Pick<CognitoIdentityDependencies, 'pools'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'GetIdentityPoolRoles',
    signature: 'required',
    parse: (request) => input(request, schema),
    authorize: ({ IdentityPoolId }, call) => [poolQuestion('GetIdentityPoolRoles', pools, IdentityPoolId, call)],
    run: ({ IdentityPoolId }) => {
      const pool = pools.get(IdentityPoolId);
      if (pool === undefined) throw poolNotFound(IdentityPoolId);
      return { IdentityPoolId, Roles: pool.roles };
    },
  };
}
