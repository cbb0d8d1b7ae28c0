import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type StorageClass,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { type Game, startGame } from './deployment';
import { backend, guest, type Player, signedIn } from './players';

let game: Game;
let players: Readonly<Record<string, Player>>;
beforeAll(async () => {
  game = await startGame();
  const [adele, visitor] = await Promise.all([signedIn(game, 'Adele'), guest(game)]);
  players = { 'a signed-in player': adele, 'a guest': visitor };
});
afterAll(() => game.stop());

type Asked = Pick<PutObjectCommandInput, 'StorageClass' | 'ServerSideEncryption'>;

/** Every way by which a player makes a file. */
const ways: Readonly<Record<string, (player: Player, Key: string, asked: Asked) => Promise<unknown>>> = {
  PutObject: ({ s3 }, Key, asked) => s3.send(new PutObjectCommand({ Bucket: game.bucket, Key, Body: 'x', ...asked })),
  CopyObject: async ({ s3 }, Key, asked) => {
    await s3.send(new PutObjectCommand({ Bucket: game.bucket, Key: `${Key}-source`, Body: 'x' }));
    const CopySource = encodeURIComponent(`${game.bucket}/${Key}-source`);
    await s3.send(new CopyObjectCommand({ Bucket: game.bucket, Key, CopySource, ...asked }));
  },
  CreateMultipartUpload: ({ s3 }, Key, asked) =>
    s3.send(new CreateMultipartUploadCommand({ Bucket: game.bucket, Key, ...asked })),
  'an upload in parts': async ({ s3: client }, Key, asked) => {
    const Body = Buffer.alloc(5 * 1024 * 1024 + 1);
    await new Upload({ client, params: { Bucket: game.bucket, Key, Body, ...asked } }).done();
  },
  'an upload form': async ({ s3 }, Key, { StorageClass, ServerSideEncryption }) => {
    const Fields = {
      ...(StorageClass !== undefined && { 'x-amz-storage-class': StorageClass }),
      ...(ServerSideEncryption !== undefined && { 'x-amz-server-side-encryption': ServerSideEncryption }),
    };
    const { url, fields } = await createPresignedPost(s3, { Bucket: game.bucket, Key, Fields });
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, file: 'x' })) form.append(name, value);
    const response = await fetch(url, { method: 'POST', body: form });
    const code = /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1];
    if (!response.ok) throw Object.assign(new Error(), { name: code });
  },
};
const asked: readonly [what: string, asked: Asked, allowed: boolean][] = [
  ['nothing', {}, true],
  ['STANDARD', { StorageClass: 'STANDARD' }, true],
  ['AES256', { ServerSideEncryption: 'AES256' }, true],
  ...(
    [
      'REDUCED_REDUNDANCY',
      'STANDARD_IA',
      'ONEZONE_IA',
      'INTELLIGENT_TIERING',
      'GLACIER_IR',
      'GLACIER',
      'DEEP_ARCHIVE',
    ] satisfies StorageClass[]
  ).map((StorageClass): [string, Asked, boolean] => [StorageClass, { StorageClass }, false]),
  ['aws:kms', { ServerSideEncryption: 'aws:kms' }, false],
  ['aws:kms:dsse', { ServerSideEncryption: 'aws:kms:dsse' }, false],
];

describe.each(['a signed-in player', 'a guest'])('%s', (who) => {
  test.each(Object.keys(ways).flatMap((way) => asked.map(([what, ...rest]) => [way, what, ...rest] as const)))(
    'by %s that asks for %s',
    async (way, _what, asks, allowed) => {
      const player = players[who];
      if (player === undefined) throw new Error(who);
      const Key = `private/${player.identityId}/saves/1`;
      const made = ways[way]?.(player, Key, asks);
      if (allowed) await made;
      else await expect(made).rejects.toMatchObject({ name: 'AccessDenied' });
      await player.s3.send(new DeleteObjectCommand({ Bucket: game.bucket, Key }));
    },
  );
});

test('the game’s backend puts what it likes', async () => {
  const { s3 } = backend(game);
  const file = { Bucket: game.bucket, Key: 'public/season-1' };
  await s3.send(new PutObjectCommand({ ...file, Body: 'x', StorageClass: 'GLACIER_IR' }));
  expect(await s3.send(new HeadObjectCommand(file))).toMatchObject({ StorageClass: 'GLACIER_IR' });
});
