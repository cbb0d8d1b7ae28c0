import type Provider from 'oidc-provider';
import { type MakeKeyPair, makeKeyPair } from '../shared/key-pair';
import { configuration } from './configuration';
import { loadOidcProvider } from './oidc-provider';
import { generateSigningKey, type SigningKey } from './signing-keys';

/** An `oidc-provider` that has its keys. */
export interface ReadyProvider {
  readonly provider: Provider;
  /** Answers a request. */
  readonly callback: ReturnType<Provider['callback']>;
}

/**
 * The `oidc-provider` of one issuer. It and its first key are made when it is first asked for: a key takes a CPU about 150 ms and
 * the module as long again, which is nobody's to wait for where a deployment has fifty issuers and a player uses one.
 */
export class KeyedProvider {
  readonly #options: Omit<Parameters<typeof configuration>[0], 'keys'>;
  readonly #makeKeyPair: MakeKeyPair;
  #ready: Promise<ReadyProvider> | undefined;
  #keys: readonly SigningKey[] = [];

  /** @param options all that `configuration` takes but the keys */
  constructor(options: Omit<Parameters<typeof configuration>[0], 'keys'>, keyPairs: MakeKeyPair = makeKeyPair) {
    this.#options = options;
    this.#makeKeyPair = keyPairs;
  }

  /**
   * The provider with the keys of now; whoever asks while they are being made waits for the same ones.
   *
   * @throws Error when they cannot be made; the next to ask tries again
   */
  ready(): Promise<ReadyProvider> {
    this.#ready ??= this.#first().catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  /** Signs with a new key once this has resolved; until then the old ones serve. With `overlap` they stay published. */
  async rotateKeys({ overlap }: { readonly overlap: boolean }): Promise<void> {
    const [newest] = await Promise.all([generateSigningKey(this.#makeKeyPair, this.#options.issuer), this.ready()]);
    // The keys are read after the wait: another rotation may have come first. oidc-provider takes them once; what it has issued is
    // in the store, which the new one goes on with.
    this.#ready = Promise.resolve(this.#withKeys([newest, ...(overlap ? this.#keys : [])]));
  }

  async #first(): Promise<ReadyProvider> {
    // The key is made in another thread while oidc-provider is loaded in this one, which takes as long.
    const firstKey = generateSigningKey(this.#makeKeyPair, this.#options.issuer);
    loadOidcProvider();
    return this.#withKeys([await firstKey]);
  }

  #withKeys(keys: readonly SigningKey[]): ReadyProvider {
    const { Provider } = loadOidcProvider();
    const provider = new Provider(this.#options.issuer, configuration({ ...this.#options, keys }));
    // A forwarding header names a host that the listener answers to, or the request comes not so far; whoever sends it has what it
    // changes for an answer, and nobody else.
    provider.proxy = true;
    // What Koa emits is not in oidc-provider's types.
    (provider as NodeJS.EventEmitter).on('error', reportDefect);
    this.#keys = keys;
    return { provider, callback: provider.callback() };
  }
}

/** Koa would print every error. A client that sends no HTTP, or goes away, is answered or gone, and nothing is to be done about it. */
function reportDefect(error: NodeJS.ErrnoException & { readonly expose?: boolean }): void {
  if (error.expose === true || /^(HPE_|ECONN|EPIPE|ERR_STREAM)/.test(error.code ?? '')) return;
  console.error(error);
}
