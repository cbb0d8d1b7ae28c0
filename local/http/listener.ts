import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpRequest, HttpResponse } from './message';

/** The largest request body that is read, in bytes. An S3 upload of more than this goes in parts, as on AWS above 5 GiB. */
const largestBody = 64 * 1024 * 1024;

/** How long a client may take to send its headers, and its whole request, in milliseconds. */
const headersTimeout = 10_000;
const requestTimeout = 60_000;

/** A started listener. */
export interface Listener {
  /** `http://127.0.0.1:4500` */
  readonly url: string;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 and hands whole requests to `handle`, which must not throw.
 *
 * @param port 0 takes a free one
 * @throws Error when the port is taken, saying which
 */
export async function listen(handle: (request: HttpRequest) => Promise<HttpResponse>, port: number): Promise<Listener> {
  const server = createServer({ headersTimeout, requestTimeout, keepAliveTimeout: 60_000 }, (message, response) => {
    serve(message, response, handle).catch(() => message.destroy());
  });
  await bind(server, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port} of 127.0.0.1 is taken: stop what listens there, or choose another with --port`)
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  handle: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<void> {
  const body = await readBody(message);
  if (body === 'too large') {
    write(response, message, {
      status: 413,
      headers: { connection: 'close', 'content-type': 'text/plain' },
      body: 'too large\n',
    });
    return;
  }
  write(response, message, await handle(toRequest(message, body)));
}

function toRequest(message: IncomingMessage, body: Buffer): HttpRequest {
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  const rawQuery = mark < 0 ? '' : url.slice(mark + 1);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    requestId: randomUUID(),
    method: message.method ?? 'GET',
    rawPath: mark < 0 ? url : url.slice(0, mark),
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers,
    body,
    sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
  };
}

async function readBody(message: IncomingMessage): Promise<Buffer | 'too large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) return 'too large';
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
}

function write(response: ServerResponse, message: IncomingMessage, answer: HttpResponse): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : (answer.body ?? Buffer.alloc(0));
  const headers: Record<string, string | number> = { ...answer.headers };
  // The answer to HEAD says how long the body would be; 204 and 304 have none to speak of.
  const bodiless = answer.status === 204 || answer.status === 304;
  if (!bodiless && !('content-length' in headers)) headers['content-length'] = body.length;
  response.writeHead(answer.status, headers);
  response.end(message.method === 'HEAD' || bodiless ? undefined : body);
}
