import type { Clock } from '../shared/clock';
import type { IssuerKeys } from './issuer-keys';
import type { LoginVerifier } from './login-verifier';
import { poolRules, verifyOidcToken } from './oidc-token';

/** An OpenID Connect issuer that an identity pool accepts. */
export interface OidcLoginOptions {
  /** Its key in `Logins`: the issuer without `https://`. */
  readonly provider: string;
  /** `https://…`, exactly as tokens have it in `iss`. */
  readonly issuer: string;
  readonly clientIds: readonly string[];
  readonly keys: IssuerKeys;
  readonly clock: Clock;
  /** The name of an IAM OIDC provider in role mappings and principal tags: its ARN. Absent: the key in `Logins`. */
  readonly arn?: string;
}

/** Verifies ID tokens of one issuer by the identity pool's rules. */
export function oidcLogin({ provider, issuer, clientIds, keys, clock, arn }: OidcLoginOptions): LoginVerifier {
  const mappingKey = arn ?? provider;
  return {
    provider,
    roleMappingKeys: [mappingKey],
    principalTagKey: mappingKey,
    verify: async (token) => {
      const expected = { issuer, clientIds, keys: keys.find, rules: poolRules, clock };
      const { subject, claims } = await verifyOidcToken(token, expected);
      return { provider, subject, claims, roleMappingKey: mappingKey, principalTagKey: mappingKey };
    },
  };
}
