import { z } from 'zod';
import type { Operation } from '../../http/operation';
import { identityOfLogins } from '../../identities/identity-rules';
import type { CognitoIdentityDependencies } from './dependencies';
import { guestsNotSupported, poolNotFound } from './errors';
import { refusing } from './identity-of-call';
import { identityPoolId, input, logins } from './input';
import { verifiedLogins } from './verified-logins';

const schema = z.object({
  AccountId: z.string().min(1).max(15).regex(/^\d+$/).optional(),
  IdentityPoolId: identityPoolId,
  Logins: logins.default({}),
});

/**
 * Makes a guest's identity, or finds the one of a login. Unsigned: everybody may call it (documented).
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html
 */
export function getId({
  pools,
  identities,
}: Pick<CognitoIdentityDependencies, 'pools' | 'identities'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'GetId',
    signature: 'none',
    parse: (request) => input(request, schema),
    authorize: () => [],
    run: async ({ IdentityPoolId, Logins }) => {
      const pool = pools.get(IdentityPoolId);
      if (pool === undefined) throw poolNotFound(IdentityPoolId);
      const verified = await verifiedLogins(pool, Logins);
      // Looked at again: while tokens were verified, the pool may have been deleted with its identities.
      if (!pools.has(IdentityPoolId)) throw poolNotFound(IdentityPoolId);
      if (verified.length > 0) {
        return { IdentityId: refusing(() => identityOfLogins(identities, pool.id, verified)).id };
      }
      if (!pool.allowGuests) throw guestsNotSupported();
      return { IdentityId: identities.create(pool.id).id };
    },
  };
}
