import { once } from 'node:events';
import { Agent, type IncomingMessage, request as send } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { type Gate, type Listener, listen } from '../../../local/http/listener';
import type { HttpRequest } from '../../../local/http/message';

const limit: Gate = {
  largestBody: ({ rawPath }) => (rawPath === '/small' ? 10 : 1024 * 1024),
  tooLarge: ({ rawPath }) => ({ status: 400, headers: { 'x-path': rawPath }, body: 'EntityTooLarge' }),
};

let listener: Listener;
const handled: HttpRequest[] = [];
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
beforeAll(async () => {
  const handle = async (request: HttpRequest) => {
    handled.push(request);
    const headers: Record<string, string> = request.method === 'HEAD' ? { 'content-length': '7' } : {};
    return { status: request.rawPath === '/gone' ? 204 : 200, headers, body: `got ${request.body.length}` };
  };
  listener = await listen(handle, { port: 0 }, limit);
});
beforeEach(() => {
  handled.length = 0;
});
afterAll(async () => {
  agent.destroy();
  await listener.close();
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly continued: boolean;
  /** The connection that it came over, by the client's port. */
  readonly port: number | undefined;
}

async function call(method: string, path: string, body: Buffer | string = '', headers = {}): Promise<Answer> {
  const request = send(`${listener.url}${path}`, { method, agent, headers });
  let continued = false;
  request.once('continue', () => {
    continued = true;
    request.end(body);
  });
  if ('expect' in headers) request.flushHeaders();
  else request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const port = request.socket?.localPort;
  const answer = {
    status: response.statusCode,
    headers: response.headers,
    text: await text(response),
    continued,
    port,
  };
  request.destroy();
  return answer;
}

test('a connection is kept for the next request', async () => {
  const first = await call('GET', '/a');
  expect((await call('PUT', '/b', 'xyz')).port).toBe(first.port);
});

test('a client that asks before it sends is told to go on, and one whose body is too large is told why not', async () => {
  const expectant = (bytes: number) =>
    call('PUT', '/small', Buffer.alloc(bytes), { expect: '100-continue', 'content-length': String(bytes) });
  expect(await expectant(10)).toMatchObject({ status: 200, continued: true, text: 'got 10' });
  expect(await expectant(11)).toMatchObject({ status: 400, continued: false, text: 'EntityTooLarge' });
  expect(handled).toHaveLength(1);
});

test('a body of many pieces comes as one', async () => {
  const bytes = Buffer.alloc(1024 * 1024, 'abc');
  expect(await call('PUT', '/large', bytes)).toMatchObject({ status: 200 });
  expect(handled[0]?.body.equals(bytes)).toBe(true);
});

test('whoever sends too much learns it when they have sent it, and their request is not handled', async () => {
  const answer = await call('PUT', '/large', Buffer.alloc(5 * 1024 * 1024));
  expect(answer).toMatchObject({ status: 400, text: 'EntityTooLarge', headers: { 'x-path': '/large' } });
  expect(handled).toEqual([]);
  expect(await call('PUT', '/large', Buffer.alloc(1024))).toMatchObject({ status: 200 });
});

test('a body without announced length is held to the same limit', async () => {
  const chunked = { 'transfer-encoding': 'chunked' };
  expect(await call('PUT', '/small', '0123456789', chunked)).toMatchObject({ status: 200, text: 'got 10' });
  expect(await call('PUT', '/small', '0123456789+', chunked)).toMatchObject({ status: 400 });
});

test('the answer to HEAD has the length of the body that it leaves out', async () => {
  const { headers, text: body } = await call('HEAD', '/a');
  expect([headers['content-length'], body]).toEqual(['7', '']);
});

test('an answer of 204 has neither body nor length', async () => {
  const { status, headers, text: body } = await call('DELETE', '/gone');
  expect([status, headers['content-length'], body]).toEqual([204, undefined, '']);
});

describe('a listener of its own', () => {
  test('an answer comes back whole, its body by the bytes', async () => {
    const listener = await listen(
      async (request) => ({ status: 200, headers: { 'x-path': request.rawPath }, body: request.body }),
      { port: 0 },
    );
    const response = await fetch(`${listener.url}/a%2Fb//c?x=1`, { method: 'POST', body: 'é' });
    expect(response.headers.get('x-path')).toBe('/a%2Fb//c');
    expect(await response.text()).toBe('é');
    await listener.close();
  });

  test('a body that is too large is answered, not read', async () => {
    let handled = 0;
    const listener = await listen(
      async () => {
        handled += 1;
        return { status: 200, headers: {} };
      },
      { port: 0 },
    );
    const send = (bytes: number) => fetch(listener.url, { method: 'PUT', body: Buffer.alloc(bytes) });
    expect((await send(1024)).status).toBe(200);
    expect((await send(17 * 1024 * 1024).catch(() => ({ status: 413 }))).status).toBe(413);
    expect(handled).toBe(1);
    await listener.close();
  });

  const hasIpv6 = Object.values(networkInterfaces()).some((all = []) => all.some(({ family }) => family === 'IPv6'));
  (hasIpv6 ? test : test.skip)(
    'a client is known by its address as policies have it, whatever the socket calls it',
    async () => {
      const seen = async (request: HttpRequest) => ({ status: 200, headers: {}, body: request.sourceIp });
      const listener = await listen(seen, { host: '::', port: 0 });
      const { port } = new URL(listener.url);
      expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('127.0.0.1');
      expect(await (await fetch(`http://[::1]:${port}`)).text()).toBe('::1');
      await listener.close();
    },
  );

  test('a taken port is said by its number', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as AddressInfo;
    await expect(listen(async () => ({ status: 200, headers: {} }), { port })).rejects.toThrow(`port ${port}`);
    await new Promise((resolve) => squatter.close(resolve));
  });
});
