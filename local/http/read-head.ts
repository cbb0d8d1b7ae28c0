import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { awsHostBehind, type StatedHosts, statedHosts } from '../shared/hosts';
import type { Limits } from './limits';
import type { HttpRequest } from './message';

/** What is wrong with a head that Node let through, as a status; undefined where nothing is. */
export function headProblem(message: IncomingMessage, limits: Limits): number | undefined {
  const { rawHeaders } = message;
  if (rawHeaders.length / 2 > limits.headers) return 431;
  // RFC 9112, section 3.2: two readers of one request must not take different hosts.
  const hosts = rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host',
  );
  return hosts.length > 1 || contradicts(statedHosts(message)) ? 400 : undefined;
}

/** What a client meant that called AWS's host by this machine's name for it. What is forwarded is meant as it is. */
function meantHosts({ host, authority, forwarded }: StatedHosts): StatedHosts {
  return {
    host: awsHostBehind(host) ?? host,
    ...(authority === undefined ? {} : { authority: awsHostBehind(authority) ?? authority }),
    ...(forwarded === undefined ? {} : { forwarded }),
  };
}

/** Whether AWS's host is meant by this machine's name for it, and another host beside. */
function contradicts(sent: StatedHosts): boolean {
  if ([sent.host, sent.authority].every((host) => host === undefined || awsHostBehind(host) === undefined))
    return false;
  const { host, authority = host, forwarded = host } = meantHosts(sent);
  return authority !== host || forwarded !== host;
}

const noBody = Buffer.alloc(0);

/** A request without its body, and the hosts by which it calls the listener. */
export function readHead(message: IncomingMessage): { readonly head: HttpRequest; readonly hosts: StatedHosts } {
  const sent = statedHosts(message);
  const hosts = meantHosts(sent);
  // A proxy's client writes the whole URL (RFC 9112, section 3.2.2), whose host then counts.
  const [, url = '/'] = /^(?:https?:\/\/[^/?#]*)?(.*)$/is.exec(message.url ?? '/') ?? [];
  const mark = url.indexOf('?');
  const rawQuery = mark < 0 ? '' : url.slice(mark + 1);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  // A client that takes no endpoint has signed AWS's own host name; whoever sends it here says so. It proves nothing: a signature does.
  const host = hosts.forwarded ?? hosts.authority ?? hosts.host;
  if (host !== '') headers.host = host;
  const head: HttpRequest = {
    requestId: randomUUID(),
    method: message.method ?? 'GET',
    rawPath: (mark < 0 ? url : url.slice(0, mark)) || '/',
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers,
    sentTo: { scheme: message.socket instanceof TLSSocket ? 'https' : 'http', host: sent.authority ?? sent.host },
    body: noBody,
    // A listener for both kinds of address writes those of IPv4 as IPv6; policies compare them as they are.
    sourceIp: (message.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:(?=\d+\.)/, ''),
  };
  return { head, hosts };
}
