import { networkWarning } from '../../../local/command/network-warning';

const interfaces = {
  eth0: [
    { address: '192.168.1.5', family: 'IPv4', internal: false },
    { address: '2001:db8::7', family: 'IPv6', internal: false },
  ],
};
const at = (host: string) => ({ host, url: 'http://127.0.0.1:4510' });

test.each(['127.0.0.1', '127.0.0.2', '::1'])('%s is reached by nobody else, and nothing is said', (host) => {
  expect(networkWarning(at(host), interfaces)).toBeUndefined();
});

test.each([
  ['0.0.0.0', 'On a phone: http://192.168.1.5:4510'],
  ['::', 'On a phone: http://192.168.1.5:4510, http://[2001:db8::7]:4510'],
  ['192.168.1.5', 'On a phone: http://192.168.1.5:4510'],
  ['2001:db8::7', 'On a phone: http://[2001:db8::7]:4510'],
])('%s lets others in, and what they can do is said with how a phone gets there', (host, phone) => {
  const warning = networkWarning(at(host), interfaces);
  expect(warning).toMatch(/^Everybody on your network can use this cloud/);
  for (const word of ['whoever opens one is any player', 'Codes', host]) expect(warning).toContain(word);
  expect(warning?.endsWith(`\n${phone}`)).toBe(true);
});

test('a machine without a network says so', () => {
  expect(networkWarning(at('0.0.0.0'), {})).toContain('no address on a network');
});
