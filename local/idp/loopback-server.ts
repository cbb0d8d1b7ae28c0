import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostRefusal, servesLoopbackAnd, statedHosts, unservedHost } from '../shared/hosts';

/** A provider that listens. */
export interface LoopbackServer {
  /** `http://127.0.0.1:<port>`, without a path. */
  readonly url: string;
  /** Ends open connections too. */
  stop(): Promise<void>;
}

/** What a local provider is served as. */
export interface LoopbackOptions {
  /** 0 for a free one. */
  readonly port: number;
  /** Who it is, for what goes wrong: `the identity provider of https://players.example`. */
  readonly provider: string;
  /** URLs of whom it plays: it answers to their hosts too. */
  readonly plays: readonly string[];
  /** Host names that it answers to beside. @default none */
  readonly allowHosts?: readonly string[];
}

/**
 * Serves a local provider on 127.0.0.1, where nobody but this machine reaches it, nor a web page under a name of its own.
 *
 * @throws Error when the port is taken
 */
export async function serveOnLoopback(listener: RequestListener, options: LoopbackOptions): Promise<LoopbackServer> {
  const { port, provider, plays, allowHosts = [] } = options;
  const played = plays.filter((url) => URL.canParse(url)).map((url) => new URL(url).hostname);
  const serves = servesLoopbackAnd([...played, ...allowHosts]);
  const server = createServer((request, response) => {
    const unserved = unservedHost(statedHosts(request), serves);
    if (unserved === undefined) return listener(request, response);
    response
      .writeHead(403, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
      .end(`${hostRefusal(unserved, provider)}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port} of 127.0.0.1 is taken, so ${provider} cannot listen there`)
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
