import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { SessionCredentials } from '../sessions/session';
import type { KeyPair, MakeKeyPair } from '../shared/key-pair';
import { MapCollection } from '../state/map-collection';
import type { AccountKeeper } from '../state/persisted';

/** A key as it is kept: an RSA key in PKCS #8, or an access key. */
type KeptKey =
  | { readonly kind: 'rsa'; readonly privateKey: string }
  | { readonly kind: 'access-key'; readonly accessKeyId: string; readonly secretAccessKey: string };

/** The keys of an account that is kept, by name: what was signed, and who was let in, before a restart is so afterwards. */
export class KeptKeys extends MapCollection<KeptKey> {
  readonly #make: MakeKeyPair;
  readonly #pairs = new Map<string, Promise<KeyPair>>();
  #tellRestored = () => {};
  /** Until then nobody knows whether there is a key of a name. */
  readonly #isRestored = new Promise<void>((resolve) => {
    this.#tellRestored = resolve;
  });

  /** @param make makes those that are not there yet */
  constructor(make: MakeKeyPair, keeper: AccountKeeper) {
    super('keys', keeper);
    this.#make = make;
  }

  /** The pair of a name, made where there is none. */
  readonly pair: MakeKeyPair = (name) => {
    const known = this.#pairs.get(name);
    if (known !== undefined) return known;
    const pair: Promise<KeyPair> = this.#find(name, () => this.#pairs.get(name) === pair);
    this.#pairs.set(name, pair);
    // The next to ask tries again.
    pair.catch(() => {
      if (this.#pairs.get(name) === pair) this.#pairs.delete(name);
    });
    return pair;
  };

  /** The access key of a name, made where there is none; only once all is restored. */
  accessKey(name: string, make: () => SessionCredentials): SessionCredentials {
    const kept = this.read(name);
    if (kept?.kind === 'access-key') return { accessKeyId: kept.accessKeyId, secretAccessKey: kept.secretAccessKey };
    const { accessKeyId, secretAccessKey } = make();
    this.set(name, { kind: 'access-key', accessKeyId, secretAccessKey });
    return { accessKeyId, secretAccessKey };
  }

  /** Forgets a pair: whoever had it is gone, and what asks under its name later gets another. One that is being made is not kept. */
  retire(name: string): void {
    this.#pairs.delete(name);
    this.delete(name);
  }

  restored(): void {
    this.#tellRestored();
  }

  async #find(name: string, isWanted: () => boolean): Promise<KeyPair> {
    await this.#isRestored;
    const kept = this.read(name);
    if (kept?.kind === 'rsa') {
      const privateKey = createPrivateKey(kept.privateKey);
      return { privateKey, publicKey: createPublicKey(kept.privateKey) };
    }
    const pair = await this.#make(name);
    const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    if (isWanted()) this.set(name, { kind: 'rsa', privateKey });
    return pair;
  }
}
