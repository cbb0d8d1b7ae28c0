import { z } from 'zod';
import type { Operation } from '../../http/operation';
import type { CognitoIdentityDependencies } from './dependencies';
import { developerPool } from './developer-provider';
import { developerUserNotFound, invalidInput, loginLinkedElsewhere } from './errors';
import { developerProviderName, developerUserIdentifier, identityPoolId, input } from './input';
import { poolQuestion } from './pool-question';

const schema = z.object({
  IdentityPoolId: identityPoolId,
  DeveloperProviderName: developerProviderName,
  SourceUserIdentifier: developerUserIdentifier,
  DestinationUserIdentifier: developerUserIdentifier,
});

/**
 * Two of a backend's players turn out to be one: the source's logins go to the destination, the source is disabled. Refused where
 * both have the same public provider as different users (documented).
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_MergeDeveloperIdentities.html
 */
export function mergeDeveloperIdentities({
  pools,
  identities,
}: Pick<CognitoIdentityDependencies, 'pools' | 'identities'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'MergeDeveloperIdentities',
    signature: 'required',
    parse: (request) => input(request, schema),
    authorize: ({ IdentityPoolId }, call) => [poolQuestion('MergeDeveloperIdentities', pools, IdentityPoolId, call)],
    run: (wanted) => {
      const { pool, provider } = developerPool({ pools }, wanted.IdentityPoolId, wanted.DeveloperProviderName);
      const find = (subject: string) => identities.findByLogin(pool.id, { provider, subject });
      const source = find(wanted.SourceUserIdentifier);
      const destination = find(wanted.DestinationUserIdentifier);
      if (source === undefined || destination === undefined) throw developerUserNotFound();
      if (source === destination) throw invalidInput('the two users have one identity already');
      const publicProviders = new Set(destination.logins.map((login) => login.provider));
      publicProviders.delete(provider);
      if (source.logins.some((login) => publicProviders.has(login.provider))) throw loginLinkedElsewhere();
      const { logins } = source;
      identities.unlinkAndClose(source, logins);
      identities.link(destination, logins);
      return { IdentityId: destination.id };
    },
  };
}
