import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Game, startGame } from './deployment';

let game: Game;
let listeners: Readonly<
  Record<ListenerName, { readonly url: string; readonly plays: string; readonly ofOthers: string }>
>;
beforeAll(async () => {
  game = await startGame({ allowHosts: ['Host.Docker.Internal'], play: 'all' });
  const { cloud } = game;
  const [google] = cloud.identityProviders.filter(({ issuer }) => issuer === 'https://accounts.google.com');
  const standIn = (name: string) => cloud.standIns.find((candidate) => candidate.name === name)?.signInUrl ?? '';
  listeners = {
    'the cloud’s': {
      url: cloud.url,
      plays: new URL(cloud.managedLogins[0]?.signInUrl ?? '').host,
      // A domain of somebody else's user pool.
      ofOthers: `evil.auth.${cloud.region}.amazoncognito.com`,
    },
    'an OpenID issuer’s': { url: google?.url ?? '', plays: 'accounts.google.com', ofOthers: 'sts.amazonaws.com' },
    'Amazon’s': { url: standIn('www.amazon.com'), plays: 'api.amazon.com', ofOthers: 'accounts.google.com' },
    'Facebook’s': { url: standIn('graph.facebook.com'), plays: 'graph.facebook.com', ofOthers: 'api.amazon.com' },
    'a SAML identity provider’s': {
      url: cloud.samlProviders[0]?.ssoUrl ?? '',
      plays: new URL(cloud.samlProviders[0]?.entityId ?? '').host,
      ofOthers: 'accounts.google.com',
    },
  };
});
afterAll(() => game.stop());

const listenerNames = [
  'the cloud’s',
  'an OpenID issuer’s',
  'Amazon’s',
  'Facebook’s',
  'a SAML identity provider’s',
] as const;
type ListenerName = (typeof listenerNames)[number];

/** Whether a request with these headers is served; what a refusal says, if not. */
async function verdict(url: string, headers: Record<string, string>): Promise<string> {
  const sent = request(url, { headers, setHost: !('host' in headers) }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const said = await text(response);
  return said.includes('does not answer to') ? `${response.statusCode}: ${said}` : 'served';
}

/** The same for a request as its bytes are. */
async function rawVerdict(url: string, head: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(`${head}\r\n\r\n`);
  const said = await text(socket);
  return said.includes('does not answer to') ? (/ (\d+) /.exec(said)?.[1] ?? '') : 'served';
}

const served = [
  '127.0.0.1',
  'localhost',
  'LOCALHOST',
  'saves.localhost',
  '[::1]',
  'localhost:80',
  'host.docker.internal',
  // No DNS leads an address elsewhere: an emulator's name for this machine, and those of a network.
  '10.0.2.2',
  '10.0.2.2:4510',
  '192.168.0.7',
  '127.0.0.2',
  '[fe80::1]:4510',
  '[2001:DB8::7]',
  '[::ffff:127.0.0.1]',
];
/** Of those, the ones that only say where a request came. */
const addresses = served.filter((host) => /^(?:\d|\[)/.test(host) && !/^(?:127\.0\.0\.1|\[::1\])$/.test(host));
const others = [
  'evil.example',
  'evil.example:4510',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  'evil-localhost',
  'amazonaws.com.evil.example',
  'evilamazonaws.com',
  'host.docker.internal.evil.example',
  // Nobody's address, and addresses as no browser writes them.
  '0.0.0.0',
  '[::]',
  '[0:0:0:0:0:0:0:0]',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '127.1',
  '127.0.0.1.',
  '127.0.0.01',
  '192.168.0.256',
  '1.2.3.4.5',
  '192.168.0.7.evil.example',
  'evil.example.192.168.0.7',
  '::1',
  'fe80::1',
  '[fe80::1%25eth0]',
  '[fe80::1%eth0]',
  '[192.168.0.7]',
  '[::1',
  '[::1]evil.example',
  'localhost.',
  'evil.example@localhost',
  'localhost:x.evil.example',
  'evil.example#.localhost',
  'evil.example/.s3.localhost',
  'evil.example@saves.localhost',
  'evil.example:80.s3.localhost',
  'evil.example,.s3.amazonaws.com',
  'evil.example?.s3.amazonaws.com',
  'evil example.localhost',
  'evil.example\\.localhost',
  '..localhost',
  '.localhost',
  'localhost:',
  '127.0.0.1:80:80',
  '',
];

describe.each(listenerNames.map((name) => ({ name })))('$name listener', ({ name }) => {
  test.each(served)('answers to %s', async (host) => {
    expect(await verdict(listeners[name].url, { host })).toBe('served');
  });

  test.each(addresses)('takes nobody’s word for having been called %s', async (host) => {
    expect(await verdict(listeners[name].url, { 'x-forwarded-host': host })).toMatch(/^403/);
    expect(await verdict(listeners[name].url, { host, 'x-forwarded-host': 'evil.example' })).toMatch(/^403/);
    expect(await verdict(listeners[name].url, { host, 'x-forwarded-host': listeners[name].plays })).toBe('served');
  });

  test.each(others)('does not answer to %j, whatever is forwarded', async (host) => {
    const { url, plays } = listeners[name];
    const refused = expect.stringMatching(/^403: [\s\S]*(--allow-host|127\.0\.0\.1)/);
    expect(await verdict(url, { host })).toEqual(refused);
    expect(await verdict(url, { host, 'x-forwarded-host': 'localhost' })).toEqual(refused);
    expect(await verdict(url, { host, 'x-forwarded-host': plays })).toEqual(refused);
    expect(await verdict(url, { 'x-forwarded-host': host })).toEqual(refused);
    expect(await verdict(url, {})).toBe('served');
  });

  test('answers to the name of whom it plays, said either way, and to none that others are played as', async () => {
    const { url, plays, ofOthers } = listeners[name];
    for (const header of ['host', 'x-forwarded-host']) {
      expect(await verdict(url, { [header]: plays })).toBe('served');
      expect(await verdict(url, { [header]: ofOthers })).toMatch(/^403/);
    }
  });

  test('takes no second host, no list, no other authority in the URL, and no request without a host', async () => {
    const { url, plays } = listeners[name];
    const { host } = new URL(url);
    const said = (head: string) => rawVerdict(url, `${head}\r\nConnection: close`);
    expect(await said(`GET / HTTP/1.1\r\nHost: ${host}`)).toBe('served');
    expect(await said(`GET http://${host}/ HTTP/1.1\r\nHost: ${host}`)).toBe('served');
    expect(await said(`GET / HTTP/1.0\r\nHost: ${host}`)).toBe('served');
    expect(await said(`GET / HTTP/1.0`)).toBe('403');
    for (const scheme of ['http', 'HTTPS', 'ftp', 'ws']) {
      expect(await said(`GET ${scheme}://evil.example/ HTTP/1.1\r\nHost: ${host}`)).toBe('403');
    }
    const forwarded = `GET / HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-Host: ${plays}`;
    expect(await said(forwarded)).toBe('served');
    expect(await said(`${forwarded}\r\nX-Forwarded-Host: ${plays}`)).toBe('403');
    expect(await verdict(url, { 'x-forwarded-host': `${plays}, evil.example` })).toMatch(/^403/);
    expect(await verdict(url, { 'x-forwarded-host': `evil.example, ${plays}` })).toMatch(/^403/);
  });
});

test.each([
  's3.eu-west-1.amazonaws.com',
  'saves.s3.eu-west-1.amazonaws.com',
  'saves.s3.localhost',
  'sts.amazonaws.com',
  'dynamodb.eu-west-1.amazonaws.com',
  'cognito-idp.eu-west-1.amazonaws.com:443',
  'dynamodb.eu-west-1.api.aws',
  'lambda.cn-north-1.amazonaws.com.cn',
])('the cloud answers to AWS’s name %s; no identity provider does', async (host) => {
  expect(await verdict(listeners['the cloud’s'].url, { host })).toBe('served');
  expect(await verdict(listeners['the cloud’s'].url, { 'x-forwarded-host': host })).toBe('served');
  if (host.endsWith('.localhost')) return;
  for (const name of listenerNames.filter((other) => other !== 'the cloud’s')) {
    expect(await verdict(listeners[name].url, { host })).toMatch(/^403/);
  }
});

test.each([
  ['a JSON service', { 'x-amz-target': 'DynamoDB_20120810.GetItem' }, /^403: \{"__type":"AccessDenied"/],
  ['S3', {}, /^403: <\?xml[\s\S]*<Code>AccessDenied<\/Code>/],
  [
    'a service that is not here, whose client reads JSON',
    { authorization: 'AWS4-HMAC-SHA256 Credential=a/20261120/r/iot/aws4_request' },
    /^403: \{"message":"This is the local cloud/,
  ],
])('the cloud says it in the form of %s', async (_what, headers: Record<string, string>, form) => {
  const said = await verdict(listeners['the cloud’s'].url, { host: 'evil.example', ...headers });
  expect(said).toMatch(form);
  expect(said).toContain('or start it with --allow-host evil.example.');
});
