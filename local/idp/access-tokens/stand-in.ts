import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IssuerTable } from '../../identities/issuer-fetch';
import type { Clock } from '../../shared/clock';
import { systemClock } from '../../shared/clock';
import type { Reach } from '../../shared/listen-address';
import { foreignForm, mayBeOwnForm } from '../../shared/own-form';
import { readForm } from '../form';
import { serveLocally } from '../local-server';
import { errorPage } from '../pages';
import { Players } from '../players';
import { isLoopbackOrigin } from '../redirect-uris';
import { sendPage } from '../send-page';
import { type AuthorizationOptions, authorize } from './authorization-page';
import { IssuedTokens } from './issued-tokens';

/** How a local stand-in is started. */
export interface StandInOptions extends Reach {
  /** The apps that the deployment knows there; it takes others too, as it is the deployment that judges them. @default none */
  readonly clientIds?: readonly string[];
  /** @default a free port */
  readonly port?: number;
  /** @default the machine's */
  readonly clock?: Clock;
  /** How long its access tokens live. @default 3600 */
  readonly lifetimeSeconds?: number;
}

/** A local stand-in for a provider of opaque access tokens. */
export interface StandIn {
  /** The provider's key in `Logins`. */
  readonly name: string;
  /** The provider's origins, and the address that stands for them. */
  readonly table: IssuerTable;
  /** Where a browser begins to sign in, with the OAuth parameters that the real one takes. */
  readonly signInUrl: string;
  /** The apps that the deployment knows there. */
  readonly clientIds: readonly string[];
  /** Ends open connections too. */
  stop(): Promise<void>;
}

/** An endpoint's answer in JSON. */
export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** What is particular about one provider. */
export interface Provider {
  readonly name: string;
  /** The origins that it plays. */
  readonly origins: readonly string[];
  readonly authorizationPath: string;
  readonly accessTokenPrefix: string;
  readonly userIdOf: AuthorizationOptions['userIdOf'];
  /** Its endpoints by path; each is asked with query and form together. */
  readonly endpoints: Readonly<
    Record<string, (asked: URLSearchParams, tokens: IssuedTokens, authorization: string | undefined) => Answer>
  >;
}

/**
 * Starts a provider.
 *
 * @throws Error when the port is taken
 */
export async function startStandIn(provider: Provider, options: StandInOptions): Promise<StandIn> {
  const tokens = new IssuedTokens(options.clock ?? systemClock, options.lifetimeSeconds ?? 3600);
  const players = new Players(provider.name);
  const { url, stop } = await serveLocally(
    (request, response) => {
      answer({ ...provider, tokens, players }, request, response).catch(() => response.destroy());
    },
    {
      port: options.port ?? 0,
      provider: `the stand-in for ${provider.name}`,
      plays: provider.origins,
      host: options.host,
      allowHosts: options.allowHosts,
    },
  );
  return {
    name: provider.name,
    table: Object.fromEntries(provider.origins.map((origin) => [origin, url])),
    signInUrl: `${url}${provider.authorizationPath}`,
    clientIds: options.clientIds ?? [],
    stop,
  };
}

type Running = Provider & { readonly tokens: IssuedTokens; readonly players: Players };

async function answer(provider: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  // The Graph API's paths may begin with its version.
  const path = url.pathname.replace(/^\/v\d+\.\d+(?=\/)/, '');
  const form = request.method === 'POST' ? await readForm(request) : new URLSearchParams();
  if (form === undefined) return json(request, response, { status: 413, body: { error: 'invalid_request' } });
  if (path === provider.authorizationPath) {
    if (request.method === 'POST' && !mayBeOwnForm(request.headers)) {
      const page = errorPage({ issuer: provider.name, error: 'access_denied', description: foreignForm });
      return sendPage(response, 403, page);
    }
    const player = request.method === 'POST' ? (form.get('player') ?? '') : undefined;
    const result = authorize(provider, url, player);
    if ('location' in result) response.writeHead(303, { location: result.location, 'cache-control': 'no-store' }).end();
    else sendPage(response, result.status, result.page);
    return;
  }
  const endpoint = Object.hasOwn(provider.endpoints, path) ? provider.endpoints[path] : undefined;
  if (endpoint === undefined) return json(request, response, { status: 404, body: { error: 'not_found' } });
  const asked = new URLSearchParams([...url.searchParams, ...form]);
  json(request, response, endpoint(asked, provider.tokens, request.headers.authorization));
}

function json(request: IncomingMessage, response: ServerResponse, { status, body }: Answer): void {
  const { origin } = request.headers;
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...(origin !== undefined && isLoopbackOrigin(origin) ? { 'access-control-allow-origin': origin } : {}),
  });
  response.end(JSON.stringify(body));
}
