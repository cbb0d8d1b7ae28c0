import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { SessionCredentials } from '../sessions/session';
import type { KeyPair, MakeKeyPair } from '../shared/key-pair';
import type { AccountKeeper, PersistedCollection } from '../state/persisted';

/** A key as it is kept: an RSA key in PKCS #8, or an access key. */
type KeptKey =
  | { readonly kind: 'rsa'; readonly privateKey: string }
  | { readonly kind: 'access-key'; readonly accessKeyId: string; readonly secretAccessKey: string };

/** The keys of an account that is kept, by name: what was signed, and who was let in, before a restart is so afterwards. */
export class KeptKeys implements PersistedCollection<KeptKey> {
  readonly name = 'keys';
  readonly version = 1;
  readonly #make: MakeKeyPair;
  readonly #keeper: AccountKeeper;
  readonly #records = new Map<string, KeptKey>();
  readonly #pairs = new Map<string, Promise<KeyPair>>();
  #tellRestored = () => {};
  /** Until then nobody knows whether there is a key of a name. */
  readonly #isRestored = new Promise<void>((resolve) => {
    this.#tellRestored = resolve;
  });

  /** @param make makes those that are not there yet */
  constructor(make: MakeKeyPair, keeper: AccountKeeper) {
    this.#make = make;
    this.#keeper = keeper;
  }

  /** The pair of a name, made where there is none. */
  readonly pair: MakeKeyPair = (name) => {
    const known = this.#pairs.get(name);
    if (known !== undefined) return known;
    const pair = this.#find(name);
    this.#pairs.set(name, pair);
    // The next to ask tries again.
    pair.catch(() => this.#pairs.delete(name));
    return pair;
  };

  /** The access key of a name, made where there is none; only once all is restored. */
  accessKey(name: string, make: () => SessionCredentials): SessionCredentials {
    const kept = this.#records.get(name);
    if (kept?.kind === 'access-key') return { accessKeyId: kept.accessKeyId, secretAccessKey: kept.secretAccessKey };
    const { accessKeyId, secretAccessKey } = make();
    this.#keep(name, { kind: 'access-key', accessKeyId, secretAccessKey });
    return { accessKeyId, secretAccessKey };
  }

  keys(): Iterable<string> {
    return this.#records.keys();
  }

  read(key: string): KeptKey | undefined {
    return this.#records.get(key);
  }

  restore(key: string, value: KeptKey): void {
    this.#records.set(key, value);
  }

  restored(): void {
    this.#tellRestored();
  }

  async #find(name: string): Promise<KeyPair> {
    await this.#isRestored;
    const kept = this.#records.get(name);
    if (kept?.kind === 'rsa') {
      const privateKey = createPrivateKey(kept.privateKey);
      return { privateKey, publicKey: createPublicKey(kept.privateKey) };
    }
    const pair = await this.#make(name);
    this.#keep(name, { kind: 'rsa', privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() });
    return pair;
  }

  #keep(name: string, key: KeptKey): void {
    this.#records.set(name, key);
    this.#keeper.changed(this.name, name);
  }
}
