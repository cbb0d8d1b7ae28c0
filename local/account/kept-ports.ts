import { MapCollection } from '../state/map-collection';
import type { AccountKeeper } from '../state/persisted';
import type { CloudListeners } from './cloud-listeners';
import type { CloudOptions } from './cloud-options';

/** The ports at which an account listens, by who listens there: links and redirect URIs stay good after a restart. */
export class KeptPorts extends MapCollection<number> {
  constructor(keeper: AccountKeeper) {
    super('ports', keeper);
  }

  /** Where somebody listened last; undefined: they never did. */
  of(name: string): number | undefined {
    return this.read(name);
  }

  /** Notes where somebody listens. @param url with its port */
  note(name: string, url: string): void {
    const port = Number(new URL(url).port);
    if (this.read(name) !== port) this.set(name, port);
  }
}

/**
 * Listens where the account listened last, unless another place is asked for.
 *
 * @throws Error where a port is taken; with port 0 it takes another one instead
 */
export async function listenAgain<Options extends Pick<CloudOptions, 'state' | 'port' | 'https'>>(
  ports: KeptPorts,
  options: Options,
  listen: (options: Options) => Promise<CloudListeners>,
): Promise<CloudListeners> {
  if (options.state === undefined) return listen(options);
  const { https } = options;
  const last = (wanted: number | undefined, name: string) => (wanted || ports.of(name)) ?? wanted ?? 0;
  const securely = https && { ...https, port: last(https.port, 'https') };
  const again = { ...options, port: last(options.port, 'http'), ...(securely && { https: securely }) };
  const listeners = await listen(again).catch((error: Error) => {
    if (options.port !== 0) throw error;
    return listen(options);
  });
  ports.note('http', listeners.url);
  if (listeners.httpsUrl !== undefined) ports.note('https', listeners.httpsUrl);
  return listeners;
}
