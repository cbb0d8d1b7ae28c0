import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { Readable } from 'node:stream';
import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type Game, startGame } from './deployment';
import { backend, guest, type Player, signedIn } from './players';

const mebibyte = 1024 * 1024;

let game: Game;
let adele: Player;
let berta: Player;
let visitor: Player;
beforeAll(async () => {
  game = await startGame();
  [adele, berta, visitor] = await Promise.all([signedIn(game, 'Adele'), signedIn(game, 'Berta'), guest(game)]);
});
afterAll(() => game.stop());

// The SDK says on the console that it cannot send a refused stream a second time.
beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

const file = (owner: Player, name: string) => ({ Bucket: game.bucket, Key: `private/${owner.identityId}/${name}` });
const read = async ({ s3 }: Player, object: { Bucket: string; Key: string }) =>
  Buffer.from((await (await s3.send(new GetObjectCommand(object))).Body?.transformToByteArray()) ?? []);
const refusal = { name: 'AccessDenied', $metadata: expect.objectContaining({ httpStatusCode: 403 }) };

describe('one request', () => {
  const bytes = randomBytes(300_000);
  const pieces = () => [bytes.subarray(0, 100_000), bytes.subarray(100_000, 299_997), bytes.subarray(299_997)];
  test.each<[string, () => { Body: PutObjectCommand['input']['Body']; ContentLength?: number }]>([
    ['a Buffer', () => ({ Body: bytes })],
    ['a string', () => ({ Body: bytes.toString('latin1') })],
    ['a stream of known length', () => ({ Body: Readable.from(pieces()), ContentLength: bytes.length })],
    ['nothing', () => ({ Body: '' })],
  ])('uploads %s into the player’s own folder, and nobody else’s', async (_what, content) => {
    const own = file(adele, 'upload');
    const { Body } = content();
    const expected = typeof Body === 'string' ? Buffer.from(Body) : bytes;
    await adele.s3.send(new PutObjectCommand({ ...own, ...content() }));
    expect((await read(adele, own)).equals(expected)).toBe(true);
    await expect(adele.s3.send(new PutObjectCommand({ ...file(berta, 'upload'), ...content() }))).rejects.toMatchObject(
      refusal,
    );
  });

  test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'keeps the %s that it came with, from a Buffer and from a stream, and refuses a wrong one',
    async (ChecksumAlgorithm) => {
      const own = file(visitor, 'checked');
      const field = `Checksum${ChecksumAlgorithm}` as const;
      const whole = await visitor.s3.send(new PutObjectCommand({ ...own, Body: bytes, ChecksumAlgorithm }));
      const Body = Readable.from(pieces());
      await visitor.s3.send(new PutObjectCommand({ ...own, Body, ContentLength: bytes.length, ChecksumAlgorithm }));
      const head = await visitor.s3.send(new HeadObjectCommand({ ...own, ChecksumMode: 'ENABLED' }));
      expect(head[field]).toEqual(expect.any(String));
      expect(head[field]).toBe(whole[field]);
      const wrong = new PutObjectCommand({ ...own, Body: 'something else', [field]: head[field] });
      await expect(visitor.s3.send(wrong)).rejects.toMatchObject({ name: 'BadDigest' });
    },
  );

  test('may end in a small chunk, and must not have one before', async () => {
    const own = file(adele, 'chunks');
    const send = (...chunks: Buffer[]) => {
      const ContentLength = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
      return adele.s3.send(new PutObjectCommand({ ...own, Body: Readable.from(chunks), ContentLength }));
    };
    await expect(send(bytes.subarray(0, 8192), bytes.subarray(8192, 8195))).resolves.toBeDefined();
    await expect(send(bytes.subarray(0, 3), bytes.subarray(3, 8195))).rejects.toMatchObject({
      name: 'InvalidChunkSizeError',
    });
  });

  test.each(['PUT', 'POST'])('%s says its length beforehand, or comes in S3’s own chunks', async (method) => {
    const target = file(adele, 'length');
    const command = method === 'PUT' ? new PutObjectCommand(target) : new CreateMultipartUploadCommand(target);
    const url = await getSignedUrl(adele.s3, command, { expiresIn: 60 });
    const send = (body: BodyInit) => fetch(url, { method, body, duplex: 'half' } as RequestInit);
    const unknown = await send(new Blob([bytes]).stream());
    expect([unknown.status, await unknown.text()]).toEqual([
      501,
      expect.stringContaining('<Header>Transfer-Encoding</Header>'),
    ]);
    expect((await send(bytes)).status).toBe(200);
  });

  test('holds 64 MiB', async () => {
    const own = file(adele, 'large');
    const large = Buffer.alloc(64 * mebibyte, 'level');
    await adele.s3.send(new PutObjectCommand({ ...own, Body: large }));
    expect((await read(adele, own)).equals(large)).toBe(true);
    await adele.s3.send(new PutObjectCommand({ ...own, Body: Readable.from([large]), ContentLength: large.length }));
    expect(await adele.s3.send(new HeadObjectCommand(own))).toMatchObject({ ContentLength: large.length });
  });
});

describe('many requests', () => {
  const bytes = randomBytes(11 * mebibyte);
  const stream = () => Readable.from([bytes.subarray(0, 7 * mebibyte), bytes.subarray(7 * mebibyte)]);

  test('upload a stream of unknown length in parts', async () => {
    const own = file(adele, 'in parts');
    const upload = new Upload({ client: adele.s3, params: { ...own, Body: stream() } });
    const done = await upload.done();
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    expect((await read(adele, own)).equals(bytes)).toBe(true);
    const first = await adele.s3.send(new GetObjectCommand({ ...own, PartNumber: 1 }));
    expect([first.ContentLength, first.PartsCount]).toEqual([5 * mebibyte, 3]);
  });

  test('are refused in another player’s folder from the first on', async () => {
    const upload = (owner: Player) =>
      new Upload({ client: adele.s3, params: { ...file(owner, 'in parts'), Body: stream() } });
    await expect(upload(adele).done()).resolves.toBeDefined();
    await expect(upload(berta).done()).rejects.toMatchObject(refusal);
    const unmade = new HeadObjectCommand(file(berta, 'in parts'));
    await expect(backend(game).s3.send(unmade)).rejects.toMatchObject({ name: 'NotFound' });
  });

  test('leave nothing behind when the player’s stream breaks', async () => {
    const own = file(adele, 'broken off');
    const parts = (upload: Upload) => adele.s3.send(new ListPartsCommand({ ...own, UploadId: upload.uploadId }));
    const uploaded = new EventEmitter();
    async function* broken() {
      yield bytes.subarray(0, 6 * mebibyte);
      await once(uploaded, 'part');
      throw new Error('the battery is empty');
    }
    const upload = new Upload({ client: adele.s3, params: { ...own, Body: Readable.from(broken()) }, queueSize: 1 });
    let before: number | undefined;
    upload.on('httpUploadProgress', async () => {
      before = (await parts(upload)).Parts?.length;
      uploaded.emit('part');
    });
    await expect(upload.done()).rejects.toThrow('the battery is empty');
    expect(before).toBe(1);
    await expect(parts(upload)).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(backend(game).s3.send(new HeadObjectCommand(own))).rejects.toMatchObject({ name: 'NotFound' });
  });
});
