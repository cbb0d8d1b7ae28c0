import { isDeepStrictEqual } from 'node:util';
import type { IssuerTable } from '../identities/issuer-fetch';
import { type KeyPair, type MakeKeyPair, makeKeyPair } from '../shared/key-pair';
import type { DeployedIssuer } from './deployed-issuers';
import { type IssuerDirectory, type IssuerSurroundings, startIssuers } from './issuer-directory';

/** Remembers where issuers listen. */
export interface IssuerPorts {
  of(issuer: string): number | undefined;
  note(issuer: string, url: string): void;
}

/** What issuers are played with. */
export interface PlaySurroundings extends IssuerSurroundings {
  /** Absent: nothing is remembered, and each that is not there yet listens anywhere. */
  readonly ports?: IssuerPorts;
  /** Whether an issuer that is played from the start listens anywhere where somebody else has its port. @default it is not started */
  readonly anyPort?: boolean;
}

interface Playing {
  readonly issuer: DeployedIssuer;
  readonly directory: IssuerDirectory;
}

/**
 * The issuers that are played on this machine, as deployments come and go: one that a deployment adds is started, one that knows other
 * apps or claims now is started anew with the keys that it had, and one that nobody names any more is stopped.
 */
export class IssuersAtPlay {
  readonly #surroundings: PlaySurroundings;
  readonly #playing = new Map<string, Playing>();
  readonly #keys = new Map<string, Promise<KeyPair>>();
  /** How many pairs an issuer has had. */
  readonly #asked = new Map<string, number>();

  constructor(surroundings: PlaySurroundings) {
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
   * Plays these from now on. Each listens where it did last.
   *
   * @param taken what becomes of one whose port somebody else has: by a deployment it is to be there, wherever
   * @throws Error where one can't be started; those that could are there
   */
  async follow(wanted: readonly DeployedIssuer[], taken: 'refuse' | 'elsewhere' = 'refuse'): Promise<void> {
    const names = new Set(wanted.map(({ name }) => name));
    const gone = [...this.#playing].filter(([name]) => !names.has(name));
    const changed = wanted.filter((issuer) => !isDeepStrictEqual(this.#playing.get(issuer.name)?.issuer, issuer));
    await Promise.all([
      ...gone.map(([name, { directory }]) => {
        this.#playing.delete(name);
        return directory.stop();
      }),
      ...changed.map((issuer) => this.#start(issuer, taken)),
    ]);
  }

  async stop(): Promise<void> {
    await this.follow([]);
  }

  async #start(issuer: DeployedIssuer, taken: 'refuse' | 'elsewhere'): Promise<void> {
    const before = this.#playing.get(issuer.name);
    const { ports, anyPort, ...surroundings } = this.#surroundings;
    const { name } = issuer;
    const makeKeyPair = this.#keysOf(name);
    const port = before === undefined ? ports?.of(name) : portOf(before.directory);
    // Its port is the other one's next: apps and bookmarks have it.
    this.#playing.delete(name);
    await before?.directory.stop();
    const start = (at: number | undefined) =>
      startIssuers([issuer], { ...surroundings, makeKeyPair, portOf: () => at });
    const directory = await start(port).catch((error: Error) => {
      if (port === undefined) throw error;
      if (anyPort || taken === 'elsewhere') return start(undefined);
      throw new Error(`${error.message}: stop what listens there, or start with --port 0, which then takes a free one`);
    });
    const url = urlOf(directory);
    if (url !== undefined) ports?.note(name, url);
    this.#playing.set(issuer.name, { issuer, directory });
  }

  /** The pair that an issuer had last, where it is started anew; whatever it asks for after that is another. */
  #keysOf(name: string): MakeKeyPair {
    let kept = this.#keys.get(name);
    return (asked) => {
      const number = (this.#asked.get(name) ?? 0) + 1;
      const another = () =>
        (this.#surroundings.makeKeyPair ?? makeKeyPair)(number === 1 ? asked : `${asked} ${number}`);
      if (kept === undefined) this.#asked.set(name, number);
      const pair = kept ?? another();
      kept = undefined;
      this.#keys.set(name, pair);
      return pair;
    };
  }

  #all(): readonly IssuerDirectory[] {
    return [...this.#playing.values()].map(({ directory }) => directory);
  }
}

function urlOf({ identityProviders, standIns, samlProviders }: IssuerDirectory): string | undefined {
  const [url] = [
    ...identityProviders.map((one) => one.url),
    ...standIns.map((one) => one.signInUrl),
    ...samlProviders.map((one) => one.ssoUrl),
  ];
  return url;
}

function portOf(directory: IssuerDirectory): number | undefined {
  const url = urlOf(directory);
  return url === undefined ? undefined : Number(new URL(url).port);
}
