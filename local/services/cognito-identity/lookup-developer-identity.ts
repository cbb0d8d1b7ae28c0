import { z } from 'zod';
import type { Operation } from '../../http/operation';
import type { CognitoIdentityDependencies } from './dependencies';
import { developerPool } from './developer-provider';
import { developerUserNotFound, identityNotFound, invalidInput, loginLinkedElsewhere } from './errors';
import { developerUserIdentifier, identityId, identityPoolId, input, pageSize } from './input';
import { poolQuestion } from './pool-question';

const schema = z.object({
  IdentityPoolId: identityPoolId,
  IdentityId: identityId.optional(),
  DeveloperUserIdentifier: developerUserIdentifier.optional(),
  MaxResults: pageSize.default(60),
  // Where the next page begins.
  NextToken: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
});

/**
 * From a backend's name for a player to their identity, and back.
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_LookupDeveloperIdentity.html
 */
export function lookupDeveloperIdentity({
  pools,
  identities,
}: Pick<CognitoIdentityDependencies, 'pools' | 'identities'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'LookupDeveloperIdentity',
    signature: 'required',
    parse: (request) => input(request, schema),
    authorize: ({ IdentityPoolId }, call) => [poolQuestion('LookupDeveloperIdentity', pools, IdentityPoolId, call)],
    run: ({ IdentityPoolId, IdentityId, DeveloperUserIdentifier: user, MaxResults, NextToken }) => {
      const { pool, provider } = developerPool({ pools }, IdentityPoolId);
      const byUser = user === undefined ? undefined : identities.findByLogin(pool.id, { provider, subject: user });
      if (user !== undefined && byUser === undefined) throw developerUserNotFound();
      const identity = IdentityId === undefined ? byUser : identities.find(IdentityId);
      if (identity === undefined && IdentityId === undefined)
        throw invalidInput('IdentityId or DeveloperUserIdentifier');
      if (identity === undefined || identity.poolId !== pool.id) throw identityNotFound(IdentityId ?? '');
      if (byUser !== undefined && byUser !== identity) throw loginLinkedElsewhere();
      const users = identity.logins.filter((login) => login.provider === provider).map(({ subject }) => subject);
      const start = Number(NextToken ?? 0);
      const end = start + MaxResults;
      return {
        IdentityId: identity.id,
        DeveloperUserIdentifierList: user === undefined ? users.slice(start, end) : [user],
        ...(user === undefined && end < users.length ? { NextToken: String(end) } : {}),
      };
    },
  };
}
