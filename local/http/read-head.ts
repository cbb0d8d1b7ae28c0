import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { type StatedHosts, statedHosts } from '../shared/hosts';
import { hostInPath } from './host-in-path';
import type { Limits } from './limits';
import type { HttpRequest } from './message';

/** What is wrong with a head that Node let through, as a status; undefined where nothing is. */
export function headProblem({ rawHeaders }: IncomingMessage, limits: Limits): number | undefined {
  if (rawHeaders.length / 2 > limits.headers) return 431;
  // RFC 9112, section 3.2: two readers of one request must not take different hosts.
  const hosts = rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host',
  );
  return hosts.length > 1 ? 400 : undefined;
}

const noBody = Buffer.alloc(0);

/** A request without its body, and the hosts by which it calls the listener. */
export function readHead(message: IncomingMessage): { readonly head: HttpRequest; readonly hosts: StatedHosts } {
  const hosts = statedHosts(message);
  // A proxy's client writes the whole URL (RFC 9112, section 3.2.2), whose host then counts.
  const [, target = '/'] = /^(?:https?:\/\/[^/?#]*)?(.*)$/is.exec(message.url ?? '/') ?? [];
  const addressed = hostInPath(target);
  const url = addressed?.url ?? target;
  const mark = url.indexOf('?');
  const rawQuery = mark < 0 ? '' : url.slice(mark + 1);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  // A client that takes no endpoint has signed AWS's own host name; whoever sends it here says so. It proves nothing: a signature does.
  const host = addressed?.host ?? hosts.forwarded ?? hosts.authority ?? hosts.host;
  if (host !== '') headers.host = host;
  const head: HttpRequest = {
    requestId: randomUUID(),
    method: message.method ?? 'GET',
    rawPath: (mark < 0 ? url : url.slice(0, mark)) || '/',
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers,
    rawHeaders: message.rawHeaders,
    sentTo: { scheme: message.socket instanceof TLSSocket ? 'https' : 'http', host: hosts.authority ?? hosts.host },
    body: noBody,
    // A listener for both kinds of address writes those of IPv4 as IPv6; policies compare them as they are.
    sourceIp: (message.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:(?=\d+\.)/, ''),
  };
  return { head, hosts };
}
