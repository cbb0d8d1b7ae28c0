import type { LocalCloud } from '../account/cloud';
import { type Interfaces, inUrl, isLoopbackAddress, reachedBy } from '../shared/listen-address';

/**
 * What whoever starts a cloud must know that others reach too: what these can do, and by which addresses a phone does.
 *
 * @returns undefined where only this machine reaches it
 */
export function networkWarning(
  { host, url }: Pick<LocalCloud, 'host' | 'url'>,
  interfaces?: Interfaces,
): string | undefined {
  if (isLoopbackAddress(host)) return undefined;
  const { port } = new URL(url);
  const urls = reachedBy(host, interfaces).map((address) => `http://${inUrl(address)}:${port}`);
  return [
    `Everybody on your network can use this cloud: it listens at ${host}, without TLS if not asked for it.`,
    'Its sign-in pages ask for no password: whoever opens one is any player, and gets what that player may have. Codes of user pools are',
    'printed in this terminal. Calls in the administrator’s name take the keys that are printed here. Do this in a network you trust.',
    urls.length > 0
      ? `On a phone: ${urls.join(', ')}`
      : 'This machine has no address on a network: a phone can’t reach it.',
  ].join('\n');
}
