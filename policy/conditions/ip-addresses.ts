import { BlockList, isIP } from 'node:net';
import { type ReadValue, typedValue } from './policy-value';

/**
 * `IpAddress`: an IPv4 or IPv6 address or CIDR range. An IPv4 caller that a dual-stack listener reports as
 * `::ffff:203.0.113.7` is that IPv4 address.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export const withinAddressRange: ReadValue = (text, reading) =>
  typedValue(text, parseRange(text), 'an IP address or CIDR range', reading, (range, value) => {
    const family = isIP(value);
    return family === 0 ? undefined : range.check(value, family === 4 ? 'ipv4' : 'ipv6');
  });

function parseRange(text: string): BlockList | undefined {
  const [, address = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  if (family === 0) return undefined;
  const longest = family === 4 ? 32 : 128;
  const length = prefix === undefined ? longest : Number(prefix);
  if (length > longest) return undefined;
  const range = new BlockList();
  range.addSubnet(address, length, family === 4 ? 'ipv4' : 'ipv6');
  return range;
}
