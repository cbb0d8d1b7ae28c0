import { exportJWK, type JSONWebKeySet, type JWTVerifyGetKey, SignJWT } from 'jose';
import type { Clock } from '../shared/clock';
import { type KeyPair, keyHash, type MakeKeyPair, makeKeyPair } from '../shared/key-pair';
import { OnDemand } from '../shared/on-demand';
import { claimedIssuer, verifySignature } from './compact-token';
import { checkTimes } from './oidc-token';
import { sessionTags, sessionTagsClaim } from './session-tags';
import { TokenRefused } from './token-refused';

/** The principal that identity pools federate as, and the prefix of their condition keys (documented; commercial partition). */
export const poolPrincipal = 'cognito-identity.amazonaws.com';

/** `iss` of every identity pool's token (documented). */
export const poolIssuer = `https://${poolPrincipal}`;

const algorithm = 'RS512';

/** What an identity pool says of an identity. */
export interface PoolTokenSpec {
  readonly identityId: string;
  readonly poolId: string;
  readonly poolArn: string;
  /** The authentication methods: `unauthenticated`, or `authenticated` and what it was by. */
  readonly amr: readonly string[];
  readonly lifetimeSeconds: number;
  /** Session tags for whoever takes a role with the token. */
  readonly tags?: ReadonlyMap<string, string>;
}

/** A pool's token, verified. */
export interface PoolToken {
  readonly identityId: string;
  readonly poolId: string;
  readonly amr: readonly string[];
  readonly tags: ReadonlyMap<string, string>;
}

/**
 * Issues and verifies the OpenID tokens of identity pools: RS512, `iss` Cognito, `aud` the pool's ID, `sub` the identity ID, `amr`
 * a list (documented: Cognito guide); header and the claim with the pool's ARN as observed in issued tokens.
 */
export class PoolTokens {
  readonly #clock: Clock;
  readonly #keys: OnDemand<KeyPair & { readonly keyId: string }>;

  /**
   * @param region goes into the key's name
   * @param make by default a new pair
   */
  constructor(clock: Clock, region: string, make: MakeKeyPair = makeKeyPair) {
    this.#clock = clock;
    this.#keys = new OnDemand(async () => {
      const pair = await make('identity-pools');
      return { ...pair, keyId: `${region}-${keyHash(pair).toString('hex', 0, 4)}` };
    });
  }

  /** Begins to make the key, which is made when it is needed otherwise: that takes a CPU more than 100 ms. */
  prepare(): void {
    this.#keys.prepare();
  }

  /** A signed token, in compact form. */
  async issue(spec: PoolTokenSpec): Promise<string> {
    const now = Math.floor(this.#clock.now() / 1000);
    const { privateKey, keyId } = await this.#keys.get();
    return new SignJWT({
      sub: spec.identityId,
      aud: spec.poolId,
      amr: [...spec.amr],
      iss: poolIssuer,
      [`${poolIssuer}/identity-pool-arn`]: spec.poolArn,
      ...sessionTagsClaim(spec.tags ?? new Map()),
      exp: now + spec.lifetimeSeconds,
      iat: now,
    })
      .setProtectedHeader({ alg: algorithm, kid: keyId, typ: 'JWS' })
      .sign(privateKey);
  }

  /**
   * Verifies a token as one that an identity pool issued. Whose pool it was is for the caller, or the trust policy, to judge.
   *
   * @param expiryGraceSeconds STS grants five minutes, Cognito none
   * @throws TokenRefused
   */
  async verify(token: string, expiryGraceSeconds: number): Promise<PoolToken> {
    if (claimedIssuer(token, maximumTokenLength) !== poolIssuer) throw new TokenRefused('wrong-issuer');
    const findKey: JWTVerifyGetKey = async ({ kid }) => {
      const { keyId, publicKey } = await this.#keys.get();
      if (kid !== keyId) throw new TokenRefused('no-key');
      return publicKey;
    };
    const claims = await verifySignature(token, findKey, [algorithm]);
    checkTimes(claims, this.#clock.now() / 1000, expiryGraceSeconds);
    const { sub, aud, amr } = claims;
    if (typeof sub !== 'string' || typeof aud !== 'string' || !isStrings(amr)) throw new TokenRefused('malformed');
    return { identityId: sub, poolId: aud, amr, tags: sessionTags(claims) };
  }

  /** The public key, for the pools' `jwks_uri`. */
  async keySet(): Promise<JSONWebKeySet> {
    const { keyId, publicKey } = await this.#keys.get();
    const { kty, n, e } = await exportJWK(publicKey);
    return { keys: [{ kty: kty ?? 'RSA', n, e, kid: keyId, alg: algorithm, use: 'sig' }] };
  }
}

const maximumTokenLength = 20_000;

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
