import type { DeployedStack } from '../../assembly/types';
import { inUrl, isEveryAddress, loopbackAddress } from '../shared/listen-address';

/** By which host https is told of a cloud that listens at an address: by `localhost` wherever that leads there. */
export function httpsHost(address = loopbackAddress): string {
  return isEveryAddress(address) || [loopbackAddress, '::1'].includes(address) ? 'localhost' : inUrl(address);
}

/**
 * Every host by which a browser may call a cloud over https: this machine's names, those of its buckets, and what it was told to allow.
 * Each by itself: a wildcard `*.localhost` would stand right below a top-level domain, where browsers take none (**unconfirmed** for each
 * of them), and would not cover `<bucket>.s3.localhost`.
 */
export function certifiedHosts(
  stacks: readonly DeployedStack[],
  { host, allowHosts = [] }: { readonly host?: string; readonly allowHosts?: readonly string[] },
): string[] {
  const buckets = stacks
    .flatMap(({ resources }) => resources)
    .flatMap(({ type, ref }) => (type === 'AWS::S3::Bucket' && isName(ref) ? [ref] : []));
  const ofS3 = ['s3.localhost', ...buckets.flatMap((bucket) => [`${bucket}.localhost`, `${bucket}.s3.localhost`])];
  return [...new Set(['localhost', '127.0.0.1', '[::1]', httpsHost(host), ...allowHosts, ...ofS3])];
}

/** Whether something is one or several labels of a host name: what is none has no name that could be certified. */
function isName(text: string): boolean {
  return text.split('.').every((label) => /^[a-z0-9_-]{1,63}$/i.test(label));
}
