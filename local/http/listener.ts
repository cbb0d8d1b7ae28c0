import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerOptions,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { hostRefusal, isLoopbackHost, unservedHost } from '../shared/hosts';
import { listenAt } from '../shared/listen-address';
import { type Limits, limits as standardLimits } from './limits';
import type { HttpRequest, HttpResponse } from './message';
import { readBody } from './read-body';
import { headProblem, readHead } from './read-head';

/** A started listener. */
export interface Listener {
  /** `http://127.0.0.1:4500`, or the same with https. */
  readonly url: string;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/**
 * Which requests are handled: to which hosts, and how large bodies may be. And what to say where there is no request to handle, or no
 * answer to it that can be sent.
 */
export interface Gate {
  /** Whether it answers to a host, in lower case and without port. Without it, to this machine's names alone. */
  servesHost?(host: string): boolean;
  /** The request is to a host that is not served. Without it, a 403 in plain text. */
  notServed?(host: string, head: HttpRequest): HttpResponse;
  /** How much of a request's body is read, in bytes. @param head the request without its body */
  largestBody(head: HttpRequest): number;
  tooLarge(head: HttpRequest): HttpResponse;
  /** The rest of the body did not come in time. Without it, a bare 408. */
  tooSlow?(head: HttpRequest): HttpResponse;
  /** The answer was none that HTTP can carry: a defect. Without it, a bare 500. */
  defect?(error: unknown, head: HttpRequest): HttpResponse;
}

const sixteenMebibytes: Gate = {
  largestBody: () => 16 * 1024 * 1024,
  tooLarge: () => bare(413),
};

/** An answer from before anything is known of the request. */
function bare(status: number): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain' }, body: `${STATUS_CODES[status]}\n` };
}

function notServed(host: string): HttpResponse {
  return {
    status: 403,
    headers: { 'content-type': 'text/plain' },
    body: `${hostRefusal(host, 'a listener of the local cloud')}\n`,
  };
}

type Handle = (request: HttpRequest) => Promise<HttpResponse>;

/** Where a listener stands. */
export interface ListenerPlace {
  /** 0 takes a free one. */
  readonly port: number;
  /** The IP address. @default 127.0.0.1 */
  readonly host?: string;
  /** In PEM: the listener then speaks TLS alone. It is HTTP/1.1 all the same. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** What chooses the port, for whoever finds it taken. @default `--port`, and of TLS `--https-port` */
  readonly option?: string;
}

/**
 * Listens and hands whole requests to `handle`, which must not throw. What is not HTTP never gets so far: Node answers
 * it with a bare 400, 408, 413 or 431 and closes the connection.
 *
 * @param gate without it, this machine's names and 16 MiB
 * @throws Error when the port is taken, saying which, or the address is none of this machine's
 */
export async function listen(
  handle: Handle,
  at: ListenerPlace,
  gate: Gate = sixteenMebibytes,
  limits: Limits = standardLimits,
): Promise<Listener> {
  const answer = (message: IncomingMessage, response: ServerResponse) => {
    // Nothing but a client that went away is left to fail here.
    serve(message, response, { handle, gate, limits }).catch(() => message.socket.destroy());
  };
  const options = serverOptions(limits);
  const server =
    at.tls === undefined ? createServer(options, answer) : createTlsServer(tlsOptions(at.tls, options), answer);
  const connections = new Set<Socket>();
  // Node's own list lacks who has not finished a TLS handshake.
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  // Node would leave out what is beyond the number, and say nothing. One more than are let in, so that it shows.
  server.maxHeadersCount = limits.headers + 1;
  // A client that asks before it sends is spared a body that would not be read.
  server.on('checkContinue', answer);
  const [scheme, usual] = at.tls === undefined ? ['http', '--port'] : ['https', '--https-port'];
  const option = at.option ?? usual;
  const whatToDo = `stop what listens there, or choose another with ${option}`;
  const place = await listenAt(server, at, (taken) => `${taken} is taken: ${whatToDo}`);
  return {
    url: `${scheme}://${place}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of connections) socket.destroy();
      }),
  };
}

function serverOptions(limits: Limits): ServerOptions {
  return {
    maxHeaderSize: limits.headBytes,
    headersTimeout: limits.headMilliseconds,
    // Bodies are timed where they are read, so that the service can say so; this is for what slips through.
    requestTimeout: limits.headMilliseconds + limits.bodyMilliseconds + limits.pauseMilliseconds,
    connectionsCheckingInterval: Math.min(limits.headMilliseconds, 5_000),
    keepAliveTimeout: 60_000,
  };
}

function tlsOptions({ certificate, key }: NonNullable<ListenerPlace['tls']>, options: ServerOptions) {
  // What a client may take for the handshake, it may as well take for the head.
  const handshakeTimeout = options.headersTimeout ?? 0;
  return { ...options, cert: certificate, key, minVersion: 'TLSv1.2', handshakeTimeout } as const;
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  { handle, gate, limits }: { handle: Handle; gate: Gate; limits: Limits },
): Promise<void> {
  const send = (answer: HttpResponse) => {
    // Whoever leaves the answer unread does not hold its memory for ever.
    response.setTimeout(limits.unreadMilliseconds, () => message.socket.destroy());
    write(response, message, answer);
  };
  const sendAndClose = (answer: HttpResponse) =>
    send({ ...answer, headers: { ...answer.headers, connection: 'close' } });
  const problem = headProblem(message, limits);
  if (problem !== undefined) return sendAndClose(bare(problem));
  const { head, hosts } = readHead(message);
  const unserved = unservedHost(hosts, gate.servesHost?.bind(gate) ?? isLoopbackHost);
  if (unserved !== undefined) return sendAndClose(gate.notServed?.(unserved, head) ?? notServed(unserved));
  const largest = gate.largestBody(head);
  const asksFirst = message.headers.expect?.toLowerCase() === '100-continue';
  const announced = Number(message.headers['content-length'] ?? 0);
  if (asksFirst && announced > largest) return sendAndClose(gate.tooLarge(head));
  if (asksFirst) response.writeContinue();
  const body = await readBody(message, largest, limits);
  if (body === 'too large') return sendAndClose(gate.tooLarge(head));
  if (body === 'too slow') return sendAndClose(gate.tooSlow?.(head) ?? bare(408));
  try {
    send(await handle({ ...head, body }));
  } catch (error) {
    sendAndClose(gate.defect?.(error, head) ?? bare(500));
  }
}

function write(response: ServerResponse, message: IncomingMessage, answer: HttpResponse): void {
  const body = answer.body ?? '';
  const lists = Object.entries(answer.headerLists ?? {}).map(([name, values]) => [name, [...values]]);
  const headers: OutgoingHttpHeaders = { ...answer.headers, ...Object.fromEntries(lists) };
  // The answer to HEAD says how long the body would be; 204 and 304 have none to speak of.
  const bodiless = answer.status === 204 || answer.status === 304;
  if (!bodiless && !('content-length' in headers)) headers['content-length'] = Buffer.byteLength(body);
  response.writeHead(answer.status, headers);
  // A text goes out in one write with the headers.
  response.end(message.method === 'HEAD' || bodiless ? undefined : body);
}
