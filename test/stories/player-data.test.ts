import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Game, startGame } from './deployment';
import { backend, guest, type Player, signedIn } from './players';

let game: Game;
let adele: Player;
let berta: Player;
let visitor: Player;
beforeAll(async () => {
  game = await startGame();
  adele = await signedIn(game, 'Adele');
  berta = await signedIn(game, 'Berta');
  visitor = await guest(game);
  const { s3, records } = backend(game);
  await s3.send(new PutObjectCommand({ Bucket: game.bucket, Key: 'public/news.txt', Body: 'season 2' }));
  await records.send(put(`LEDGER#${adele.identityId}`, 'GEMS', { amount: 30 }));
  await records.send(put('BOARD#weekly', '000900#p1', { name: 'Ace' }));
});
afterAll(() => game.stop());

const put = (pk: string, sk: string, rest: object = {}) =>
  new PutCommand({ TableName: game.table, Item: { pk, sk, ...rest } });
const file = (owner: Player, zone: string, name: string) => ({
  Bucket: game.bucket,
  Key: `${zone}/${owner.identityId}/${name}`,
});
const profile = (owner: Player) => ({
  TableName: game.table,
  Key: { pk: `PLAYER#${owner.identityId}`, sk: 'PROFILE' },
});
const s3Refusal = { name: 'AccessDenied', $metadata: expect.objectContaining({ httpStatusCode: 403 }) };
const recordRefusal = { name: 'AccessDeniedException' };

describe('files', () => {
  test('a player writes, reads, lists and deletes their own, whatever their names hold', async () => {
    for (const name of ['slot 1.json', 'a/../b', 'é+%2F?#', 'x//y']) {
      const own = file(adele, 'private', name);
      await adele.s3.send(new PutObjectCommand({ ...own, Body: 'level 7', Metadata: { slot: '1' } }));
      const read = await adele.s3.send(new GetObjectCommand(own));
      expect(await read.Body?.transformToString()).toBe('level 7');
      expect(read.Metadata).toEqual({ slot: '1' });
      const listed = await adele.s3.send(
        new ListObjectsV2Command({ Bucket: game.bucket, Prefix: `private/${adele.identityId}/` }),
      );
      expect(listed.Contents?.map(({ Key }) => Key)).toEqual([own.Key]);
      await adele.s3.send(new DeleteObjectCommand(own));
      await expect(adele.s3.send(new HeadObjectCommand(own))).rejects.toMatchObject({
        // They may not list the bucket, so S3 does not tell them that the file is gone.
        $metadata: expect.objectContaining({ httpStatusCode: 403 }),
      });
    }
  });

  test('a player cannot reach another player’s private files by any verb', async () => {
    const theirs = file(berta, 'private', 'save.json');
    await berta.s3.send(new PutObjectCommand({ ...theirs, Body: 'secret' }));
    await expect(adele.s3.send(new GetObjectCommand(theirs))).rejects.toMatchObject(s3Refusal);
    await expect(adele.s3.send(new PutObjectCommand({ ...theirs, Body: 'mine now' }))).rejects.toMatchObject(s3Refusal);
    await expect(adele.s3.send(new DeleteObjectCommand(theirs))).rejects.toMatchObject(s3Refusal);
    await expect(adele.s3.send(new HeadObjectCommand(theirs))).rejects.toMatchObject({
      $metadata: expect.objectContaining({ httpStatusCode: 403 }),
    });
    const still = await berta.s3.send(new GetObjectCommand(theirs));
    expect(await still.Body?.transformToString()).toBe('secret');
  });

  test('a player can list their own folder, and neither the bucket nor another’s', async () => {
    const list = (Prefix?: string) => adele.s3.send(new ListObjectsV2Command({ Bucket: game.bucket, Prefix }));
    await expect(list(`private/${adele.identityId}/`)).resolves.toBeDefined();
    for (const prefix of [undefined, '', 'private/', `private/${adele.identityId}`, `private/${berta.identityId}/`]) {
      await expect(list(prefix)).rejects.toMatchObject(s3Refusal);
    }
  });

  test('signed-in players read each other’s protected files, guests do not', async () => {
    const shown = file(berta, 'protected', 'avatar.png');
    await berta.s3.send(new PutObjectCommand({ ...shown, Body: 'pixels' }));
    const seen = await adele.s3.send(new GetObjectCommand(shown));
    expect(await seen.Body?.transformToString()).toBe('pixels');
    await expect(adele.s3.send(new PutObjectCommand({ ...shown, Body: 'x' }))).rejects.toMatchObject(s3Refusal);
    await expect(visitor.s3.send(new GetObjectCommand(shown))).rejects.toMatchObject(s3Refusal);
  });

  test('everybody reads public files and nobody but the backend writes them', async () => {
    const news = { Bucket: game.bucket, Key: 'public/news.txt' };
    for (const { s3 } of [adele, visitor]) {
      expect(await (await s3.send(new GetObjectCommand(news))).Body?.transformToString()).toBe('season 2');
      await expect(s3.send(new PutObjectCommand({ ...news, Body: 'spam' }))).rejects.toMatchObject(s3Refusal);
    }
  });
});

describe('records', () => {
  test('a player puts, reads, updates, queries and deletes their own', async () => {
    const { TableName, Key } = profile(adele);
    await adele.records.send(put(Key.pk, Key.sk, { name: 'Adele', level: 7 }));
    await adele.records.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: 'SET #l = #l + :one',
        ExpressionAttributeNames: { '#l': 'level' },
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
    expect((await adele.records.send(new GetCommand({ TableName, Key }))).Item).toMatchObject({ level: 8 });
    const query = new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': Key.pk },
    });
    expect((await adele.records.send(query)).Count).toBe(1);
    await adele.records.send(new DeleteCommand({ TableName, Key }));
    expect((await adele.records.send(query)).Count).toBe(0);
  });

  test('a player cannot reach another player’s records by any verb', async () => {
    const { TableName, Key } = profile(berta);
    await berta.records.send(put(Key.pk, Key.sk, { name: 'Berta' }));
    const refused = [
      adele.records.send(new GetCommand({ TableName, Key })),
      adele.records.send(put(Key.pk, Key.sk, { name: 'Adele was here' })),
      adele.records.send(new DeleteCommand({ TableName, Key })),
      adele.records.send(
        new UpdateCommand({ TableName, Key, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': 1 } }),
      ),
      adele.records.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': Key.pk },
        }),
      ),
    ];
    for (const attempt of refused) await expect(attempt).rejects.toMatchObject(recordRefusal);
    expect((await berta.records.send(new GetCommand({ TableName, Key }))).Item).toMatchObject({ name: 'Berta' });
  });

  test('one foreign key in a batch refuses the whole of it', async () => {
    const keys = (...owners: Player[]) => owners.map((owner) => profile(owner).Key);
    const batchGet = (Keys: object[]) =>
      adele.records.send(new BatchGetCommand({ RequestItems: { [game.table]: { Keys } as never } }));
    await expect(batchGet(keys(adele))).resolves.toBeDefined();
    await expect(batchGet(keys(adele, berta))).rejects.toMatchObject(recordRefusal);
    const batchWrite = (Items: object[]) =>
      adele.records.send(
        new BatchWriteCommand({ RequestItems: { [game.table]: Items.map((Item) => ({ PutRequest: { Item } })) } }),
      );
    await expect(batchWrite(keys(adele))).resolves.toBeDefined();
    await expect(batchWrite(keys(adele, berta))).rejects.toMatchObject(recordRefusal);
  });

  test('nobody but the backend scans the table', async () => {
    const scan = new ScanCommand({ TableName: game.table });
    await expect(backend(game).records.send(scan)).resolves.toHaveProperty('Count');
    await expect(adele.records.send(scan)).rejects.toMatchObject(recordRefusal);
    await expect(visitor.records.send(scan)).rejects.toMatchObject(recordRefusal);
  });

  test('a player reads their own ledger and writes no ledger', async () => {
    const own = { TableName: game.table, Key: { pk: `LEDGER#${adele.identityId}`, sk: 'GEMS' } };
    expect((await adele.records.send(new GetCommand(own))).Item).toMatchObject({ amount: 30 });
    await expect(adele.records.send(put(own.Key.pk, 'GEMS', { amount: 9999 }))).rejects.toMatchObject(recordRefusal);
    await expect(berta.records.send(new GetCommand(own))).rejects.toMatchObject(recordRefusal);
  });

  test('everybody reads a board and nobody but the backend writes it', async () => {
    const query = new QueryCommand({
      TableName: game.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'BOARD#weekly' },
    });
    for (const { records } of [adele, visitor]) {
      expect((await records.send(query)).Items).toEqual([expect.objectContaining({ name: 'Ace' })]);
      await expect(records.send(put('BOARD#weekly', '999999#me'))).rejects.toMatchObject(recordRefusal);
    }
  });
});
