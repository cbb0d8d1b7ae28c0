import type { Operation } from '../../http/operation';
import { type PoolTokens, poolIssuer } from '../../identities/pool-tokens';

const discoveryPath = '/.well-known/openid-configuration';
const keysPath = '/.well-known/jwks_uri';

/**
 * What the pools' own issuer tells about itself: its discovery document and its keys, at the paths that AWS has them at (observed).
 * Both are GETs without signature.
 */
export function wellKnown(tokens: PoolTokens): ReadonlyMap<string, Operation<undefined, object>> {
  return new Map([
    [
      discoveryPath,
      publicDocument('OpenIdConfiguration', () => ({
        issuer: poolIssuer,
        jwks_uri: `${poolIssuer}${keysPath}`,
        authorization_endpoint: poolIssuer,
        response_types_supported: ['id_token'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS512'],
      })),
    ],
    [keysPath, publicDocument('JsonWebKeySet', () => tokens.keySet())],
  ]);
}

function publicDocument(name: string, run: () => object | Promise<object>): Operation<undefined, object> {
  return { name, signature: 'none', parse: () => undefined, authorize: () => [], run };
}
