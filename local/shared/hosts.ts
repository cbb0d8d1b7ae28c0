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

/** A host name, or an IPv6 address in its brackets: nothing else is a host, whatever it ends in (RFC 9112, section 3.2, lets in no userinfo). */
const hostForm = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/;

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
  // Raw, because of several Node keeps the first; here they become a list, which is no host.
  const named = (wanted: string) => {
    const values = rawHeaders.filter((_value, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === wanted);
    return values.length === 0 ? undefined : values.join(', ');
  };
  // Of whatever scheme: what is no address of the listener's must not pass for a path.
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1];
  // A browser never leaves its host out.
  const stated = [named('host') ?? '', named('x-forwarded-host'), authority].filter((name) => name !== undefined);
  return stated.find((name) => !hostForm.test(withoutPort(name)) || !serves(withoutPort(name)));
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
