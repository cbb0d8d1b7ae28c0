import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A provider that listens. */
export interface LoopbackServer {
  /** `http://127.0.0.1:<port>`, without a path. */
  readonly url: string;
  /** Ends open connections too. */
  stop(): Promise<void>;
}

/**
 * Serves a local provider on 127.0.0.1, where nobody but this machine reaches it.
 *
 * @param port 0 for a free one
 * @param provider who it is, for the error: `the identity provider of https://players.example`
 * @throws Error when the port is taken
 */
export async function serveOnLoopback(
  listener: RequestListener,
  port: number,
  provider: string,
): Promise<LoopbackServer> {
  const server = createServer(listener);
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
