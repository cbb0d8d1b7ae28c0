import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { systemClock } from '../clock';
import { typedClaims } from './claims-form';
import { configuration, type TokenLifetimes } from './configuration';
import { serveInteraction } from './interactions';
import { serveOnLoopback } from './loopback-server';
import { IdentityProviderStore } from './memory-adapter';
import { loadOidcProvider } from './oidc-provider';
import { Players } from './players';
import { generateSigningKey, type SigningKey } from './signing-keys';

/** What a local identity provider stands for. */
export interface IdentityProviderOptions {
  /** `https://…`, with a path where the real one has one; tokens carry it as `iss`. */
  readonly issuer: string;
  /** Its public clients, one per platform of the game. */
  readonly clientIds: readonly string[];
  /** Claims that a player may be given when she signs in, beside who she is. @default none */
  readonly claims?: readonly string[];
  /** @default a free port */
  readonly port?: number;
  readonly lifetimes?: TokenLifetimes;
}

/** A running local identity provider. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly clientIds: readonly string[];
  /** The address that stands for the issuer, its path included: what an `IssuerTable` maps the issuer to. */
  readonly url: string;
  /**
   * Signs with a new key from now on. With `overlap` the old one stays published, so that tokens signed with it still
   * verify; without, they no longer do.
   */
  rotateKeys(options: { readonly overlap: boolean }): Promise<void>;
  /** Ends open connections too. */
  stop(): Promise<void>;
}

/**
 * Starts an OpenID provider on 127.0.0.1 that answers under its real issuer name to whoever calls it by that name (through
 * `x-forwarded-host`), and under its address to a browser that does not.
 *
 * Its time is the machine's: `oidc-provider` has no clock of its own to replace. To see a token expire, give it a short lifetime.
 *
 * @throws Error when the issuer is none, or the port is taken
 */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const { issuer, clientIds, port = 0, lifetimes = {} } = options;
  const claims = typedClaims(options.claims ?? []);
  if (!/^https:\/\/[^/?#]+[^?#]*$/.test(issuer) || !URL.canParse(issuer)) {
    throw new Error(`an issuer is an https URL without query or fragment, got '${issuer}'`);
  }
  // The key is made in another thread while oidc-provider is loaded in this one, which takes as long.
  const firstKey = generateSigningKey();
  const { Provider } = loadOidcProvider();
  const players = new Players(issuer);
  const store = new IdentityProviderStore(systemClock);
  let keys: readonly SigningKey[] = [await firstKey];

  const providerOfKeys = () => {
    const provider = new Provider(
      issuer,
      configuration({ issuer, clientIds, claims, lifetimes, players, store, keys }),
    );
    // The listener is bound to loopback, so whoever names a host in a forwarding header is on this machine.
    provider.proxy = true;
    // What Koa emits is not in oidc-provider's types.
    (provider as NodeJS.EventEmitter).on('error', reportDefect);
    return { provider, callback: provider.callback() };
  };
  let current = providerOfKeys();

  const { url, stop } = await serveOnLoopback(
    underPath(new URL(issuer).pathname, (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return current.callback(request, response);
      const { provider } = current;
      return serveInteraction({ provider, issuer, players, claims }, request, response).catch(() => response.destroy());
    }),
    port,
    `the identity provider of ${issuer}`,
  );
  return {
    issuer,
    clientIds,
    url: `${url}${new URL(issuer).pathname.replace(/\/$/, '')}`,
    rotateKeys: async ({ overlap }) => {
      keys = [await generateSigningKey(), ...(overlap ? keys : [])];
      // oidc-provider takes its keys once. What it has issued is in the store, which the new one goes on with.
      current = providerOfKeys();
    },
    stop,
  };
}

/** Koa would print every error. A client that sends no HTTP, or goes away, is answered or gone, and nothing is to be mended. */
function reportDefect(error: NodeJS.ErrnoException & { readonly expose?: boolean }): void {
  if (error.expose === true || /^(HPE_|ECONN|EPIPE|ERR_STREAM)/.test(error.code ?? '')) return;
  console.error(error);
}

/** Serves below the issuer's path: takes it off `url` and leaves the whole in `originalUrl`, where oidc-provider looks for it. */
function underPath(
  pathname: string,
  handle: (request: IncomingMessage, response: ServerResponse) => unknown,
): RequestListener {
  const path = pathname.replace(/\/$/, '');
  return (request, response) => {
    const whole = request.url ?? '/';
    if (!whole.startsWith(`${path}/`)) {
      response
        .writeHead(404, { 'content-type': 'text/plain' })
        .end(`not found: this provider's paths begin with ${path}/\n`);
      return;
    }
    Object.assign(request, { originalUrl: whole });
    request.url = whole.slice(path.length);
    handle(request, response);
  };
}
