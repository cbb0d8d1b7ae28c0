import { type Claims, claimedIssuer, verifySignature } from '../../identities/compact-token';
import { checkTimes } from '../../identities/oidc-token';
import { TokenRefused } from '../../identities/token-refused';
import type { ApiMethod, UserPoolAuthorizer } from '../api-gateway/definition';
import type { UserPools } from '../cognito-idp/user-pools';
import { boundedMatch } from './bounded-pattern';
import { unauthorized } from './gateway-refusal';

/**
 * Verifies the token that a method of the type `COGNITO_USER_POOLS` is called with: an ID token; an access token with one of the method's
 * scopes, where it has some (**documented**: "Integrate a REST API with a user pool"). A token is good until it expires, whoever signed out
 * or was deleted since (**documented**: API Gateway asks the pool about no token, "Revoking tokens").
 *
 * That `Bearer` may stand before it is **observed**: aws-amplify/docs#1137, amazon-cognito-identity-js#165.
 *
 * @returns its claims
 * @throws GatewayRefusal
 */
export async function authorizedClaims(
  pools: UserPools,
  authorizer: UserPoolAuthorizer | undefined,
  { scopes }: Pick<ApiMethod, 'scopes'>,
  headers: Readonly<Record<string, string>>,
): Promise<Claims> {
  const isThere = authorizer !== undefined && Object.hasOwn(headers, authorizer.header);
  const written = isThere ? headers[authorizer.header] : undefined;
  const token = written?.replace(/^Bearer +/i, '').trim() ?? '';
  if (authorizer === undefined || token === '') throw unauthorized();
  try {
    const claims = await verified(pools, authorizer, token);
    if (!isForMethod(claims, authorizer, scopes)) throw unauthorized();
    return claims;
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
    throw unauthorized(error.refusal === 'expired' ? 'The incoming token has expired' : undefined);
  }
}

async function verified(pools: UserPools, { poolIds }: UserPoolAuthorizer, token: string): Promise<Claims> {
  const issuer = claimedIssuer(token, 20_000);
  const pool = poolIds.map((id) => pools.find(id)).find((one) => one?.issuer === issuer);
  if (pool === undefined) throw new TokenRefused('wrong-issuer');
  const claims = await verifySignature(token, pool.keys.find, ['RS256']);
  checkTimes(claims, pool.clock.now() / 1000, 0);
  return claims;
}

function isForMethod(claims: Claims, { validationExpression }: UserPoolAuthorizer, scopes: readonly string[]): boolean {
  if (scopes.length > 0) {
    // Documented: with scopes the method takes access tokens. What it answers to one that has none of them is unconfirmed, as a status.
    const held = String(claims.scope ?? '').split(' ');
    return claims.token_use === 'access' && scopes.some((scope) => held.includes(scope));
  }
  if (claims.token_use !== 'id' || typeof claims.aud !== 'string') return false;
  // Documented: IdentityValidationExpression is matched against `aud`. That it is the whole of it is unconfirmed, and narrower.
  return validationExpression === undefined || boundedMatch(`^(?:${validationExpression})$`, claims.aud) === true;
}

/** Claims as an event has them: texts, lists joined by commas, times as Java writes them (**observed**: amazon-cognito-identity-js#92; how lists are joined is **unconfirmed**). */
export function claimTexts(claims: Claims): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => {
      if ((name === 'exp' || name === 'iat') && typeof value === 'number') return [name, javaDate(value)];
      if (Array.isArray(value)) return [name, value.join(',')];
      return [name, typeof value === 'object' ? JSON.stringify(value) : String(value)];
    }),
  );
}

/** `Sat Nov 28 05:10:00 UTC 2026` */
function javaDate(seconds: number): string {
  const [, day, date, month, year, time] =
    /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(seconds * 1000).toUTCString()) ?? [];
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}
