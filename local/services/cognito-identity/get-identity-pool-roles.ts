import { z } from 'zod';
import type { Operation } from '../../http/operation';
import type { CognitoIdentityDependencies } from './dependencies';
import { poolNotFound } from './errors';
import { identityPoolId, input } from './input';
import { poolQuestion } from './pool-question';
import type { RoleMappings } from './role-mapping';

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
      return { IdentityPoolId, Roles: pool.roles, RoleMappings: describedMappings(pool.roleMappings) };
    },
  };
}

/** The mappings in the API's shape, under the names of their providers. */
function describedMappings(mappings: RoleMappings): object {
  return Object.fromEntries(
    [...mappings].map(([provider, { rules, ambiguous }]) => [
      provider,
      {
        Type: rules === undefined ? 'Token' : 'Rules',
        AmbiguousRoleResolution: ambiguous,
        ...(rules === undefined
          ? {}
          : {
              RulesConfiguration: {
                Rules: rules.map(({ claim, matchType, value, roleArn }) => ({
                  Claim: claim,
                  MatchType: matchType,
                  Value: value,
                  RoleARN: roleArn,
                })),
              },
            }),
      },
    ]),
  );
}
