import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Amplify } from 'aws-amplify';
import { decodeJWT, fetchAuthSession } from 'aws-amplify/auth';
import { cognitoCredentialsProvider } from 'aws-amplify/auth/cognito';
import { copy, downloadData, getProperties, getUrl, list, remove, uploadData } from 'aws-amplify/storage';
import { ConsoleLogger } from 'aws-amplify/utils';
import { localFetch } from '../../client/local-cloud';
import { type Game, startGame } from './deployment';
import { signedIn } from './players';

type Path = (input: { identityId?: string }) => string;

let game: Game;
let idToken: string | undefined;
const { fetch } = globalThis;
beforeAll(async () => {
  game = await startGame();
  // Amplify warns of any endpoint that is not AWS's.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  globalThis.fetch = localFetch(game.cloud.url);
  Object.assign(globalThis, { FileReader: BlobReader });
  const { identityPoolId, bucket, region, cloud } = game;
  Amplify.configure(
    {
      Auth: { Cognito: { identityPoolId, allowGuestAccess: true, identityPoolEndpoint: cloud.url } },
      Storage: { S3: { bucket, region } },
    },
    { Auth: { credentialsProvider: cognitoCredentialsProvider, tokenProvider: { getTokens } } },
  );
});
afterAll(async () => {
  globalThis.fetch = fetch;
  await game.stop();
});

/** Amplify federates whatever tokens an app holds; one of the app's own issuer goes to the pool as a login. */
async function getTokens() {
  if (idToken === undefined) return null;
  return { idToken: decodeJWT(idToken), accessToken: decodeJWT(idToken) };
}

/** Puts another player in front of the device: none of the one before is kept. */
async function become(player?: string): Promise<string> {
  await cognitoCredentialsProvider.clearCredentialsAndIdentityId();
  idToken = player === undefined ? undefined : await game.idToken(player);
  return (await fetchAuthSession()).identityId ?? '';
}

/** What a browser has and Node has not. */
class BlobReader {
  result: ArrayBuffer | undefined;
  onload: () => void = () => {};
  readAsArrayBuffer(blob: Blob): void {
    blob.arrayBuffer().then((buffer) => {
      this.result = buffer;
      this.onload();
    });
  }
}

const own = (zone: string, name: string): Path => {
  return ({ identityId }) => `${zone}/${identityId}/${name}`;
};
const text = async (path: Path | string) => (await downloadData({ path: path as Path }).result).body.text();
const upload = (path: Path | string, data: string) => uploadData({ path: path as Path, data }).result;
const refused = { name: 'AccessDenied' };

describe.each([
  ['a guest', undefined],
  ['a player who signed in', 'Adele'],
])('%s', (_who, player) => {
  let identityId: string;
  beforeAll(async () => {
    identityId = await become(player);
  });

  test('uploads, looks up, downloads, copies, lists and removes their own files', async () => {
    const save = own('private', 'slot 1 é+.json');
    const options = { contentType: 'application/json', metadata: { slot: '1' } };
    await uploadData({ path: save, data: '{"level":7}', options }).result;
    expect(await getProperties({ path: save })).toMatchObject({ size: 11, ...options });
    expect(await text(save)).toBe('{"level":7}');
    await copy({ source: { path: save }, destination: { path: own('private', 'backup') } });
    const mine = () => list({ path: own('private', '') }).then(({ items }) => items.map(({ path }) => path));
    expect(await mine()).toEqual([`private/${identityId}/backup`, `private/${identityId}/slot 1 é+.json`]);
    await remove({ path: save });
    expect(await mine()).toEqual([`private/${identityId}/backup`]);
  });

  test('reads a part of a file, and shares a link to it', async () => {
    await upload(own('private', 'map.txt'), 'north-south');
    const part = downloadData({ path: own('private', 'map.txt'), options: { bytesRange: { start: 6, end: 10 } } });
    expect(await (await part.result).body.text()).toBe('south');
    const { url } = await getUrl({ path: own('private', 'map.txt'), options: { validateObjectExistence: true } });
    expect(await (await globalThis.fetch(url)).text()).toBe('north-south');
    url.searchParams.set('X-Amz-Expires', '901');
    expect((await globalThis.fetch(url)).status).toBe(403);
  });

  test('uploads a large file in parts, each with its checksum', async () => {
    const data = new Blob([new Uint8Array(6 * 1024 * 1024).fill(7)]);
    const path = own('private', 'replay.bin');
    await uploadData({ path, data, options: { checksumAlgorithm: 'crc-32' } }).result;
    expect(await getProperties({ path })).toMatchObject({ size: data.size, eTag: expect.stringMatching(/-2"$/) });
  });

  test('empties their folder at once', async () => {
    for (const name of ['old/1', 'old/2', 'new']) await upload(own('private', name), name);
    await remove({ path: own('private', 'old/') });
    const { items } = await list({ path: own('private', '') });
    const names = items.map(({ path }) => path.replace(`private/${identityId}/`, ''));
    expect(names).toContain('new');
    expect(names).not.toContain('old/1');
    expect(names).not.toContain('old/2');
  });

  test('is refused elsewhere', async () => {
    const { identityId: other, s3 } = await signedIn(game, 'Berta');
    await s3.send(new PutObjectCommand({ Bucket: game.bucket, Key: `private/${other}/save.json`, Body: 'theirs' }));
    await expect(upload(`private/${other}/save.json`, 'mine now')).rejects.toMatchObject(refused);
    await expect(text(`private/${other}/save.json`)).rejects.toMatchObject(refused);
    await expect(remove({ path: `private/${other}/save.json` })).rejects.toMatchObject(refused);
    await expect(remove({ path: `private/${other}/` })).rejects.toMatchObject(refused);
    const taken = copy({ source: { path: `private/${other}/save.json` }, destination: { path: own('private', 'x') } });
    await expect(taken).rejects.toMatchObject(refused);
    await expect(upload('public/news.txt', 'spam')).rejects.toMatchObject(refused);
    for (const path of ['private/', `private/${other}/`, `private/${identityId}`]) {
      await expect(list({ path })).rejects.toMatchObject(refused);
    }
    await expect(list({ path: `private/${identityId}/` })).resolves.toHaveProperty('items');
  });
});

test('a player has the same identity on every device, and by every client', async () => {
  const first = await become('Cleo');
  expect(await become('Dora')).not.toBe(first);
  expect(await become('Cleo')).toBe(first);
  expect((await signedIn(game, 'Cleo')).identityId).toBe(first);
});

test('a guest who signs in keeps their identity and their files', async () => {
  const guest = await become();
  await upload(own('private', 'save.json'), 'level 7');
  idToken = await game.idToken('Elsa');
  expect((await fetchAuthSession()).identityId).toBe(guest);
  expect(await text(own('private', 'save.json'))).toBe('level 7');
});

test('a token that was tampered with opens nothing', async () => {
  await become();
  const [header, , signature] = (await game.idToken('Fred')).split('.');
  const forged = { iss: `https://${game.loginsKey}`, sub: 'Gina', aud: 'star-harvest-ios', exp: 9_999_999_999 };
  idToken = `${header}.${Buffer.from(JSON.stringify(forged)).toString('base64url')}.${signature}`;
  await expect(fetchAuthSession()).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});
