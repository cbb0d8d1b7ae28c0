import { z } from 'zod';
import type { Operation } from '../../http/operation';
import { methodsOf } from './authentication-methods';
import type { CognitoIdentityDependencies } from './dependencies';
import { classicFlowOff, noClassicFlowWithRoleMappings, noClassicFlowWithSaml } from './errors';
import { identityOfCall, namedIdentity } from './identity-of-call';
import type { IdentityPool } from './identity-pool';
import { identityId, input, logins } from './input';
import { tagsOf } from './tags-of-call';

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
      checkClassicFlow(namedIdentity(pools, identities, IdentityId).pool, Logins);
      const { pool, identity, logins: verified } = await identityOfCall(pools, identities, IdentityId, Logins);
      const token = await tokens.issue({
        identityId: identity.id,
        poolId: pool.id,
        poolArn: pool.arn,
        amr: methodsOf(pool, identity, verified),
        lifetimeSeconds: tokenSeconds,
        tags: tagsOf(pool, verified),
      });
      return { IdentityId: identity.id, Token: token };
    },
  };
}

function checkClassicFlow(pool: IdentityPool, logins: Readonly<Record<string, string>>): void {
  if (!pool.allowClassicFlow) throw classicFlowOff();
  if (pool.roleMappings.size > 0) throw noClassicFlowWithRoleMappings();
  if (Object.keys(logins).some((provider) => pool.samlProviderArns.includes(provider))) throw noClassicFlowWithSaml();
}
