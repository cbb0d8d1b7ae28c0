import { isEveryAddress, isLoopbackAddress, loopbackAddress } from '../../shared/listen-address';
import type { LocalCloud } from '../local-cloud';

/**
 * Where sign-ins of the local cloud's own pages end: at a loopback address, for the providers that are played here send tokens nowhere
 * else.
 *
 * @returns undefined where the cloud listens at another address alone
 */
export function signInOrigin({ url, host }: Pick<LocalCloud, 'url' | 'host'>): string | undefined {
  if (isLoopbackAddress(host)) return url;
  return isEveryAddress(host) ? `http://${loopbackAddress}:${new URL(url).port}` : undefined;
}
