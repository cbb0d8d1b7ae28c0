import { z } from 'zod';
import type { Operation } from '../../http/operation';
import type { CognitoIdentityDependencies } from './dependencies';
import { poolNotFound } from './errors';
import { identityPoolId, input } from './input';
import { poolQuestion } from './pool-question';

const schema = z.object({ IdentityPoolId: identityPoolId });

/** @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentityPool.html */
export function describeIdentityPool({
  pools,
}: Pick<CognitoIdentityDependencies, 'pools'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'DescribeIdentityPool',
    signature: 'required',
    parse: (request) => input(request, schema),
    authorize: ({ IdentityPoolId }, call) => [poolQuestion('DescribeIdentityPool', pools, IdentityPoolId, call)],
    run: ({ IdentityPoolId }) => {
      const pool = pools.get(IdentityPoolId);
      if (pool === undefined) throw poolNotFound(IdentityPoolId);
      return {
        IdentityPoolId: pool.id,
        IdentityPoolName: pool.name,
        AllowUnauthenticatedIdentities: pool.allowGuests,
        AllowClassicFlow: pool.allowClassicFlow,
        DeveloperProviderName: pool.developerProviderName,
        OpenIdConnectProviderARNs: pool.openIdConnectProviderArns,
        SamlProviderARNs: pool.samlProviderArns,
        SupportedLoginProviders: pool.supportedLoginProviders,
        CognitoIdentityProviders: pool.cognitoIdentityProviders,
      };
    },
  };
}
