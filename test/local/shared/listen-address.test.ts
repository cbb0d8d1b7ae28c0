import { createServer } from 'node:net';
import {
  type Interfaces,
  inUrl,
  isEveryAddress,
  isLoopbackAddress,
  listenAt,
  networkAddresses,
  reachedBy,
  toldAddress,
} from '../../../local/shared/listen-address';

const laptop: Interfaces = {
  lo: [
    { address: '127.0.0.1', family: 'IPv4', internal: true },
    { address: '::1', family: 'IPv6', internal: true },
  ],
  wlan0: [
    { address: 'fe80::1c', family: 'IPv6', internal: false },
    { address: '2001:db8::7', family: 'IPv6', internal: false },
    { address: '192.168.1.5', family: 'IPv4', internal: false },
  ],
  vpn: [{ address: '10.8.0.2', family: 'IPv4', internal: false }],
  down: undefined,
};
const { lo } = laptop;

test('another device is told every address but those of one link and of this machine alone', () => {
  expect(networkAddresses(laptop)).toEqual(['192.168.1.5', '10.8.0.2', '2001:db8::7']);
  expect(networkAddresses({ lo })).toEqual([]);
});

test.each([
  ['0.0.0.0', ['192.168.1.5', '10.8.0.2']],
  ['::', ['192.168.1.5', '10.8.0.2', '2001:db8::7']],
  ['10.8.0.2', ['10.8.0.2']],
  ['127.0.0.1', []],
  ['::1', []],
])('another device reaches a listener at %s by %j', (address, addresses) => {
  expect(reachedBy(address, laptop)).toEqual(addresses);
});

test.each([
  ['127.0.0.1', '127.0.0.1', laptop],
  ['127.0.0.2', '127.0.0.2', laptop],
  ['::1', '::1', laptop],
  ['10.8.0.2', '10.8.0.2', laptop],
  ['0.0.0.0', '192.168.1.5', laptop],
  ['::', '192.168.1.5', laptop],
  ['0:0:0:0:0:0:0:0', '192.168.1.5', laptop],
  ['0.0.0.0', '127.0.0.1', { lo }],
  ['0.0.0.0', '127.0.0.1', { eth0: [{ address: 'fd00::2', family: 'IPv6', internal: false }] }],
  ['::', 'fd00::2', { eth0: [{ address: 'fd00::2', family: 'IPv6', internal: false }] }],
  ['::', '127.0.0.1', { lo }],
])('of a listener at %s is told %s', (address, told, interfaces: Interfaces) => {
  expect(toldAddress(address, interfaces)).toBe(told);
});

test.each([
  ['127.0.0.1', true, false],
  ['127.255.0.9', true, false],
  ['::1', true, false],
  ['0.0.0.0', false, true],
  ['::', false, true],
  ['::0', false, true],
  ['192.168.1.5', false, false],
  ['10.127.0.1', false, false],
  ['::ffff:127.0.0.1', false, false],
  ['2001:db8::1', false, false],
])('%s is of this machine alone: %s; is all addresses: %s', (address, loopback, every) => {
  expect([isLoopbackAddress(address), isEveryAddress(address)]).toEqual([loopback, every]);
});

test('an IPv6 address stands in brackets in a URL', () => {
  expect(['::1', '127.0.0.1'].map(inUrl)).toEqual(['[::1]', '127.0.0.1']);
});

test('an address of another machine is refused with those that there are, and a taken port by its number', async () => {
  const taken = (place: string) => `${place} is taken`;
  const elsewhere = listenAt(createServer(), { host: '192.0.2.1', port: 0 }, taken);
  await expect(elsewhere).rejects.toThrow(
    /^192\.0\.2\.1 is no address of this machine, which has 127\.0\.0\.1.*--host/,
  );
  const server = createServer();
  const place = await listenAt(server, { port: 0 }, taken);
  const port = Number(place.split(':')[1]);
  expect(place).toBe(`127.0.0.1:${port}`);
  await expect(listenAt(createServer(), { port }, taken)).rejects.toThrow(`port ${port} of 127.0.0.1 is taken`);
  await new Promise((resolve) => server.close(resolve));
});
