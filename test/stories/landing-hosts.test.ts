import { connect } from 'node:net';
import { type GameWithPages, gameWithPages } from '../browser/game-with-pages';

let game: GameWithPages;
beforeAll(async () => {
  game = await gameWithPages();
});
afterAll(() => game.stop());

/** Whether a request, as it goes over the wire, gets what the local cloud's own pages say. */
async function isTold(line: string, ...headers: readonly string[]): Promise<boolean> {
  const text = [line, ...headers, 'accept: text/html', 'connection: close', '', ''].join('\r\n');
  const answer = await new Promise<string>((resolve, reject) => {
    let said = '';
    const socket = connect(Number(new URL(game.cloud.url).port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1');
    });
    socket.on('close', () => resolve(said));
    socket.on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 [234]/);
  return /"IdentityPoolId"|The local cloud is up/.test(answer);
}

const pages = ['/_local/outputs.json', '/'];
const own = ['127.0.0.1:4510', 'localhost', '[::1]:4510', '10.0.0.7'];

test.each(own)('whoever calls it %s is told', async (host) => {
  for (const page of pages) expect(await isTold(`GET ${page} HTTP/1.1`, `Host: ${host}`)).toBe(true);
});

test.each([
  ...[
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost.',
    '127.0.0.1.',
    'localhost@evil.example',
  ],
  ...['evil.example@localhost', 'localhost,evil.example', 'localhost evil.example', 'localhost:80:80', 'localhost:'],
  ...[
    'localhost/x',
    'localhost#',
    'localhost\\evil',
    'amazonaws.com',
    'files.s3.amazonaws.com',
    'files.localhost:4510',
  ],
  ...['star-harvest.auth.eu-west-1.amazoncognito.com', '0.0.0.0', '0.0.0.0:4510', '[::]', '[0::0]', '[::0.0.0.0]'],
  ...['[::ffff:0:0]', '[::ffff:0.0.0.0]:4510', '[::1%25lo]', '127.1', '2130706433', '0x7f.0.0.1', '0177.0.0.1', ''],
])('nobody is told who calls it “%s”, whatever else they say', async (host) => {
  for (const page of pages) {
    const line = `GET ${page} HTTP/1.1`;
    expect(await isTold(line, `Host: ${host}`)).toBe(false);
    expect(await isTold(line, `Host: ${host}`, 'x-forwarded-host: 127.0.0.1')).toBe(false);
    expect(await isTold(line, 'Host: 127.0.0.1', `Host: ${host}`)).toBe(false);
    expect(await isTold(line, `Host: ${host}`, 'Host: 127.0.0.1')).toBe(false);
    // Nor may it be meant: a page may say so of its own origin.
    if (host !== '') expect(await isTold(line, 'Host: 127.0.0.1', `x-forwarded-host: ${host}`)).toBe(false);
    expect(await isTold(line, 'Host: 127.0.0.1', 'x-forwarded-host: localhost', `x-forwarded-host: ${host}`)).toBe(
      false,
    );
    if (!/[\s/#]/.test(host)) expect(await isTold(`GET http://${host}${page} HTTP/1.1`, 'Host: 127.0.0.1')).toBe(false);
  }
  expect(await isTold('GET / HTTP/1.1', 'Host: 127.0.0.1', 'x-forwarded-host: localhost')).toBe(true);
});

test.each([
  ...['//_local/outputs.json', '/./_local/outputs.json', '/x/../_local/outputs.json', '/_LOCAL/outputs.json'],
  ...['/%5flocal/outputs.json', '/_local%2foutputs.json', '/_local/./outputs.json', '\\_local\\outputs.json'],
  ...['/_local/outputs.json/', '/_local/outputs.json%00', '/_local/outputs.json;x', '*', '_local/outputs.json'],
  ...['ftp://127.0.0.1/_local/outputs.json', 'http:/_local/outputs.json', '//127.0.0.1/_local/outputs.json'],
  ...['http:///_local/outputs.json', 'http://127.0.0.1\\@evil.example/_local/outputs.json'],
  ...['/_aws/s3.amazonaws.com/../../_local/outputs.json', '/_aws/sts.amazonaws.com/_local/outputs.json'],
  ...['/_aws/127.0.0.1/_local/outputs.json', '/_aws/s3.amazonaws.com/_aws/127.0.0.1/_local/outputs.json'],
])('%s is no other way to write the address of the outputs', async (target) => {
  expect(await isTold(`GET ${target} HTTP/1.1`, 'Host: 127.0.0.1')).toBe(false);
  expect(await isTold('GET /_local/outputs.json HTTP/1.1', 'Host: 127.0.0.1')).toBe(true);
  expect(await isTold('GET http://127.0.0.1/_local/outputs.json HTTP/1.1', 'Host: 127.0.0.1')).toBe(true);
});
