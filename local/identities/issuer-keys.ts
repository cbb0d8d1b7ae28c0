import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Clock } from '../shared/clock';
import { TokenRefused } from './token-refused';

/** What fetching an issuer's keys needs. */
export interface IssuerKeysOptions {
  /** Maps an issuer to the address it listens at, where it is a local one. */
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** The address that stands for an issuer, where one does. Without it, every issuer is found by its name. */
  readonly addressOf?: (issuer: string) => string | undefined;
  /**
   * How long fetched keys are kept although a token names another one. Default ten minutes: a rotation without overlap
   * is refused that long at AWS (documented: Cognito guide, OpenID Connect providers). 0 fetches again for every unknown key.
   */
  readonly unknownKeySeconds?: number;
}

/** Keys are fetched again after this time in any case. */
const maximumAgeSeconds = 24 * 60 * 60;
/** AWS gives an issuer five seconds (documented: repost.aws, InvalidIdentityToken). */
const timeoutMilliseconds = 5_000;

const discoveryDocument = z.looseObject({ issuer: z.string(), jwks_uri: z.string() });
const keySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) });

interface FetchedKeys {
  readonly find: JWTVerifyGetKey;
  readonly at: number;
}

/** The public keys of one issuer, found through its discovery document and cached. */
export class IssuerKeys {
  readonly #issuer: string;
  readonly #options: IssuerKeysOptions;
  #fetched: FetchedKeys | undefined;
  #fetching: Promise<FetchedKeys> | undefined;

  /** @param issuer `https://…`, exactly as tokens have it in `iss` */
  constructor(issuer: string, options: IssuerKeysOptions) {
    this.#issuer = issuer;
    this.#options = options;
  }

  /**
   * Finds the key that a token names, for jose.
   *
   * @throws TokenRefused where there is none (`no-key`) or the issuer does not answer (`issuer-unreachable`)
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.#current();
    try {
      return await keys.find(header, token);
    } catch {
      const unknownKeySeconds = this.#options.unknownKeySeconds ?? 600;
      if (this.#age(keys) < unknownKeySeconds) throw new TokenRefused('no-key');
    }
    const newer = await this.#fetch();
    try {
      return await newer.find(header, token);
    } catch {
      throw new TokenRefused('no-key');
    }
  };

  async #current(): Promise<FetchedKeys> {
    if (this.#fetched !== undefined && this.#age(this.#fetched) < maximumAgeSeconds) return this.#fetched;
    return this.#fetch();
  }

  /** Several tokens at once wait for one fetch. */
  #fetch(): Promise<FetchedKeys> {
    this.#fetching ??= this.#download()
      .then((keys) => {
        this.#fetched = keys;
        return keys;
      })
      .finally(() => {
        this.#fetching = undefined;
      });
    return this.#fetching;
  }

  async #download(): Promise<FetchedKeys> {
    const address = `${this.#issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const document = discoveryDocument.safeParse(await this.#json(address));
    if (!document.success) throw new TokenRefused('issuer-unreachable', 'its discovery document is not one');
    if (document.data.issuer !== this.#issuer) {
      throw new TokenRefused('issuer-unreachable', `its discovery document is of ${document.data.issuer}`);
    }
    if (!this.#isOwn(document.data.jwks_uri)) {
      throw new TokenRefused('issuer-unreachable', 'its jwks_uri is not https');
    }
    const keys = keySet.safeParse(await this.#json(document.data.jwks_uri));
    if (!keys.success) throw new TokenRefused('issuer-unreachable', 'its key set is not one');
    return { find: createLocalJWKSet(keys.data as JSONWebKeySet), at: this.#options.clock.now() };
  }

  /**
   * A key set is fetched by `https` (documented: IAM guide, OIDC prerequisites), or from the very address that stands for the issuer:
   * a local provider that knows nothing of its issuer's name says where it listens.
   */
  #isOwn(keySetUrl: string): boolean {
    if (keySetUrl.startsWith('https://')) return true;
    const address = this.#options.addressOf?.(this.#issuer);
    return address !== undefined && URL.canParse(keySetUrl) && new URL(keySetUrl).origin === new URL(address).origin;
  }

  async #json(url: string): Promise<unknown> {
    try {
      const response = await this.#options.fetch(url, {
        headers: { accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return await response.json();
    } catch (error) {
      throw new TokenRefused('issuer-unreachable', error instanceof Error ? error.message : 'no answer');
    }
  }

  #age(keys: FetchedKeys): number {
    return (this.#options.clock.now() - keys.at) / 1000;
  }
}

/** The keys of every issuer, fetched once for all who verify its tokens. */
export class Issuers {
  readonly #options: IssuerKeysOptions;
  readonly #byIssuer = new Map<string, IssuerKeys>();

  constructor(options: IssuerKeysOptions) {
    this.#options = options;
  }

  /** @param issuer one that a template or the inventory names, never one that only a token claims */
  keysOf(issuer: string): IssuerKeys {
    let keys = this.#byIssuer.get(issuer);
    if (keys === undefined) {
      keys = new IssuerKeys(issuer, this.#options);
      this.#byIssuer.set(issuer, keys);
    }
    return keys;
  }

  /** The issuers whose keys were asked for. */
  names(): readonly string[] {
    return [...this.#byIssuer.keys()];
  }
}
