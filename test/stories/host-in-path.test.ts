import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { localUrl } from '../../client/local-cloud';
import { type Game, startGame } from './deployment';
import { signedIn } from './players';

let game: Game;
let own: string;
/** A link to a player's file, as it is signed for AWS. */
let link: string;
beforeAll(async () => {
  game = await startGame();
  const { identityId, s3 } = await signedIn(game, 'Adele');
  own = `private/${identityId}/slot 1 é+.json`;
  await s3.send(new PutObjectCommand({ Bucket: game.bucket, Key: own, Body: 'level 7' }));
  const aws = new S3Client({ region: game.region, credentials: s3.config.credentials });
  link = await getSignedUrl(aws, new GetObjectCommand({ Bucket: game.bucket, Key: own }), { expiresIn: 60 });
});
afterAll(() => game.stop());

const origin = 'http://localhost:5173';
const get = (url: string, init?: RequestInit) => fetch(url, init);

test('what was signed for AWS’s host is answered at /_aws/<host>, to an allowed page too', async () => {
  const url = localUrl(game.cloud.url, link);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/_aws\/[a-z0-9-]+\.s3\.eu-west-1\.amazonaws\.com\/private\//);
  expect(await (await get(url)).text()).toBe('level 7');
  const headers = { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'range' };
  const preflight = await get(url, { method: 'OPTIONS', headers });
  expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
  const foreign = await get(url, { method: 'OPTIONS', headers: { ...headers, origin: 'https://evil.example' } });
  expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
});

test.each([
  ['another bucket’s host', (url: string) => url.replace('/_aws/', '/_aws/another-'), 403],
  ['another region', (url: string) => url.replace('.eu-west-1.', '.eu-west-2.'), 403],
  ['another service’s host', (url: string) => url.replace(/_aws\/[^/]+/, '_aws/sts.amazonaws.com'), 403],
  ['a host that is not AWS’s', (url: string) => url.replace(/_aws\/[^/]+/, '_aws/evil.example'), 403],
  ['a host behind a host', (url: string) => url.replace('/_aws/', '/_aws/sts.amazonaws.com/_aws/'), 403],
  ['no host', (url: string) => url.replace(/_aws\/[^/]+/, ''), 403],
  ['another key', (url: string) => url.replace('slot', 'slit'), 403],
])('with %s it is refused, and as it was signed it is not', async (_what, change: (url: string) => string, status) => {
  const url = localUrl(game.cloud.url, link);
  expect(change(url)).not.toBe(url);
  expect((await get(change(url))).status).toBe(status);
  expect((await get(url)).status).toBe(200);
});

test('the host in the path wins over one that is forwarded, and none of both opens the listener to another name', async () => {
  const url = localUrl(game.cloud.url, link);
  expect((await get(url, { headers: { 'x-forwarded-host': 'sts.amazonaws.com' } })).status).toBe(200);
  const refused = await get(url, { headers: { 'x-forwarded-host': 'evil.example' } });
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('does not answer to')]);
});
