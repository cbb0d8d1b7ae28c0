import { lookup } from 'node:dns';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { signChunks } from '../local/http/chunk-signer';
import { Sha256 } from '../local/http/signed-call';
import { local } from '../stages/local';
import { type Game, startGame } from './deployment';
import { backend, guest, type Player } from './players';

let game: Game;
let adele: Player;
let berta: Player;
beforeAll(async () => {
  game = await startGame();
  [adele, berta] = await Promise.all([guest(game), guest(game)]);
});
afterAll(() => game.stop());

const file = (owner: Player, name: string) => ({ Bucket: game.bucket, Key: `private/${owner.identityId}/${name}` });
const read = async ({ s3 }: Pick<Player, 's3'>, object: { Bucket: string; Key: string }) =>
  (await s3.send(new GetObjectCommand(object))).Body?.transformToString();

describe('an upload whose chunks are signed, as the SDKs of other languages send it over plain HTTP', () => {
  const chunks = [Buffer.alloc(70_000, 'a'), Buffer.from('the end')];
  const content = Buffer.concat(chunks);

  /** Sends the chunks, signed by `signer`, to a file of `owner`; `change` is what happens on the way. */
  async function send(
    { signer, owner, trailer }: { signer: Player; owner: Player; trailer?: [string, string] },
    change = (body: Buffer) => body,
  ): Promise<{ status: number; code?: string }> {
    const credentials = await signer.s3.config.credentials();
    const { host, hostname } = new URL(game.client.endpoint);
    const { Bucket, Key } = file(owner, 'chunks');
    const v4 = new SignatureV4({
      service: 's3',
      region: game.region,
      credentials,
      sha256: Sha256,
      uriEscapePath: false,
    });
    const signed = await v4.sign({
      method: 'PUT',
      protocol: 'http:',
      hostname,
      path: `/${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}`,
      query: {},
      headers: {
        host,
        'content-encoding': 'aws-chunked',
        'x-amz-content-sha256': `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer === undefined ? '' : '-TRAILER'}`,
        'x-amz-decoded-content-length': String(content.length),
        ...(trailer === undefined ? {} : { 'x-amz-trailer': trailer[0] }),
      },
    });
    const [, scope = '', seed = ''] =
      /Credential=[^/]+\/([^,]+),.*Signature=([0-9a-f]+)/.exec(signed.headers.authorization ?? '') ?? [];
    const signedAt = signed.headers['x-amz-date'] ?? '';
    const { body } = signChunks({ ...credentials, scope, signedAt, seed }, chunks, trailer);
    const { host: _host, ...headers } = signed.headers;
    const url = new URL(signed.path, game.client.endpoint);
    const response = await fetch(url, { method: 'PUT', headers, body: Uint8Array.from(change(body)) });
    return { status: response.status, code: /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1] };
  }

  test.each<[string, [string, string] | undefined]>([
    ['without a trailer', undefined],
    ['with a checksum in a signed trailer', ['x-amz-checksum-crc32', '9rNXKg==']],
  ])('%s is stored whole, and refused when a byte was changed on the way', async (_what, trailer) => {
    const own = { signer: adele, owner: adele, ...(trailer === undefined ? {} : { trailer }) };
    expect(await send(own)).toEqual({ status: 200 });
    expect(await read(adele, file(adele, 'chunks'))).toBe(content.toString());
    const forged = (body: Buffer) => Buffer.from(body.toString('latin1').replace('the end', 'the End'), 'latin1');
    expect(await send(own, forged)).toEqual({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(await send({ ...own, owner: berta })).toEqual({ status: 403, code: 'AccessDenied' });
  });

  test('with a wrong checksum, rightly signed, is refused', async () => {
    const own = { signer: adele, owner: adele };
    expect(await send({ ...own, trailer: ['x-amz-checksum-crc32', 'AAAAAA=='] })).toMatchObject({ code: 'BadDigest' });
  });
});

test('a bucket may stand in the host name', async () => {
  // Browsers and most systems know that names below localhost are this machine; Node asks the resolver, which may not.
  const loopback: LookupFunction = (_name, options, callback) => lookup('127.0.0.1', options, callback);
  const hosts: (string | undefined)[] = [];
  const s3 = new S3Client({
    region: game.region,
    endpoint: game.client.endpoint.replace('127.0.0.1', 'localhost'),
    credentials: adele.s3.config.credentials,
    requestHandler: { httpAgent: new Agent({ lookup: loopback }) },
  });
  s3.middlewareStack.add(
    (next) => (call) => {
      hosts.push((call.request as { hostname?: string }).hostname);
      return next(call);
    },
    { step: 'finalizeRequest' },
  );
  await s3.send(new PutObjectCommand({ ...file(adele, 'by host'), Body: 'here' }));
  expect(await read(adele, file(adele, 'by host'))).toBe('here');
  const list = (owner: Player) =>
    s3.send(new ListObjectsV2Command({ Bucket: game.bucket, Prefix: `private/${owner.identityId}/by host` }));
  expect((await list(adele)).KeyCount).toBe(1);
  await expect(list(berta)).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(new Set(hosts)).toEqual(new Set([`${game.bucket}.localhost`]));
});

describe('a browser', () => {
  const [origin = ''] = local.cors?.origins ?? [];
  const preflight = async (from: string, path: string, method = 'PUT') => {
    const asks = {
      origin: from,
      'access-control-request-method': method,
      'access-control-request-headers': 'x-amz-date',
    };
    const { status, headers } = await fetch(`${game.client.endpoint}${path}`, { method: 'OPTIONS', headers: asks });
    return {
      status,
      origin: headers.get('access-control-allow-origin'),
      methods: headers.get('access-control-allow-methods'),
    };
  };

  test('may send to the bucket from the game’s own page, and from no other', async () => {
    const path = `/${game.bucket}/private/a`;
    expect(await preflight(origin, path)).toMatchObject({
      status: 200,
      origin,
      methods: expect.stringContaining('PUT'),
    });
    expect(await preflight('https://elsewhere.example', path)).toEqual({ status: 403, origin: null, methods: null });
    expect(await preflight(origin, path, 'PATCH')).toMatchObject({ status: 403, origin: null });
  });

  test('reads the answers there, refusals too', async () => {
    await backend(game).s3.send(new PutObjectCommand({ Bucket: game.bucket, Key: 'public/a', Body: 'x' }));
    const answer = (from: string) =>
      fetch(`${game.client.endpoint}/${game.bucket}/public/a`, { headers: { origin: from } });
    const [own, other] = [await answer(origin), await answer('https://elsewhere.example')];
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([403, origin]);
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });

  test('may call the services that are called at the root from any page, as on AWS', async () => {
    expect(await preflight('https://elsewhere.example', '/', 'POST')).toMatchObject({ status: 200, origin: '*' });
  });
});
