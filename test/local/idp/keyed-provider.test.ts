import { issuerFetch } from '../../../local/identities/issuer-fetch';
import { type IdentityProvider, startIdentityProvider } from '../../../local/idp/identity-provider';
import { keyPairsOnHand } from '../../once-per-worker/key-pairs';

const issuer = 'https://players.example/game';
const makeKeyPair = jest.fn(keyPairsOnHand());
let provider: IdentityProvider;
let fetch: typeof globalThis.fetch;

beforeEach(async () => {
  provider = await startIdentityProvider({ issuer, clientIds: ['ios'], makeKeyPair });
  fetch = issuerFetch({ [issuer]: provider.url });
});
afterEach(async () => {
  await provider.stop();
  makeKeyPair.mockClear();
});

const publishedKeys = async (): Promise<string[]> => {
  const { keys } = await (await fetch(`${issuer}/jwks`)).json();
  return keys.map(({ kid }: { kid: string }) => kid);
};

test('a start makes no key; the first requests wait for one and the same', async () => {
  expect(makeKeyPair).not.toHaveBeenCalled();
  const answers = await Promise.all([publishedKeys(), publishedKeys(), publishedKeys()]);
  expect(new Set(answers.flat()).size).toBe(1);
  expect(makeKeyPair).toHaveBeenCalledTimes(1);
});

test('a request beside the issuer’s path makes no key, one below it does', async () => {
  const beside = await globalThis.fetch(new URL('/other', provider.url));
  expect([beside.status, makeKeyPair.mock.calls.length]).toEqual([404, 0]);
  const below = await globalThis.fetch(`${provider.url}/.well-known/openid-configuration`);
  expect([below.status, makeKeyPair.mock.calls.length]).toEqual([200, 1]);
});

test('a key that cannot be made is told to whoever asked; the next request tries again', async () => {
  makeKeyPair.mockRejectedValueOnce(new Error('out of entropy'));
  const refused = await fetch(`${issuer}/jwks`);
  expect(refused.status).toBe(503);
  expect(await refused.text()).toBe(`the identity provider of ${issuer} could not be made: out of entropy\n`);
  expect(await publishedKeys()).toHaveLength(1);
});

test.each([
  ['with overlap publishes the first key and the new one', true, 2],
  ['without overlap publishes the new one', false, 1],
])('a rotation before the first request, %s', async (_what, overlap, count) => {
  await provider.rotateKeys({ overlap });
  expect(await publishedKeys()).toHaveLength(count);
});

test('of two rotations at once with overlap neither key is lost', async () => {
  const before = await publishedKeys();
  await Promise.all([provider.rotateKeys({ overlap: true }), provider.rotateKeys({ overlap: true })]);
  const after = await publishedKeys();
  expect(after).toHaveLength(3);
  expect(after).toEqual(expect.arrayContaining(before));
});

test('a provider that nobody asked stops as one that somebody did', async () => {
  const idle = await startIdentityProvider({ issuer, clientIds: ['ios'], makeKeyPair });
  await idle.stop();
  await expect(globalThis.fetch(`${idle.url}/jwks`)).rejects.toThrow('fetch failed');
});

test.each([
  ['twice the same', ['ios', 'ios'], "'ios', 'ios'"],
  ['an empty one', ['ios', ''], "'ios', ''"],
])('client IDs with %s stop the start, different ones do not', async (_what, clientIds, got) => {
  await expect(startIdentityProvider({ issuer, clientIds, makeKeyPair })).rejects.toThrow(
    `must differ and none be empty, got ${got}`,
  );
  const different = await startIdentityProvider({ issuer, clientIds: ['ios', 'android'], makeKeyPair });
  await different.stop();
});
