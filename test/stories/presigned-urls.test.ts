import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { systemClock } from '../../local/shared/clock';
import { type Game, startGame } from './deployment';
import { backend, guest, type Player, signedIn } from './players';

const clock = { ahead: 0, now: () => systemClock.now() + clock.ahead };
let game: Game;
let adele: Player;
let berta: Player;
let visitor: Player;
beforeAll(async () => {
  game = await startGame({ clock });
  [adele, berta, visitor] = await Promise.all([signedIn(game, 'Adele'), signedIn(game, 'Berta'), guest(game)]);
});
beforeEach(() => {
  clock.ahead = 0;
});
afterAll(() => game.stop());

type Signable = GetObjectCommand | PutObjectCommand | ListObjectsV2Command | UploadPartCommand;
const file = (owner: Player, name: string) => ({ Bucket: game.bucket, Key: `private/${owner.identityId}/${name}` });
const sign = ({ s3 }: Player, command: Signable, expiresIn = 300) =>
  getSignedUrl(s3, command as GetObjectCommand, { expiresIn });
const send = async (method: string, url: string, body?: string, headers = {}) => {
  const response = await fetch(url, { method, body, headers });
  const text = await response.text();
  return { status: response.status, text, code: /<Code>(\w+)<\/Code>/.exec(text)?.[1] };
};
const changed = (url: string, name: string, value: string) => {
  const other = new URL(url);
  other.searchParams.set(name, value);
  return other.href;
};
const denied = { status: 403, code: 'AccessDenied' };

test.each<[string, unknown, string | undefined, number]>([
  ['PUT', PutObjectCommand, 'level 7', 200],
  ['GET', GetObjectCommand, undefined, 200],
  ['HEAD', HeadObjectCommand, undefined, 200],
  ['DELETE', DeleteObjectCommand, undefined, 204],
])(
  'a player’s %s URL works for their own file, for nobody else’s, and for no other verb',
  async (method, Command, body, ok) => {
    // biome-ignore lint/suspicious/noExplicitAny: the commands have one shape of input here, and four types
    const command = (owner: Player) => new (Command as any)(file(owner, 'by url')) as Signable;
    for (const owner of [adele, berta])
      await owner.s3.send(new PutObjectCommand({ ...file(owner, 'by url'), Body: 'old' }));
    const url = await sign(adele, command(adele));
    expect(await send(method, url, body)).toMatchObject({ status: ok });
    expect(await send(method === 'PUT' ? 'DELETE' : 'PUT', url)).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
    expect((await send(method, await sign(adele, command(berta)), body)).status).toBe(403);
    expect((await send('GET', await sign(berta, new GetObjectCommand(file(berta, 'by url'))))).text).toBe('old');
  },
);

test('a URL carries what it was signed for into the file', async () => {
  const own = file(visitor, 'kept');
  const put = new PutObjectCommand({ ...own, Metadata: { hero: 'Ada' }, ContentType: 'application/json' });
  expect(await send('PUT', await sign(visitor, put), '{}', { 'content-type': 'application/json' })).toMatchObject({
    status: 200,
  });
  expect(await visitor.s3.send(new HeadObjectCommand(own))).toMatchObject({
    Metadata: { hero: 'Ada' },
    ContentType: 'application/json',
  });
});

test('a URL lists a player’s own folder only', async () => {
  const list = (owner: Player) =>
    sign(adele, new ListObjectsV2Command({ Bucket: game.bucket, Prefix: `private/${owner.identityId}/` }));
  const own = await list(adele);
  expect(await send('GET', own)).toMatchObject({ status: 200 });
  expect(await send('GET', await list(berta))).toMatchObject(denied);
  expect(await send('GET', changed(own, 'prefix', 'private/'))).toMatchObject({ code: 'SignatureDoesNotMatch' });
});

test('a URL uploads one part', async () => {
  const own = file(adele, 'parts');
  const { UploadId } = await adele.s3.send(new CreateMultipartUploadCommand(own));
  const url = await sign(adele, new UploadPartCommand({ ...own, UploadId, PartNumber: 1 }));
  expect(await send('PUT', url, 'part one')).toMatchObject({ status: 200 });
  expect(await send('PUT', changed(url, 'partNumber', '2'), 'part two')).toMatchObject({
    code: 'SignatureDoesNotMatch',
  });
});

test('a URL holds as long as it says, and not longer than its signer’s session', async () => {
  const own = file(adele, 'for a while');
  await adele.s3.send(new PutObjectCommand({ ...own, Body: 'x' }));
  const minute = await sign(adele, new GetObjectCommand(own), 60);
  const day = await sign(adele, new GetObjectCommand(own), 24 * 3600);
  clock.ahead = 50_000;
  expect(await send('GET', minute)).toMatchObject({ status: 200 });
  clock.ahead = 62_000;
  expect(await send('GET', minute)).toMatchObject(denied);
  expect(await send('GET', day)).toMatchObject({ status: 200 });
  clock.ahead = 3601_000;
  expect(await send('GET', day)).toMatchObject({ status: 400, code: 'ExpiredToken' });
});

test('whatever is changed in a URL, it is refused', async () => {
  const own = file(adele, 'own');
  await adele.s3.send(new PutObjectCommand({ ...own, Body: 'x' }));
  const url = await sign(adele, new GetObjectCommand(own));
  const other = await sign(berta, new GetObjectCommand(file(berta, 'own')));
  const token = new URL(other).searchParams.get('X-Amz-Security-Token') ?? '';
  expect(await send('GET', url)).toMatchObject({ status: 200 });
  for (const [name, value, code] of [
    ['X-Amz-Expires', '86400', 'SignatureDoesNotMatch'],
    ['X-Amz-Expires', '604801', 'AuthorizationQueryParametersError'],
    ['X-Amz-Signature', '0'.repeat(64), 'SignatureDoesNotMatch'],
    ['X-Amz-Security-Token', token, 'InvalidToken'],
    ['versionId', 'null', 'SignatureDoesNotMatch'],
    ['response-content-type', 'text/html', 'SignatureDoesNotMatch'],
  ] as const) {
    expect([name, (await send('GET', changed(url, name, value))).code]).toEqual([name, code]);
  }
  expect((await send('GET', url.replace(encodeURIComponent('own').concat('?'), 'own2?'))).code).toBe(
    'SignatureDoesNotMatch',
  );
  expect((await send('GET', url.split('?', 1)[0] ?? '')).code).toBe('AccessDenied');
  expect((await send('GET', url, undefined, { 'x-amz-meta-a': 'b' })).code).toBe('AccessDenied');
});

test('the backend’s URL lets anybody write where players may not', async () => {
  const news = { Bucket: game.bucket, Key: 'public/news.txt' };
  const url = await getSignedUrl(backend(game).s3, new PutObjectCommand(news), { expiresIn: 60 });
  expect(await send('PUT', url, 'season 3')).toMatchObject({ status: 200 });
  expect(await send('PUT', await sign(adele, new PutObjectCommand(news)), 'spam')).toMatchObject(denied);
});

// The last one: its clients go by the cloud's clock from then on.
test('a URL holds as long as it says, but no longer than the bucket takes any, whoever signed it', async () => {
  const own = file(adele, 'for fifteen minutes');
  await adele.s3.send(new PutObjectCommand({ ...own, Body: 'x' }));
  const byBackend = { Bucket: game.bucket, Key: 'public/news' };
  const urls = [
    await sign(adele, new GetObjectCommand(own), 24 * 3600),
    await getSignedUrl(backend(game).s3, new PutObjectCommand(byBackend), { expiresIn: 24 * 3600 }),
  ];
  for (const [seconds, allowed] of [
    [890, true],
    [910, false],
    [3500, false],
  ] as const) {
    clock.ahead = seconds * 1000;
    for (const [index, url] of urls.entries()) {
      expect(await send(index === 0 ? 'GET' : 'PUT', url)).toMatchObject(allowed ? { status: 200 } : denied);
    }
    // What is signed as it is sent is nobody's to hand on.
    const read = await adele.s3.send(new GetObjectCommand(own));
    expect(await read.Body?.transformToString()).toBe('x');
  }
});
