import { z } from 'zod';
import type { Operation } from '../../http/operation';
import type { CognitoIdentityDependencies } from './dependencies';
import { poolNotFound } from './errors';
import { identityDescription } from './identity-description';
import { identityId, identityPoolId, input, pageSize } from './input';
import { poolQuestion } from './pool-question';

const schema = z.object({
  IdentityPoolId: identityPoolId,
  MaxResults: pageSize,
  // The last identity of the page before.
  NextToken: identityId.optional(),
  HideDisabled: z.boolean().default(false),
});

/** @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListIdentities.html */
export function listIdentities({
  pools,
  identities,
}: Pick<CognitoIdentityDependencies, 'pools' | 'identities'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'ListIdentities',
    signature: 'required',
    parse: (request) => input(request, schema),
    authorize: ({ IdentityPoolId }, call) => [poolQuestion('ListIdentities', pools, IdentityPoolId, call)],
    run: ({ IdentityPoolId, MaxResults, NextToken, HideDisabled }) => {
      if (!pools.has(IdentityPoolId)) throw poolNotFound(IdentityPoolId);
      const page: object[] = [];
      let skipping = NextToken !== undefined;
      let last = '';
      for (const identity of identities.inPool(IdentityPoolId)) {
        if (skipping) {
          skipping = identity.id !== NextToken;
          continue;
        }
        if (HideDisabled && identity.disabled) continue;
        if (page.length === MaxResults) return { IdentityPoolId, Identities: page, NextToken: last };
        page.push(identityDescription(identity));
        last = identity.id;
      }
      return { IdentityPoolId, Identities: page };
    },
  };
}
