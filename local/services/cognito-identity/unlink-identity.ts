import { z } from 'zod';
import type { Operation } from '../../http/operation';
import type { CognitoIdentityDependencies } from './dependencies';
import { loginsDoNotMatch, notAPublicProvider } from './errors';
import { namedIdentity } from './identity-of-call';
import { identityId, input, logins } from './input';
import { verifiedLogins } from './verified-logins';

const schema = z.object({
  IdentityId: identityId,
  Logins: logins,
  LoginsToRemove: z.array(z.string().min(1).max(128)).max(10),
});

/**
 * A player takes logins off their identity, by one that is its own. Without its last login the identity is inaccessible
 * (documented): it must not turn into a guest's, whose ID alone opens it. Unsigned (documented).
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkIdentity.html
 */
export function unlinkIdentity({
  pools,
  identities,
}: Pick<CognitoIdentityDependencies, 'pools' | 'identities'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'UnlinkIdentity',
    signature: 'none',
    parse: (request) => input(request, schema),
    authorize: () => [],
    run: async ({ IdentityId, Logins, LoginsToRemove }) => {
      const { pool } = namedIdentity(pools, identities, IdentityId);
      const verified = await verifiedLogins(pool, Logins);
      const { identity } = namedIdentity(pools, identities, IdentityId);
      if (!verified.some((login) => identity.isLinkedTo(login))) throw loginsDoNotMatch();
      const { developerProviderName } = pool;
      if (LoginsToRemove.some((provider) => provider === developerProviderName)) throw notAPublicProvider();
      identities.unlinkAndClose(
        identity,
        identity.logins.filter(({ provider }) => LoginsToRemove.includes(provider)),
      );
      return {};
    },
  };
}
