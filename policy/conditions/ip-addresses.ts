import { BlockList, isIP } from 'node:net';
import { type ReadValue, typedValue } from './policy-value';

interface Range {
  readonly family: 4 | 6;
  readonly addresses: BlockList;
  /** IPv6 only: IPv4 addresses, as IPv6 writes them, are among it. */
  readonly holdsMapped: boolean;
}

/** `::ffff:203.0.113.7`: an IPv4 address as IPv6 writes it. */
const mapped = new BlockList();
mapped.addSubnet('::ffff:0:0', 96, 'ipv6');

/**
 * `IpAddress`: an IPv4 or IPv6 address or CIDR range. An IPv4 caller that a dual-stack listener reports as
 * `::ffff:203.0.113.7` is that IPv4 address, and no caller is of the other family: a policy for both names ranges of both
 * (documented: `aws:SourceIp`). Whether AWS sees an IPv4 caller in an IPv6 range that has the mapped addresses in it (`::/0`,
 * `::ffff:0:0/96`) is **unconfirmed**, and so is an address with a zone (`fe80::1%eth0`).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
 */
export const withinAddressRange: ReadValue = (text, reading) =>
  typedValue(text, parseRange(text), 'an IP address or CIDR range', reading, (range, value) => {
    const family = familyOf(value);
    if (family === undefined) return undefined;
    const isIPv4 = family === 4 || mapped.check(value, 'ipv6');
    if (isIPv4 !== (range.family === 4)) return isIPv4 && range.holdsMapped ? undefined : false;
    return range.addresses.check(value, nameOf(family));
  });

function parseRange(text: string): Range | undefined {
  const [, address = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = familyOf(address);
  if (family === undefined) return undefined;
  const longest = family === 4 ? 32 : 128;
  const length = prefix === undefined ? longest : Number(prefix);
  if (length > longest) return undefined;
  const addresses = new BlockList();
  addresses.addSubnet(address, length, nameOf(family));
  const holdsMapped = family === 6 && (addresses.check('::ffff:0:0', 'ipv6') || mapped.check(address, 'ipv6'));
  return { family, addresses, holdsMapped };
}

function familyOf(address: string): 4 | 6 | undefined {
  const family = address.includes('%') ? 0 : isIP(address);
  return family === 4 || family === 6 ? family : undefined;
}

function nameOf(family: 4 | 6): 'ipv4' | 'ipv6' {
  return family === 4 ? 'ipv4' : 'ipv6';
}
