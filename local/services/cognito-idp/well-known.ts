import type { Operation } from '../../http/operation';
import { signInUrlOf } from './managed-login/addresses';
import { hasManagedLogin } from './managed-login/pool-with-login';
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

/** With the endpoints of managed login where the pool has a domain (observed: swissgeol-boreholes-suite#1066). */
function discovery(pool: UserPool): object {
  const { issuer } = pool;
  return {
    ...(hasManagedLogin(pool) ? endpointsAt(signInUrlOf(pool)) : {}),
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function endpointsAt(domain: string): object {
  return {
    authorization_endpoint: `${domain}/oauth2/authorize`,
    token_endpoint: `${domain}/oauth2/token`,
    userinfo_endpoint: `${domain}/oauth2/userInfo`,
    revocation_endpoint: `${domain}/oauth2/revoke`,
    end_session_endpoint: `${domain}/logout`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  };
}

function publicDocument(name: string, run: () => object | Promise<object>): Operation<undefined, object> {
  return { name, signature: 'none', parse: () => undefined, authorize: () => [], run };
}
