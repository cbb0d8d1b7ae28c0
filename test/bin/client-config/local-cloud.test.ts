import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askLocalCloud, isLoopback, tryLocalCloud } from '../../../bin/client-config/local-cloud';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** What answers so at a port of its own. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  stops.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const told = { 'star-data': { BucketName: 'files' }, _local: { endpoint: 'http://127.0.0.1:4510', managedLogins: [] } };
const cloud: RequestListener = ({ url }, response) => {
  response.statusCode = url === '/_local/outputs.json' ? 200 : 404;
  response.end(JSON.stringify(told));
};

test('a running local cloud tells its outputs, whatever path the endpoint has', async () => {
  const url = await serve(cloud);
  const expected = { stacks: { 'star-data': { BucketName: 'files' } }, local: told._local };
  expect(await askLocalCloud(url)).toEqual(expected);
  expect(await askLocalCloud(`${url}/`)).toEqual(expected);
});

test.each<[what: string, listener: RequestListener, status: number, said: string]>([
  [
    'another server',
    (_, response) => response.writeHead(404).end(),
    404,
    'is no local cloud of this project: 404 for /_local/',
  ],
  [
    'one that wants credentials',
    (_, response) => response.writeHead(403).end('<x/>'),
    403,
    '403 for /_local/outputs.json',
  ],
  ['outputs of no local cloud', (_, response) => response.end('{}'), 200, 'is no local cloud of this project: 200'],
])('%s is none', async (_, listener, status, said) => {
  const url = await serve(listener);
  await expect(askLocalCloud(url)).rejects.toThrow(said);
  expect(await tryLocalCloud(url)).toBe(status);
  await expect(askLocalCloud(await serve(cloud))).resolves.toHaveProperty('local');
});

test('nobody is followed elsewhere', async () => {
  const target = await serve(cloud);
  const url = await serve((_, response) =>
    response.writeHead(302, { location: `${target}/_local/outputs.json` }).end(),
  );
  await expect(askLocalCloud(url)).rejects.toThrow(`nothing answers at ${url}`);
});

test('where nothing answers, that is said with what to do', async () => {
  await expect(askLocalCloud('http://127.0.0.1:1')).rejects.toThrow(
    /^nothing answers at http:\/\/127\.0\.0\.1:1: .*; start npm run local, or set AWS_ENDPOINT_URL to where it is$/,
  );
});

test.each([
  ['http://127.0.0.1:4510', true],
  ['http://127.8.9.1', true],
  ['http://localhost:4566', true],
  ['https://s3.localhost/', true],
  ['http://[::1]:4510', true],
  ['http://0x7f.1:4510', true],
  ['https://vpce-1.cloudformation.eu-west-1.vpce.amazonaws.com', false],
  ['http://localhost.example', false],
  ['http://127.0.0.1.example', false],
  ['http://192.168.0.7:4510', false],
])('%s is on this machine: %s', (endpoint, here) => {
  expect(isLoopback(endpoint)).toBe(here);
});
