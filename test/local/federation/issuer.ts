import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportJWK, type JSONWebKeySet, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import type { Clock } from '../../../local/shared/clock';
import type { KeyPair } from '../../../local/shared/key-pair';
import { keyPairOnHand } from '../../once-per-worker/key-pairs';

/** An issuer's key pairs in the order of their use. */
function keysFor(algorithm: string, number: number): KeyPair {
  return algorithm === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : keyPairOnHand(number);
}

/** What a test changes of a token: a claim set to undefined is left out. */
export type Claims = Record<string, unknown>;

/** An OpenID Connect issuer in the test's own process: real keys, real tokens, and the two documents that it serves. */
export class Issuer {
  /** How often its key set was fetched. */
  keySetFetches = 0;
  /** What it claims to be in its discovery document. */
  claimsToBe: string;
  down = false;
  #keys: KeyPair;
  #keyId = 'key-1';
  #published: JSONWebKeySet = { keys: [] };

  private constructor(
    readonly url: string,
    readonly clientId: string,
    readonly algorithm: string,
    readonly clock: Clock,
    keys: KeyPair,
  ) {
    this.#keys = keys;
    this.claimsToBe = url;
  }

  static async start(url: string, clientId: string, clock: Clock, algorithm = 'RS256'): Promise<Issuer> {
    const issuer = new Issuer(url, clientId, algorithm, clock, keysFor(algorithm, 1));
    await issuer.#publish();
    return issuer;
  }

  /** The issuer without `https://`. */
  get name(): string {
    return this.url.slice('https://'.length);
  }

  /** What it signs with, under the key ID of its header, for tokens that no library makes. */
  get signer(): { readonly header: { readonly alg: string; readonly kid: string }; readonly key: KeyObject } {
    return { header: { alg: this.algorithm, kid: this.#keyId }, key: this.#keys.privateKey };
  }

  get publishedKeys(): JSONWebKeySet {
    return this.#published;
  }

  /** New keys, and the old ones are gone from the key set. */
  async rotate(): Promise<void> {
    const number = Number(this.#keyId.slice('key-'.length)) + 1;
    this.#keys = keysFor(this.algorithm, number);
    this.#keyId = `key-${number}`;
    await this.#publish();
  }

  /** An ID token for a player, valid for an hour; `claims` replaces what it says, `header` how it is signed. */
  idToken(
    sub: string,
    claims: Claims = {},
    header: Partial<JWTHeaderParameters> = {},
    key?: KeyObject | Uint8Array,
  ): Promise<string> {
    const now = Math.floor(this.clock.now() / 1000);
    const payload: JWTPayload = { iss: this.url, aud: this.clientId, sub, iat: now, exp: now + 3600, ...claims };
    return new SignJWT(payload)
      .setProtectedHeader({ alg: this.algorithm, kid: this.#keyId, ...header })
      .sign(key ?? this.#keys.privateKey);
  }

  serve(path: string): Response {
    if (this.down) throw new TypeError('fetch failed');
    if (path === '/.well-known/openid-configuration') {
      return Response.json({ issuer: this.claimsToBe, jwks_uri: `${this.url}/keys` });
    }
    if (path === '/keys') {
      this.keySetFetches++;
      return Response.json(this.#published);
    }
    return new Response('', { status: 404 });
  }

  async #publish(): Promise<void> {
    const jwk = await exportJWK(this.#keys.publicKey);
    this.#published = { keys: [{ ...jwk, kid: this.#keyId, alg: this.algorithm, use: 'sig' }] };
  }
}

/** A `fetch` that reaches these issuers, and nothing else but what `elsewhere` reaches. */
export function issuersFetch(issuers: readonly Issuer[], elsewhere: typeof fetch = unreachable): typeof fetch {
  return async (input, init) => {
    const url = String(input);
    const issuer = issuers.find((candidate) => url.startsWith(`${candidate.url}/`));
    if (issuer === undefined) return elsewhere(input, init);
    return issuer.serve(url.slice(issuer.url.length));
  };
}

const unreachable: typeof fetch = async () => {
  throw new TypeError('fetch failed');
};
