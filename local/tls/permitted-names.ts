/**
 * What a certificate authority may vouch for whatever it is told: this machine. `localhost` stands for every name below it too, for a
 * name in a name constraint always does (RFC 5280, 4.2.1.10).
 */
const always = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The hosts that a new authority may vouch for.
 *
 * @param hosts names and addresses beside this machine's own; IPv6 in brackets
 * @throws Error for a name that could be a top-level domain: the authority could then vouch for all that is below it
 */
export function permittedHosts(hosts: readonly string[]): string[] {
  const all = [...new Set([...always, ...hosts].map(canonicalHost))];
  const tooShort = all.find((host) => !isAddress(host) && !host.includes('.') && host !== 'localhost');
  if (tooShort === undefined) return all;
  throw new Error(
    `the certificate authority of --https can't be made for '${tooShort}': it could vouch for every name below it, and a name of one ` +
      `part may be a top-level domain. Call this machine ${tooShort}.localhost, or by a name of two parts`,
  );
}

/** Whether an authority that may vouch for some hosts may for another. */
export function isPermitted(host: string, permitted: readonly string[]): boolean {
  const wanted = canonicalHost(host);
  if (isAddress(wanted)) return permitted.includes(wanted);
  return permitted.some((name) => !isAddress(name) && (wanted === name || wanted.endsWith(`.${name}`)));
}

/** A host as URLs write it, so that two ways of writing one address are one. */
export function canonicalHost(host: string): string {
  return new URL(`http://${host}`).hostname;
}

/** Whether a host is an IP address. @param host canonical */
export function isAddress(host: string): boolean {
  // No name's last part is a number (URL standard, "ends in a number").
  return host.startsWith('[') || /(?:^|\.)\d+$/.test(host);
}

/** An IP address as certificates take it: without brackets. */
export function bareAddress(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
