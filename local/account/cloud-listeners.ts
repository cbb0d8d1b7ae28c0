import type { DeployedStack } from '../../assembly/types';
import type { Dispatcher } from '../http/dispatcher';
import { listen } from '../http/listener';
import { certifiedHosts, httpsHost } from './certified-hosts';
import type { CloudOptions } from './cloud-options';

/** Where a cloud listens. */
export interface CloudListeners {
  readonly url: string;
  /** By `localhost`, wherever that leads to it. */
  readonly httpsUrl?: string;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/**
 * Listens by http, and by https where that is asked for: to one and the same dispatcher, which answers alike.
 *
 * @throws Error where a port is taken, or the authority may not vouch for a host; nothing listens then
 */
export async function listenForCloud(
  dispatcher: Dispatcher,
  { port = 0, https, host, allowHosts }: Pick<CloudOptions, 'port' | 'https' | 'host' | 'allowHosts'>,
  stacks: readonly DeployedStack[],
): Promise<CloudListeners> {
  const handle: Parameters<typeof listen>[0] = (request) => dispatcher.handle(request);
  const tls = https?.authority.certify(certifiedHosts(stacks, { host, allowHosts }));
  const http = await listen(handle, { host, port }, dispatcher);
  if (tls === undefined) return http;
  try {
    const secure = await listen(handle, { host, port: https?.port ?? 0, tls }, dispatcher);
    return {
      url: http.url,
      httpsUrl: `https://${httpsHost(host)}:${new URL(secure.url).port}`,
      close: async () => {
        await Promise.all([http.close(), secure.close()]);
      },
    };
  } catch (error) {
    await http.close();
    throw error;
  }
}
