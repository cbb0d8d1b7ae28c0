import type { KeyObject } from 'node:crypto';
import { exportJWK, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey, SignJWT } from 'jose';
import { TokenRefused } from '../../../identities/token-refused';
import { type KeyPair, keyHash, type MakeKeyPair, makeKeyPair } from '../../../shared/key-pair';

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
  readonly #keys: readonly Promise<NamedKeys>[];
  /** By which they were asked for. */
  readonly names: readonly string[];

  /**
   * @param poolId the keys are asked for by it
   * @param make by default new ones, whose making starts here, beside whatever else the start does
   */
  constructor(poolId: string, make: MakeKeyPair = makeKeyPair) {
    const nameOf = (use: TokenUse) => `user-pool ${poolId} ${use}`;
    this.names = uses.map(nameOf);
    this.#keys = uses.map((use) => {
      const keys = make(nameOf(use)).then((pair) => ({
        ...pair,
        use,
        kid: keyHash(pair).toString('base64'),
      }));
      // A failure is met by whoever asks for the key; until then it must not end the process.
      keys.catch(() => {});
      return keys;
    });
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
    const keys = (await Promise.all(this.#keys)).map(async ({ kid, publicKey }) => {
      const { kty, n, e } = await exportJWK(publicKey);
      return { alg: algorithm, e, kid, kty: kty ?? 'RSA', n, use: 'sig' };
    });
    return { keys: await Promise.all(keys) };
  }

  async #named(isWanted: (named: NamedKeys) => boolean): Promise<NamedKeys> {
    const found = (await Promise.all(this.#keys)).find(isWanted);
    if (found === undefined) throw new TokenRefused('no-key');
    return found;
  }
}
