import { z } from 'zod';
import type { Operation } from '../operation';
import { methodsOf } from './authentication-methods';
import type { CognitoIdentityDependencies } from './dependencies';
import { classicFlowOff } from './errors';
import { identityOfCall, namedIdentity } from './identity-of-call';
import { identityId, input, logins } from './input';

const schema = z.object({ IdentityId: identityId, Logins: logins.default({}) });

/** Ten minutes (documented). */
const tokenSeconds = 600;

/**
 * The basic flow's first half: the pool's own OpenID token, with which the player then asks STS for a role. Unsigned (documented).
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html
 */
export function getOpenIdToken({
  pools,
  identities,
  tokens,
}: Pick<CognitoIdentityDependencies, 'pools' | 'identities' | 'tokens'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'GetOpenIdToken',
    signature: 'none',
    parse: (request) => input(request, schema),
    authorize: () => [],
    run: async ({ IdentityId, Logins }) => {
      if (!namedIdentity(pools, identities, IdentityId).pool.allowClassicFlow) throw classicFlowOff();
      const { pool, identity, logins: verified } = await identityOfCall(pools, identities, IdentityId, Logins);
      const token = await tokens.issue({
        identityId: identity.id,
        poolId: pool.id,
        poolArn: pool.arn,
        amr: methodsOf(pool, identity, verified),
        lifetimeSeconds: tokenSeconds,
      });
      return { IdentityId: identity.id, Token: token };
    },
  };
}
