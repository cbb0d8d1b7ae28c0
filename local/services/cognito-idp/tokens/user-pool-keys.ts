import type { KeyObject } from 'node:crypto';
import { exportJWK, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey, SignJWT } from 'jose';
import { TokenRefused } from '../../../identities/token-refused';
import { type KeyPair, keyHash, type MakeKeyPair, makeKeyPair } from '../../../shared/key-pair';
import { OnDemand } from '../../../shared/on-demand';

/** What a token is for: its `token_use`. */
export type TokenUse = 'id' | 'access';

const algorithm = 'RS256';

const uses = ['id', 'access'] as const;

interface NamedKeys extends KeyPair {
  readonly kid: string;
  readonly use: TokenUse;
}

/** The keys of one user pool: RSA, one for its ID tokens and one for its access tokens (documented: two keys in its `jwks.json`). */
export class UserPoolKeys {
  readonly #keys: readonly OnDemand<NamedKeys>[];
  /** By which they are asked for. */
  readonly names: readonly string[];

  /**
   * @param poolId the keys are asked for by it
   * @param make by default new ones
   */
  constructor(poolId: string, make: MakeKeyPair = makeKeyPair) {
    const nameOf = (use: TokenUse) => `user-pool ${poolId} ${use}`;
    this.names = uses.map(nameOf);
    this.#keys = uses.map(
      (use) =>
        new OnDemand(async () => {
          const pair = await make(nameOf(use));
          return { ...pair, use, kid: keyHash(pair).toString('base64') };
        }),
    );
  }

  /** Begins to make the keys, which are made when they are needed otherwise: that takes a CPU more than 200 ms. */
  prepare(): void {
    for (const keys of this.#keys) keys.prepare();
  }

  /** A signed token, in compact form. */
  async sign(use: TokenUse, claims: JWTPayload): Promise<string> {
    const { kid, privateKey } = await this.#named((named) => named.use === use);
    return new SignJWT({ ...claims, token_use: use }).setProtectedHeader({ kid, alg: algorithm }).sign(privateKey);
  }

  /**
   * Finds the key that a token names, for jose.
   *
   * @throws TokenRefused where there is none
   */
  readonly find: JWTVerifyGetKey = async ({ kid }): Promise<KeyObject> =>
    (await this.#named((named) => named.kid === kid)).publicKey;

  /** The public keys, as `jwks.json` has them. */
  async keySet(): Promise<JSONWebKeySet> {
    const keys = (await this.#all()).map(async ({ kid, publicKey }) => {
      const { kty, n, e } = await exportJWK(publicKey);
      return { alg: algorithm, e, kid, kty: kty ?? 'RSA', n, use: 'sig' };
    });
    return { keys: await Promise.all(keys) };
  }

  async #named(isWanted: (named: NamedKeys) => boolean): Promise<NamedKeys> {
    const found = (await this.#all()).find(isWanted);
    if (found === undefined) throw new TokenRefused('no-key');
    return found;
  }

  #all(): Promise<NamedKeys[]> {
    return Promise.all(this.#keys.map((keys) => keys.get()));
  }
}
