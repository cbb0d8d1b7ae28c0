import { isDeepStrictEqual } from 'node:util';
import type { IssuerTable } from '../identities/issuer-fetch';
import { type KeyPair, type MakeKeyPair, makeKeyPair } from '../shared/key-pair';
import type { DeployedIssuer } from './deployed-issuers';
import { type IssuerDirectory, type IssuerSurroundings, startIssuers } from './issuer-directory';

interface Playing {
  readonly issuer: DeployedIssuer;
  readonly directory: IssuerDirectory;
}

/**
 * The issuers that are played on this machine, as deployments come and go: one that a deployment adds is started, one that knows other
 * apps or claims now is started anew with the keys that it had, and one that nobody names any more is stopped.
 */
export class IssuersAtPlay {
  readonly #surroundings: IssuerSurroundings;
  readonly #playing = new Map<string, Playing>();
  readonly #keys = new Map<string, Promise<KeyPair>>();

  constructor(surroundings: IssuerSurroundings) {
    this.#surroundings = surroundings;
  }

  get identityProviders() {
    return this.#all().flatMap(({ identityProviders }) => identityProviders);
  }

  get standIns() {
    return this.#all().flatMap(({ standIns }) => standIns);
  }

  get samlProviders() {
    return this.#all().flatMap(({ samlProviders }) => samlProviders);
  }

  /** Issuer → address, for those that are not fetched for real. */
  get table(): IssuerTable {
    return Object.assign({}, this.#surroundings.mapped, ...this.#all().map(({ table }) => table));
  }

  /**
   * Plays these from now on.
   *
   * @throws Error where one can't be started; those that could are there
   */
  async follow(wanted: readonly DeployedIssuer[]): Promise<void> {
    const names = new Set(wanted.map(({ name }) => name));
    const gone = [...this.#playing].filter(([name]) => !names.has(name));
    const changed = wanted.filter((issuer) => !isDeepStrictEqual(this.#playing.get(issuer.name)?.issuer, issuer));
    await Promise.all([
      ...gone.map(([name, { directory }]) => {
        this.#playing.delete(name);
        return directory.stop();
      }),
      ...changed.map((issuer) => this.#start(issuer)),
    ]);
  }

  async stop(): Promise<void> {
    await this.follow([]);
  }

  async #start(issuer: DeployedIssuer): Promise<void> {
    const before = this.#playing.get(issuer.name);
    const directory = await startIssuers([issuer], { ...this.#surroundings, makeKeyPair: this.#keysOf(issuer.name) });
    this.#playing.set(issuer.name, { issuer, directory });
    await before?.directory.stop();
  }

  /** The pair that an issuer had last, where it is started anew; whatever it asks for after that is another. */
  #keysOf(name: string): MakeKeyPair {
    let kept = this.#keys.get(name);
    return () => {
      const pair = kept ?? (this.#surroundings.makeKeyPair ?? makeKeyPair)();
      kept = undefined;
      this.#keys.set(name, pair);
      return pair;
    };
  }

  #all(): readonly IssuerDirectory[] {
    return [...this.#playing.values()].map(({ directory }) => directory);
  }
}
