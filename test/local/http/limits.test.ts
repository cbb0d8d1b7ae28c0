import { connect, type Socket } from 'node:net';
import { Dispatcher } from '../../../local/http/dispatcher';
import { limits } from '../../../local/http/limits';
import { type Listener, listen } from '../../../local/http/listener';
import type { Operation, Protocol, Service } from '../../../local/http/operation';
import { SignatureVerifier } from '../../../local/http/verify-signature';
import { awsJson } from '../../../local/protocols/aws-json';
import { protocolOf } from '../../../local/protocols/protocol-of';
import { restXml } from '../../../local/protocols/rest-xml';
import { SessionStore } from '../../../local/sessions/session-store';
import { ServiceError } from '../../../local/shared/service-error';

const clock = { now: () => Date.UTC(2026, 10, 20) };
const defects: unknown[] = [];

/** A service that answers with a header made of its body. */
// biome-ignore lint/suspicious/noExplicitAny: what a protocol writes is its own
function echo(signingName: string, protocol: Protocol<any>): Service<object> {
  const operation: Operation<string, object> = {
    name: 'Echo',
    signature: 'none',
    parse: ({ body }) => body.toString(),
    authorize: () => [],
    run: (header) => ({ headers: { 'x-echo': header }, body: header }),
  };
  return {
    signingName,
    protocol,
    largestBody: 8,
    match: () => operation,
    unknownOperation: () => new ServiceError('UnknownOperationException', 'unknown'),
    accessDenied: (reason) => new ServiceError('AccessDeniedException', reason),
  };
}

/** Writes its headers without a look at them, as no real protocol should. */
const careless: Protocol<{ readonly headers: Record<string, string>; readonly body: string }> = {
  ...restXml(''),
  success: ({ headers, body }) => ({ status: 200, headers, body }),
};

let listener: Listener;
let port: number;
beforeAll(async () => {
  const dispatcher = new Dispatcher({
    protocolOf,
    services: [echo('s3', careless), echo('secretsmanager', awsJson('1.1'))],
    verifier: new SignatureVerifier({ sessions: new SessionStore(clock), clock, region: 'eu-west-1' }),
    clock,
    account: '123456789012',
    region: 'eu-west-1',
    onDefect: (error) => defects.push(error),
  });
  const impatient = { ...limits, headMilliseconds: 100, pauseMilliseconds: 100, bodyMilliseconds: 400 };
  listener = await listen((request) => dispatcher.handle(request), { port: 0 }, dispatcher, impatient);
  port = Number(new URL(listener.url).port);
});
afterAll(() => listener.close());

/** Writes to a new connection and reads until the other side closes it. */
function conversation(write: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let back = '';
    socket.on('data', (chunk) => {
      back += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(back));
    // Closed while we were still writing; what was answered has been read.
    socket.on('error', () => {});
    write(socket);
  });
}

const head = (...headers: string[]) =>
  `PUT /x HTTP/1.1\r\nHost: localhost\r\n${headers.map((each) => `${each}\r\n`).join('')}\r\n`;
const json = 'x-amz-target: secretsmanager.Echo';
const ended = 'Connection: close';

test('a whole request in time is answered', async () => {
  const back = await conversation((socket) => socket.write(`${head('Content-Length: 5', ended)}hello`));
  expect(back).toMatch(/^HTTP\/1.1 200 OK\r\n.*x-echo: hello\r\n/s);
});

test('a body that stops coming is answered by its service', async () => {
  const s3 = await conversation((socket) => socket.write(`${head('Content-Length: 5')}hel`));
  expect(s3).toMatch(/^HTTP\/1.1 400 .*connection: close.*<Code>RequestTimeout<\/Code>/s);
  const other = await conversation((socket) => socket.write(`${head(json, 'Transfer-Encoding: chunked')}1\r\na\r\n`));
  expect(other).toMatch(/^HTTP\/1.1 408 .*"__type":"RequestTimeoutException"/s);
});

test('a body that trickles in is answered by its service', async () => {
  let trickle: NodeJS.Timeout | undefined;
  const back = await conversation((socket) => {
    socket.write(head('Content-Length: 100000'));
    trickle = setInterval(() => socket.write('a'), 20);
  });
  clearInterval(trickle);
  expect(back).toContain('<Code>RequestTimeout</Code>');
});

test('a head that does not end is answered with a bare 408', async () => {
  const back = await conversation((socket) => socket.write('PUT /x HTTP/1.1\r\nHost: local'));
  expect(back).toMatch(/^HTTP\/1.1 408 /);
});

test('a body that is too large is answered by its service', async () => {
  const s3 = await conversation((socket) => socket.write(`${head('Content-Length: 9', ended)}123456789`));
  expect(s3).toMatch(/^HTTP\/1.1 400 .*<Code>EntityTooLarge<\/Code>.*<MaxSizeAllowed>8<\/MaxSizeAllowed>/s);
  const other = await conversation((socket) => socket.write(`${head(json, 'Content-Length: 9', ended)}123456789`));
  expect(other).toMatch(/^HTTP\/1.1 413 .*"__type":"RequestEntityTooLargeException"/s);
});

test.each([
  ['a second host', ['Host: other'], 400],
  ['more headers than are judged', Array.from({ length: 300 }, (_, index) => `x-${index}: y`), 431],
  ['a head of more bytes than are read', [`x: ${'y'.repeat(20_000)}`], 431],
  ['two lengths', ['Content-Length: 5', 'Transfer-Encoding: chunked'], 400],
  ['a folded header', ['x: y', ' z'], 400],
])('%s is answered with a bare error and the end of the connection', async (_what, headers, status) => {
  const back = await conversation((socket) => socket.write(head(...headers)));
  expect(back).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test('a request for a whole URL is one for its path', async () => {
  const to = (host: string) =>
    `PUT http://localhost/x HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 2\r\n${ended}\r\n\r\nhi`;
  expect(await conversation((socket) => socket.write(to('127.0.0.1')))).toMatch(/^HTTP\/1.1 200 .*x-echo: hi/s);
  // The URL's host counts, and does not let in another one.
  expect(await conversation((socket) => socket.write(to('other')))).toMatch(/^HTTP\/1.1 403 /);
});

test('an answer that HTTP cannot carry is a defect, told and answered', async () => {
  const back = await conversation((socket) => socket.write(`${head('Content-Length: 2')}\r\n`));
  expect(back).toMatch(/^HTTP\/1.1 500 .*<Code>InternalFailure<\/Code>/s);
  expect(String(defects)).toContain('Invalid character in header content');
});
