import { IdentityProviderStore } from '../../../local/idp/memory-adapter';

let now: number;
const store = (limit?: number) => new IdentityProviderStore({ now: () => now }, limit);
beforeEach(() => {
  now = 1_000_000;
});

test('an entry is found until it expires', async () => {
  const { find, upsert } = store().adapter('AccessToken');
  await upsert('a', { accountId: 'ada' }, 10);
  now += 9_999;
  expect(await find('a')).toEqual({ accountId: 'ada' });
  now += 1;
  expect(await find('a')).toBeUndefined();
});

test('kinds do not see each other’s entries', async () => {
  const { adapter } = store();
  await adapter('AccessToken').upsert('a', {}, 10);
  expect(await adapter('RefreshToken').find('a')).toBeUndefined();
  expect(await adapter('AccessToken').find('a')).toBeDefined();
});

test('a session is found by its uid, until it has another', async () => {
  const { findByUid, upsert } = store().adapter('Session');
  await upsert('a', { uid: 'one' }, 10);
  expect(await findByUid('one')).toEqual({ uid: 'one' });
  await upsert('a', { uid: 'two' }, 10);
  expect(await findByUid('one')).toBeUndefined();
  expect(await findByUid('two')).toBeDefined();
});

test('revoking a grant takes all that came of it, and nothing else', async () => {
  const { adapter } = store();
  await adapter('RefreshToken').upsert('r', { grantId: 'g' }, 10);
  await adapter('AccessToken').upsert('a', { grantId: 'g' }, 10);
  await adapter('AccessToken').upsert('b', { grantId: 'h' }, 10);
  await adapter('RefreshToken').revokeByGrantId('g');
  expect(await adapter('RefreshToken').find('r')).toBeUndefined();
  expect(await adapter('AccessToken').find('a')).toBeUndefined();
  expect(await adapter('AccessToken').find('b')).toBeDefined();
});

test('a code is marked when it is used', async () => {
  const { consume, find, upsert } = store().adapter('AuthorizationCode');
  await upsert('c', {}, 10);
  await consume('c');
  expect(await find('c')).toEqual({ consumed: 1000 });
});

test('it holds no more than its limit: the expired go first, then the oldest', async () => {
  const full = store(10);
  const { find, upsert } = full.adapter('AccessToken');
  await upsert('expired', {}, 1);
  for (let index = 0; index < 9; index += 1) await upsert(`old${index}`, {}, 100);
  now += 2_000;
  await upsert('new', {}, 100);
  expect(full.size).toBe(10);
  expect(await find('old0')).toBeDefined();
  await upsert('newest', {}, 100);
  expect(full.size).toBe(9);
  expect(await find('old0')).toBeUndefined();
  expect(await find('newest')).toBeDefined();
});
