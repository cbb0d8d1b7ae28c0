import type { Operation } from '../operation';
import type { UserPool } from './user-pool';
import type { UserPools } from './user-pools';

/**
 * What a pool's issuer tells about itself: its discovery document and its keys, as GETs without signature.
 *
 * @param path of the request: `/<pool ID>/.well-known/…`
 * @returns undefined for a pool that is not there, or another path
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html documented
 */
export function wellKnown(pools: UserPools, path: string): Operation<undefined, object> | undefined {
  const [, poolId = '', name = ''] = /^\/([^/]+)\/\.well-known\/([\w.-]+)$/.exec(path) ?? [];
  const pool = pools.find(poolId);
  if (pool === undefined) return undefined;
  if (name === 'jwks.json') return publicDocument('JsonWebKeySet', () => pool.keys.keySet());
  return name === 'openid-configuration' ? publicDocument('OpenIdConfiguration', () => discovery(pool)) : undefined;
}

/** Without the endpoints of managed login, which is not played here. */
function discovery({ issuer }: UserPool): object {
  return {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function publicDocument(name: string, run: () => object | Promise<object>): Operation<undefined, object> {
  return { name, signature: 'none', parse: () => undefined, authorize: () => [], run };
}
