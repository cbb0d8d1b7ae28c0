import { createServer, type RequestListener } from 'node:http';
import { hostRefusal, servesLoopbackAnd, statedHosts, unservedHost } from '../shared/hosts';
import { listenAt, type Reach } from '../shared/listen-address';

/** A provider that listens. */
export interface LocalServer {
  /** `http://127.0.0.1:<port>`, without a path. */
  readonly url: string;
  /** Ends open connections too. */
  stop(): Promise<void>;
}

/** What a local provider is served as. */
export interface LocalServerOptions extends Reach {
  /** 0 for a free one. */
  readonly port: number;
  /** Who it is, for what goes wrong: `the identity provider of https://players.example`. */
  readonly provider: string;
  /** URLs of whom it plays: it answers to their hosts too. */
  readonly plays: readonly string[];
}

/**
 * Serves a local provider, by default on 127.0.0.1, where nobody but this machine reaches it; a web page under a name of its own reaches it
 * nowhere.
 *
 * @throws Error when the port is taken, or the address is none of this machine's
 */
export async function serveLocally(listener: RequestListener, options: LocalServerOptions): Promise<LocalServer> {
  const { provider, plays, allowHosts = [] } = options;
  const played = plays.filter((url) => URL.canParse(url)).map((url) => new URL(url).hostname);
  const serves = servesLoopbackAnd([...played, ...allowHosts]);
  const server = createServer((request, response) => {
    const unserved = unservedHost(statedHosts(request), serves);
    if (unserved === undefined) return listener(request, response);
    response
      .writeHead(403, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
      .end(`${hostRefusal(unserved, provider)}\n`);
  });
  const place = await listenAt(server, options, (taken) => `${taken} is taken, so ${provider} cannot listen there`);
  return {
    url: `http://${place}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
