import type { DeployedStack, DeploymentTarget } from '../../assembly/types';
import { inUrl, isEveryAddress, loopbackAddress } from '../shared/listen-address';

/** By which host https is told of a cloud that listens at an address: by `localhost` wherever that leads there. */
export function httpsHost(address = loopbackAddress): string {
  return isEveryAddress(address) || [loopbackAddress, '::1'].includes(address) ? 'localhost' : inUrl(address);
}

/** What the certificate of a cloud must be good for. */
export interface CertifiedCloud {
  readonly stacks: readonly DeployedStack[];
  readonly place: DeploymentTarget;
  /** The signing names of its services. */
  readonly services: readonly string[];
  /** The domains of its user pools. */
  readonly domains: readonly string[];
  /** The address at which it listens. */
  readonly host: string;
  readonly allowHosts: readonly string[];
}

/**
 * Every host by which a browser may call a cloud over https: this machine's names, those of its buckets, what it was told to allow, and
 * `<AWS host>.localhost` for each host of AWS that an SDK would call. A certificate has no use for wildcards here: `*.localhost` would
 * name one label, and browsers take no wildcard below a top-level domain (_unconfirmed_ for each of them).
 */
export function certifiedHosts({ stacks, place, services, domains, host, allowHosts }: CertifiedCloud): string[] {
  const { region, partition } = place;
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const buckets = stacks
    .flatMap(({ resources }) => resources)
    .flatMap(({ type, ref }) => (type === 'AWS::S3::Bucket' ? [ref] : []));
  const ofAws = [
    ...services.map((service) => `${service}.${region}.${suffix}`),
    'sts.amazonaws.com',
    ...buckets.map((bucket) => `${bucket}.s3.${region}.${suffix}`),
    ...domains,
  ];
  const below = ['s3', ...buckets.flatMap((bucket) => [bucket, `${bucket}.s3`]), ...ofAws];
  return [
    ...new Set([
      ...['localhost', '127.0.0.1', '[::1]', httpsHost(host), ...allowHosts],
      ...below.filter(fitsInName).map((name) => `${name}.localhost`),
    ]),
  ];
}

/** A label has 63 characters at most (RFC 1035, 2.3.4), a common bucket name too; a longer one has no name to be certified. */
function fitsInName(name: string): boolean {
  return name.length <= 240 && name.split('.').every((label) => /^[a-z0-9_-]{1,63}$/i.test(label));
}
