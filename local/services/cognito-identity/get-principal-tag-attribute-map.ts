import { z } from 'zod';
import type { Operation } from '../../http/operation';
import type { CognitoIdentityDependencies } from './dependencies';
import { poolNotFound } from './errors';
import { identityPoolId, input } from './input';
import { poolQuestion } from './pool-question';
import { defaultTagMap } from './principal-tags';

const schema = z.object({ IdentityPoolId: identityPoolId, IdentityProviderName: z.string().min(1).max(128) });

/**
 * A provider's attributes for access control. That a provider without any is answered as one without tags, one that the pool does not have
 * too, is **unconfirmed**, and so is that AWS's defaults are spelled out.
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetPrincipalTagAttributeMap.html
 */
export function getPrincipalTagAttributeMap({
  pools,
}: Pick<CognitoIdentityDependencies, 'pools'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'GetPrincipalTagAttributeMap',
    signature: 'required',
    parse: (request) => input(request, schema),
    authorize: ({ IdentityPoolId }, call) => [poolQuestion('GetPrincipalTagAttributeMap', pools, IdentityPoolId, call)],
    run: ({ IdentityPoolId, IdentityProviderName }) => {
      const pool = pools.get(IdentityPoolId);
      if (pool === undefined) throw poolNotFound(IdentityPoolId);
      const tags = pool.principalTags.get(IdentityProviderName);
      return {
        IdentityPoolId,
        IdentityProviderName,
        UseDefaults: tags === defaultTagMap,
        PrincipalTags: Object.fromEntries(tags ?? []),
      };
    },
  };
}
