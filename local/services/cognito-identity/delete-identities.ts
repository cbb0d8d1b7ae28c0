import { z } from 'zod';
import type { Operation } from '../../http/operation';
import type { CognitoIdentityDependencies } from './dependencies';
import { identityId, input } from './input';
import { identityQuestion } from './pool-question';

const schema = z.object({ IdentityIdsToDelete: z.array(identityId).min(1).max(60) });

/**
 * Forgets identities: their logins get new ones. One that is not there counts as deleted (unconfirmed).
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DeleteIdentities.html
 */
export function deleteIdentities({
  pools,
  identities,
}: Pick<CognitoIdentityDependencies, 'pools' | 'identities'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'DeleteIdentities',
    signature: 'required',
    parse: (request) => input(request, schema),
    authorize: ({ IdentityIdsToDelete }) =>
      IdentityIdsToDelete.map((id) => identityQuestion('DeleteIdentities', pools, identities.find(id))),
    run: ({ IdentityIdsToDelete }) => {
      for (const id of IdentityIdsToDelete) {
        const identity = identities.find(id);
        if (identity !== undefined) identities.delete(identity);
      }
      return { UnprocessedIdentityIds: [] };
    },
  };
}
