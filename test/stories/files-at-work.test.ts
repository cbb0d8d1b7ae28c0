import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { type Game, startGame } from './deployment';
import { backend, guest, type Player, signedIn } from './players';

let game: Game;
let adele: Player;
let berta: Player;
let visitor: Player;
let admin: Pick<Player, 's3'>;
beforeAll(async () => {
  game = await startGame();
  admin = backend(game);
  [adele, berta, visitor] = await Promise.all([signedIn(game, 'Adele'), signedIn(game, 'Berta'), guest(game)]);
});
afterAll(() => game.stop());

const folder = (owner: Player, zone = 'private') => `${zone}/${owner.identityId}/`;
const file = (owner: Player, name: string, zone?: string) => ({ Bucket: game.bucket, Key: folder(owner, zone) + name });
const put = ({ s3 }: Pick<Player, 's3'>, object: { Bucket: string; Key: string }, Body: string, rest = {}) =>
  s3.send(new PutObjectCommand({ ...object, Body, ...rest }));
const read = async ({ s3 }: Pick<Player, 's3'>, object: ConstructorParameters<typeof GetObjectCommand>[0]) =>
  (await s3.send(new GetObjectCommand(object))).Body?.transformToString();
const refusal = { name: 'AccessDenied', $metadata: expect.objectContaining({ httpStatusCode: 403 }) };

test('a player copies what they may read to where they may write', async () => {
  const copy = (from: { Key: string }, to: { Bucket: string; Key: string }) =>
    adele.s3.send(new CopyObjectCommand({ ...to, CopySource: encodeURI(`${game.bucket}/${from.Key}`) }));
  const [own, shown, theirs] = [file(adele, 'slot 1'), file(berta, 'avatar', 'protected'), file(berta, 'slot 1')];
  await Promise.all([put(adele, own, 'level 7'), put(berta, shown, 'face'), put(berta, theirs, 'secret')]);
  await copy(own, file(adele, 'slot 2'));
  expect(await read(adele, file(adele, 'slot 2'))).toBe('level 7');
  await copy(shown, file(adele, 'friend'));
  expect(await read(adele, file(adele, 'friend'))).toBe('face');
  await expect(copy(theirs, file(adele, 'loot'))).rejects.toMatchObject(refusal);
  await expect(copy(own, file(berta, 'slot 1'))).rejects.toMatchObject(refusal);
});

test('of many deletions, exactly those are refused that are not the player’s to make', async () => {
  await Promise.all([
    put(adele, file(adele, 'a'), '1'),
    put(adele, file(adele, 'b'), '2'),
    put(berta, file(berta, 'c'), '3'),
  ]);
  const keys = [file(adele, 'a').Key, file(berta, 'c').Key, file(adele, 'b').Key, 'public/news.txt'];
  const answer = await adele.s3.send(
    new DeleteObjectsCommand({ Bucket: game.bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }),
  );
  expect(answer.Deleted?.map(({ Key }) => Key)).toEqual([keys[0], keys[2]]);
  expect(answer.Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([
    [keys[1], 'AccessDenied'],
    [keys[3], 'AccessDenied'],
  ]);
  expect(await read(berta, file(berta, 'c'))).toBe('3');
});

test('what a player overwrites or deletes stays as a version, which only the backend reads', async () => {
  const own = file(adele, 'diary');
  const first = await put(adele, own, 'monday');
  await put(adele, own, 'tuesday');
  const gone = await adele.s3.send(new DeleteObjectCommand(own));
  expect(gone.DeleteMarker).toBe(true);
  const versions = new ListObjectVersionsCommand({ Bucket: game.bucket, Prefix: own.Key });
  const listed = await admin.s3.send(versions);
  expect([listed.Versions?.length, listed.DeleteMarkers?.length]).toEqual([2, 1]);
  await expect(adele.s3.send(versions)).rejects.toMatchObject(refusal);
  const old = { ...own, VersionId: first.VersionId };
  expect(await read(admin, old)).toBe('monday');
  await expect(read(adele, old)).rejects.toMatchObject(refusal);
  await expect(adele.s3.send(new DeleteObjectCommand(old))).rejects.toMatchObject(refusal);
  await admin.s3.send(new DeleteObjectCommand({ ...own, VersionId: gone.VersionId }));
  expect(await read(adele, own)).toBe('tuesday');
});

test('a range reads a part, and one beyond the end is refused', async () => {
  const own = file(visitor, 'range');
  await put(visitor, own, '0123456789');
  const part = (Range: string) => read(visitor, { ...own, Range });
  expect([await part('bytes=2-4'), await part('bytes=-3'), await part('bytes=7-')]).toEqual(['234', '789', '789']);
  await expect(part('bytes=10-')).rejects.toMatchObject({ name: 'InvalidRange', $metadata: { httpStatusCode: 416 } });
});

test('a conditional write happens only on the version that the player has seen', async () => {
  const own = file(visitor, 'save');
  const { ETag } = await put(visitor, own, 'first', { IfNoneMatch: '*' });
  const failed = { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } };
  await expect(put(visitor, own, 'again', { IfNoneMatch: '*' })).rejects.toMatchObject(failed);
  await put(visitor, own, 'second', { IfMatch: ETag });
  await expect(put(visitor, own, 'third', { IfMatch: ETag })).rejects.toMatchObject(failed);
  expect(await read(visitor, own)).toBe('second');
  await expect(read(visitor, { ...own, IfMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
});

test('a player pages through their folder, by sub-folders too, and through no other', async () => {
  const names = ['a', 'maps/1', 'maps/2', 'z +%é'];
  for (const name of names) await put(adele, file(adele, name, 'protected'), '.');
  const Prefix = folder(adele, 'protected');
  const pages: (string | undefined)[][] = [];
  const query = { Bucket: game.bucket, Prefix, Delimiter: '/' };
  for await (const page of paginateListObjectsV2({ client: adele.s3, pageSize: 1 }, { ...query })) {
    const entries = [
      ...(page.Contents ?? []).map(({ Key }) => Key),
      ...(page.CommonPrefixes ?? []).map((each) => each.Prefix),
    ];
    pages.push(entries.map((entry) => entry?.slice(Prefix.length)));
  }
  expect(pages).toEqual([['a'], ['maps/'], ['z +%é']]);
  const list = (rest: object) => adele.s3.send(new ListObjectsV2Command({ ...query, ...rest }));
  expect((await list({ Prefix: `${Prefix}maps/` })).KeyCount).toBe(2);
  expect((await list({ StartAfter: `${Prefix}maps/1`, Delimiter: undefined })).KeyCount).toBe(2);
  await expect(list({ Prefix: folder(berta, 'protected') })).rejects.toMatchObject(refusal);
  await expect(list({ Prefix: 'protected/' })).rejects.toMatchObject(refusal);
});
