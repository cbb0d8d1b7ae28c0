import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { systemClock } from '../shared/clock';
import type { MakeKeyPair } from '../shared/key-pair';
import type { Reach } from '../shared/listen-address';
import { typedClaims } from './claims-form';
import type { TokenLifetimes } from './configuration';
import { serveInteraction } from './interactions';
import { KeyedProvider } from './keyed-provider';
import { serveLocally } from './local-server';
import { IdentityProviderStore } from './memory-adapter';
import { Players } from './players';

/** What a local identity provider stands for. */
export interface IdentityProviderOptions extends Reach {
  /** `https://…`, with a path where the real one has one; tokens carry it as `iss`. */
  readonly issuer: string;
  /** Its public clients, one per platform of the game. */
  readonly clientIds: readonly string[];
  /** Claims that a player may be given when they sign in, beside who they are. @default none */
  readonly claims?: readonly string[];
  /** @default a free port */
  readonly port?: number;
  readonly lifetimes?: TokenLifetimes;
  /** @default new ones */
  readonly makeKeyPair?: MakeKeyPair;
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
 * Starts an OpenID provider that answers under its real issuer name to whoever calls it by that name (through
 * `x-forwarded-host`), and under its address to a browser that does not.
 *
 * Its time is the machine's: `oidc-provider` has no clock of its own to replace. To see a token expire, give it a short lifetime.
 *
 * It listens at once; its key and `oidc-provider` are made at the first request, which waits for them.
 *
 * @throws Error when the issuer or a client ID is none, or the port is taken
 */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const { issuer, clientIds, port = 0, lifetimes = {}, host, allowHosts } = options;
  const claims = typedClaims(options.claims ?? []);
  if (!/^https:\/\/[^/?#]+[^?#]*$/.test(issuer) || !URL.canParse(issuer)) {
    throw new Error(`an issuer is an https URL without query or fragment, got '${issuer}'`);
  }
  if (clientIds.includes('') || new Set(clientIds).size < clientIds.length) {
    throw new Error(`the client IDs of ${issuer} must differ and none be empty, got '${clientIds.join("', '")}'`);
  }
  const players = new Players(issuer);
  const store = new IdentityProviderStore(systemClock);
  const keyed = new KeyedProvider({ issuer, clientIds, claims, lifetimes, players, store }, options.makeKeyPair);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const ready = await keyed.ready().catch((error: Error) => refuse(response, issuer, error));
    if (ready === undefined) return;
    const { provider, callback } = ready;
    if (!request.url?.startsWith('/interaction/')) return callback(request, response);
    return serveInteraction({ provider, issuer, players, claims }, request, response);
  };
  const { url, stop } = await serveLocally(
    underPath(new URL(issuer).pathname, (request, response) =>
      answer(request, response).catch(() => response.destroy()),
    ),
    { port, provider: `the identity provider of ${issuer}`, plays: [issuer], host, allowHosts },
  );
  return {
    issuer,
    clientIds,
    url: `${url}${new URL(issuer).pathname.replace(/\/$/, '')}`,
    rotateKeys: (how) => keyed.rotateKeys(how),
    stop,
  };
}

/** Says why there is no provider to answer, as a start that failed would have said it. */
function refuse(response: ServerResponse, issuer: string, error: Error): undefined {
  response
    .writeHead(503, { 'content-type': 'text/plain' })
    .end(`the identity provider of ${issuer} could not be made: ${error.message}\n`);
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
