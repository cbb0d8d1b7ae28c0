import { z } from 'zod';
import type { Operation } from '../../http/operation';
import type { CognitoIdentityDependencies } from './dependencies';
import { developerPool } from './developer-provider';
import { developerUserNotFound } from './errors';
import { developerProviderName, developerUserIdentifier, identityId, identityPoolId, input } from './input';
import { poolQuestion } from './pool-question';

const schema = z.object({
  IdentityPoolId: identityPoolId,
  IdentityId: identityId,
  DeveloperProviderName: developerProviderName,
  DeveloperUserIdentifier: developerUserIdentifier,
});

/**
 * Takes a backend's name off an identity. Without its last login the identity is inaccessible (documented).
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkDeveloperIdentity.html
 */
export function unlinkDeveloperIdentity({
  pools,
  identities,
}: Pick<CognitoIdentityDependencies, 'pools' | 'identities'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'UnlinkDeveloperIdentity',
    signature: 'required',
    parse: (request) => input(request, schema),
    authorize: ({ IdentityPoolId }, call) => [poolQuestion('UnlinkDeveloperIdentity', pools, IdentityPoolId, call)],
    run: (wanted) => {
      const { pool, provider } = developerPool({ pools }, wanted.IdentityPoolId, wanted.DeveloperProviderName);
      const login = { provider, subject: wanted.DeveloperUserIdentifier };
      const identity = identities.findByLogin(pool.id, login);
      if (identity === undefined || identity.id !== wanted.IdentityId) throw developerUserNotFound();
      identities.unlinkAndClose(identity, [login]);
      return {};
    },
  };
}
