import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
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

const folder = (owner: Player) => `private/${owner.identityId}/`;
const formOf = ({ s3 }: Pick<Player, 's3'>, Key: string, rest: Partial<PresignedPostOptions> = {}) =>
  createPresignedPost(s3, { Bucket: game.bucket, Key, Expires: 600, ...rest });

/** Sends a form as a browser does. */
async function send({ url, fields }: PresignedPost, content = 'pixels', changes: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) form.append(name, value);
  form.append('file', new Blob([content], { type: 'image/png' }), 'hero.png');
  const response = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, code: /<Code>(\w+)<\/Code>/.exec(text)?.[1] };
}
const denied = { status: 403, code: 'AccessDenied' };

test('a player’s form uploads into their own folder, and nobody else’s', async () => {
  const form = await formOf(adele, `${folder(adele)}\${filename}`);
  expect(await send(form)).toMatchObject({ status: 204 });
  const read = await adele.s3.send(new GetObjectCommand({ Bucket: game.bucket, Key: `${folder(adele)}hero.png` }));
  expect(await read.Body?.transformToString()).toBe('pixels');
  expect(await send(await formOf(adele, `${folder(berta)}hero.png`))).toMatchObject(denied);
  expect(await send(await formOf(visitor, 'public/hero.png'))).toMatchObject(denied);
});

test('the backend’s form lets a browser write where players may not, and answers what it asks for', async () => {
  const form = await formOf(backend(game), 'public/news.png', {
    Fields: { success_action_status: '201', 'x-amz-meta-season': '3', 'Content-Type': 'image/png' },
  });
  const answer = await send(form);
  expect(answer).toMatchObject({ status: 201, text: expect.stringContaining('<Key>public/news.png</Key>') });
  expect(answer.headers.get('location')).toContain(`${game.bucket}/public%2Fnews.png`);
  const kept = await visitor.s3.send(new HeadObjectCommand({ Bucket: game.bucket, Key: 'public/news.png' }));
  expect(kept).toMatchObject({ ContentType: 'image/png', Metadata: { season: '3' } });
});

test('a form keeps to its policy', async () => {
  const form = await formOf(adele, `${folder(adele)}small.png`, { Conditions: [['content-length-range', 1, 10]] });
  expect(await send(form, 'ten bytes!')).toMatchObject({ status: 204 });
  expect(await send(form, 'eleven byte')).toMatchObject({ status: 400, code: 'EntityTooLarge' });
  expect(await send(form, '')).toMatchObject({ status: 400, code: 'EntityTooSmall' });
  expect(await send(form, 'x', { key: `${folder(adele)}other.png` })).toMatchObject(denied);
  expect(await send(form, 'x', { 'x-amz-meta-extra': '1' })).toMatchObject(denied);
});

describe('a form that says which content it takes', () => {
  const images = (types: PresignedPostOptions['Conditions']) =>
    formOf(adele, `${folder(adele)}hero`, { Conditions: types });

  test.each([
    ['image/png', 204, undefined],
    ['image/jpeg', 204, undefined],
    ['text/html', 403, 'AccessDenied'],
    ['text/html,image/png', 403, 'AccessDenied'],
    ['application/xhtml+xml', 403, 'AccessDenied'],
  ])('with an image in it: %s, %p', async (type, status, code) => {
    const form = await images([['starts-with', '$Content-Type', 'image/']]);
    expect(await send(form, 'x', { 'Content-Type': type })).toMatchObject({ status, ...(code && { code }) });
  });

  // An image that browsers run as a page, so that a list of types is told one by one.
  test.each([
    ['image/png', 204],
    ['image/svg+xml', 403],
  ])('with PNG alone in it: %s, %p', async (type, status) => {
    const form = await images([['eq', '$Content-Type', 'image/png']]);
    expect(await send(form, 'x', { 'Content-Type': type })).toMatchObject({ status });
  });
});

test('a form whose policy or signature was changed, or which is signed by another, is refused', async () => {
  const form = await formOf(adele, `${folder(adele)}a.png`);
  const theirs = await formOf(berta, `${folder(adele)}a.png`);
  const { Policy = '' } = form.fields;
  const wider = Buffer.from(Buffer.from(Policy, 'base64').toString().replace(adele.identityId, berta.identityId));
  expect(await send(form)).toMatchObject({ status: 204 });
  for (const [changes, code] of [
    [{ Policy: wider.toString('base64') }, 'SignatureDoesNotMatch'],
    [{ 'X-Amz-Signature': '0'.repeat(64) }, 'SignatureDoesNotMatch'],
    [{ 'X-Amz-Credential': theirs.fields['X-Amz-Credential'] ?? '' }, 'InvalidToken'],
    [{ 'X-Amz-Security-Token': theirs.fields['X-Amz-Security-Token'] ?? '' }, 'InvalidToken'],
    [{ 'X-Amz-Date': '20200101T000000Z' }, 'InvalidArgument'],
  ] as const) {
    expect((await send(form, 'x', changes)).code).toBe(code);
  }
  expect(await send(theirs)).toMatchObject(denied);
});

test('a form holds until its policy expires, and not longer than its signer’s session', async () => {
  const form = await formOf(adele, `${folder(adele)}a.png`, { Expires: 600 });
  const long = await formOf(adele, `${folder(adele)}a.png`, { Expires: 24 * 3600 });
  clock.ahead = 590_000;
  expect(await send(form)).toMatchObject({ status: 204 });
  clock.ahead = 601_000;
  expect(await send(form)).toMatchObject(denied);
  expect(await send(long)).toMatchObject({ status: 204 });
  // No longer than the bucket takes any, whatever the form says.
  clock.ahead = 890_000;
  expect(await send(long)).toMatchObject({ status: 204 });
  clock.ahead = 910_000;
  expect(await send(long)).toMatchObject(denied);
  clock.ahead = 3601_000;
  expect(await send(long)).toMatchObject({ code: 'ExpiredToken' });
});

test('a form without a policy is nobody’s', async () => {
  const form = await formOf(adele, `${folder(adele)}a.png`);
  const { key = '' } = form.fields;
  expect(await send(form)).toMatchObject({ status: 204 });
  expect(await send({ ...form, fields: { key } })).toMatchObject(denied);
});
