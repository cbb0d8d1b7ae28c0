import type { IncomingMessage } from 'node:http';

/** Whether a name, in lower case and without port, is one that a listener answers to. */
export type ServesHost = (host: string) => boolean;

/** Names that mean this machine and that no DNS server can give to another (RFC 6761, section 6.3). @param host as of {@link ServesHost} */
export function isLoopbackHost(host: string): boolean {
  return host === '127.0.0.1' || host === '[::1]' || /^(?:[a-z0-9_-]+\.)*localhost$/.test(host);
}

/** AWS's own names, of every partition, whose DNS is in nobody else's hands. @param host as of {@link ServesHost} */
export function isAwsHost(host: string): boolean {
  return /^(?:[a-z0-9_-]+\.)*(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.test(host);
}

/** This machine's names, and others beside them. @param names host names */
export function servesLoopbackAnd(names: Iterable<string>): ServesHost {
  const others = new Set([...names].map((name) => name.toLowerCase()));
  return (host) => isLoopbackHost(host) || others.has(host);
}

/**
 * The first host by which a request calls its listener and that the listener does not answer to; undefined where there is none.
 *
 * A web page whose own name was made to lead to this machine (DNS rebinding) is of one origin with the listener, and no cross-origin
 * rule holds it back: it could sign players in and read what comes of it. But its browser says its name in `host`. It may set
 * `x-forwarded-host` to whatever it likes, so that stands in for no host; both must be served.
 */
export function unservedHost({ rawHeaders, url = '/' }: IncomingMessage, serves: ServesHost): string | undefined {
  // Raw, because of several Node keeps the first.
  const named = (wanted: string) =>
    rawHeaders.filter((_value, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === wanted);
  const hosts = named('host');
  const authority = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1];
  const stated = [...hosts, ...named('x-forwarded-host'), ...(authority === undefined ? [] : [authority])];
  // A browser never leaves its host out.
  return (hosts.length === 0 ? [''] : stated).find((name) => !serves(withoutPort(name)));
}

/** Why a host is refused, and what to do. @param who the listener: `the local cloud` */
export function hostRefusal(host: string, who: string): string {
  // What is no name is not repeated.
  const name = /^[\w.-]{1,253}$/.test(withoutPort(host)) ? withoutPort(host) : undefined;
  return (
    `This is ${who}, which does not answer to ${name ?? 'this host'}: a web page with a name of its own could otherwise act for you ` +
    `here. Call it by 127.0.0.1 or localhost, or start it with --allow-host ${name ?? '<name>'}.`
  );
}

/** A host without its port, in lower case. */
export function withoutPort(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}
