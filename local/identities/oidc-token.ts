import type { JWTVerifyGetKey } from 'jose';
import type { Clock } from '../shared/clock';
import { type Claims, unverifiedClaims, verifySignature } from './compact-token';
import { TokenRefused } from './token-refused';

/** What a service asks of an ID token. */
export interface OidcRules {
  readonly algorithms: readonly string[];
  readonly requiredClaims: readonly string[];
  /** How long after its expiry a token still passes, in seconds. */
  readonly expiryGraceSeconds: number;
  /** At most this many characters. */
  readonly maximumLength: number;
  /** Whether a token for several audiences passes without an `azp` that says which one asked for it. */
  readonly severalAudiences: boolean;
}

/**
 * The identity pool's rules: RSA signatures only, `azp` before `aud` (documented: Cognito guide, "OpenID Connect providers").
 * That page grants five minutes for clock skew; an ID token 271 seconds past its expiry was refused all the same
 * (observed: aws-sdk-ios#2570), so none is granted here.
 */
export const poolRules: OidcRules = {
  algorithms: ['RS256', 'RS384', 'RS512'],
  requiredClaims: ['iss', 'aud', 'sub', 'exp'],
  expiryGraceSeconds: 0,
  maximumLength: 50_000,
  severalAudiences: true,
};

/**
 * The rules of STS (documented: AssumeRoleWithWebIdentity; IAM guide, "Create an OIDC provider"). A token for several
 * audiences without `azp` is refused: what AWS answers is unconfirmed.
 */
export const stsRules: OidcRules = {
  algorithms: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'],
  requiredClaims: ['iss', 'aud', 'sub', 'exp', 'iat'],
  expiryGraceSeconds: 300,
  maximumLength: 20_000,
  severalAudiences: false,
};

/** How far a clock may be ahead of ours (documented: five minutes). */
const clockSkewSeconds = 300;

/** A verified ID token. */
export interface OidcToken {
  readonly subject: string;
  /** The client ID that counts: `azp` where the token has one. */
  readonly audience: string;
  /** `aud`, where `azp` stands in its place. */
  readonly originalAudience?: readonly string[];
  readonly claims: Claims;
}

/** Whose token is expected. */
export interface OidcExpectation {
  /** `https://…`, compared exactly. */
  readonly issuer: string;
  /** `any`: whoever trusts the token judges its audience, as a role's trust policy does. */
  readonly clientIds: readonly string[] | 'any';
  readonly keys: JWTVerifyGetKey;
  readonly rules: OidcRules;
  readonly clock: Clock;
}

/**
 * Verifies an ID token: issuer, signature, times, audience, in this order.
 *
 * @throws TokenRefused
 */
export async function verifyOidcToken(token: string, expected: OidcExpectation): Promise<OidcToken> {
  const { rules } = expected;
  const claims = unverifiedClaims(token, rules.maximumLength);
  if (claims.iss !== expected.issuer) throw new TokenRefused('wrong-issuer');
  await verifySignature(token, expected.keys, rules.algorithms);
  for (const claim of rules.requiredClaims) {
    if (claims[claim] === undefined || claims[claim] === '') throw new TokenRefused('missing-claim', claim);
  }
  checkTimes(claims, expected.clock.now() / 1000, rules.expiryGraceSeconds);
  return { subject: subjectOf(claims), ...audienceOf(claims, expected.clientIds, rules), claims };
}

/** Refuses a token that has expired, or is not valid yet. Times are in seconds since the epoch. */
export function checkTimes(claims: Claims, now: number, expiryGraceSeconds: number): void {
  const expiry = timeOf(claims, 'exp');
  if (expiry === undefined) throw new TokenRefused('missing-claim', 'exp');
  if (now >= expiry + expiryGraceSeconds) {
    throw new TokenRefused('expired', `${Math.floor(now)} >= ${Math.floor(expiry)}`);
  }
  for (const claim of ['nbf', 'iat']) {
    const time = timeOf(claims, claim);
    if (time !== undefined && time > now + clockSkewSeconds) throw new TokenRefused('not-yet-valid', claim);
  }
}

/**
 * An integer (**documented**: AssumeRoleWithWebIdentity, WebIdentityToken, of an integer or a long one). That Cognito refuses another
 * number is **unconfirmed**.
 */
function timeOf(claims: Claims, claim: string): number | undefined {
  const value = claims[claim];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new TokenRefused('malformed');
  return value;
}

function subjectOf({ sub }: Claims): string {
  if (typeof sub !== 'string') throw new TokenRefused('malformed');
  return sub;
}

function audienceOf(claims: Claims, clientIds: readonly string[] | 'any', rules: OidcRules) {
  const accepted = (clientId: string) => clientIds === 'any' || clientIds.includes(clientId);
  const audiences = [claims.aud].flat();
  // Nor does `azp` stand for an audience that is none. What AWS makes of an empty one is unconfirmed.
  const isNamed = (audience: unknown): audience is string => typeof audience === 'string' && audience !== '';
  if (audiences.length === 0 || !audiences.every(isNamed)) throw new TokenRefused('malformed');
  const { azp } = claims;
  if (azp !== undefined) {
    if (typeof azp !== 'string' || !accepted(azp)) throw new TokenRefused('wrong-audience');
    return { audience: azp, originalAudience: audiences };
  }
  if (audiences.length > 1 && !rules.severalAudiences) throw new TokenRefused('wrong-audience');
  const audience = audiences.find(accepted);
  if (audience === undefined) throw new TokenRefused('wrong-audience');
  return { audience };
}
