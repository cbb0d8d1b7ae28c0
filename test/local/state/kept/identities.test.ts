import { IdentityStore } from '../../../../local/identities/identity-store';
import { keptIdentities } from '../../../../local/identities/kept-identities';
import type { Session } from '../../../../local/sessions/session';
import { type FederationCloud, refusalOf, TestClock } from '../../federation/cloud';
import { poolId } from '../../federation/deployment';
import { type Game, serviceSession, startGame } from '../../federation/game';
import { left, takeUp } from './restart';
import { WatchingKeeper } from './watching-keeper';

let game: Game;
let again: FederationCloud;
let admin: Session;
const ids: Record<string, string> = {};

const ask = async (cloud: FederationCloud, operation: string, input: object): Promise<unknown> =>
  cloud.identity<unknown>(operation, input, admin).catch(({ code, message }) => ({ code, message }));

const token = (sub: string, from: 'issuer' | 'secondIssuer' = 'issuer') =>
  game[from].idToken(sub).then((made) => ({ [game[from].name]: made }));

/** Everybody that there can be: guests, players by one login and by two, merged, unlinked, developers' own, deleted ones. */
async function play(): Promise<void> {
  const call = <Output = { IdentityId: string }>(operation: string, input: object) =>
    game.cloud.identity<Output>(operation, input, admin);
  const idOf = async (Logins: object = {}, more = {}) =>
    (await call('GetId', { IdentityPoolId: poolId, Logins, ...more })).IdentityId;
  const developer = async (user: string) =>
    (await call('GetOpenIdTokenForDeveloperIdentity', { IdentityPoolId: poolId, Logins: { backend: user } }))
      .IdentityId;
  const pass = () => game.clock.pass(60);
  ids.guest = await idOf();
  pass();
  ids.player = await idOf(await token('ana'));
  ids.linked = await idOf(await token('ben'));
  pass();
  await call('GetCredentialsForIdentity', {
    IdentityId: ids.linked,
    Logins: { ...(await token('ben')), ...(await token('ben-too', 'secondIssuer')) },
  });
  ids.upgraded = await idOf();
  pass();
  await call('GetCredentialsForIdentity', { IdentityId: ids.upgraded, Logins: await token('cyd') });
  ids.merged = await idOf();
  await call('GetCredentialsForIdentity', { IdentityId: ids.merged, Logins: await token('ana') });
  ids.closed = await idOf(await token('dan'));
  pass();
  await call('UnlinkIdentity', {
    IdentityId: ids.closed,
    Logins: await token('dan'),
    LoginsToRemove: [game.issuer.name],
  });
  ids.developer = await developer('eve');
  ids.source = await developer('fay');
  pass();
  await call('MergeDeveloperIdentities', {
    SourceUserIdentifier: 'fay',
    DestinationUserIdentifier: 'eve',
    DeveloperProviderName: 'backend',
    IdentityPoolId: poolId,
  });
  ids.deleted = await idOf(await token('gil'));
  await call('DeleteIdentities', { IdentityIdsToDelete: [ids.deleted] });
}

beforeAll(async () => {
  game = await startGame();
  admin = serviceSession(game, 'Admin');
  await play();
  again = game.startAgain();
  takeUp(left(game.cloud.collections), again.collections, again.keeper);
});

test.each([
  ...['guest', 'player', 'linked', 'upgraded', 'merged', 'closed', 'developer', 'source', 'deleted'].map(
    (who): [string, string, () => object] => ['DescribeIdentity', who, () => ({ IdentityId: ids[who] })],
  ),
  ...['eve', 'fay', 'nobody'].map((DeveloperUserIdentifier): [string, string, () => object] => [
    'LookupDeveloperIdentity',
    DeveloperUserIdentifier,
    () => ({ IdentityPoolId: poolId, DeveloperUserIdentifier }),
  ]),
  ['ListIdentities', 'all', () => ({ IdentityPoolId: poolId, MaxResults: 60 })],
  ['ListIdentities', 'all but the disabled', () => ({ IdentityPoolId: poolId, MaxResults: 60, HideDisabled: true })],
] satisfies [string, string, () => object][])(
  '%s of %s answers after a restart as before',
  async (operation, _who, input) => {
    expect(await ask(again, operation, input())).toEqual(await ask(game.cloud, operation, input()));
  },
);

test.each([
  ['ana', 'player'],
  ['ben', 'linked'],
  ['cyd', 'upgraded'],
])('%s is the same player after a restart', async (sub, who) => {
  const { IdentityId } = await again.identity('GetId', { IdentityPoolId: poolId, Logins: await token(sub) });
  expect(IdentityId).toBe(ids[who]);
});

test.each([
  ['dan', 'closed'],
  ['gil', 'deleted'],
])('%s, whose login was taken away, is a new player after a restart too', async (sub, who) => {
  const { IdentityId } = await again.identity('GetId', { IdentityPoolId: poolId, Logins: await token(sub) });
  expect(Object.values(ids)).not.toContain(IdentityId);
  expect(ids[who]).toBeDefined();
});

test('a guest’s ID opens after a restart what it did before, and that of one who was merged or closed does not', async () => {
  const credentials = (IdentityId = '') => again.identity('GetCredentialsForIdentity', { IdentityId });
  await expect(credentials(ids.guest)).resolves.toHaveProperty('Credentials');
  for (const who of ['merged', 'closed', 'source', 'upgraded', 'deleted']) {
    const refusal = await refusalOf(credentials(ids[who]));
    const before = game.cloud.identity('GetCredentialsForIdentity', { IdentityId: ids[who] });
    expect(refusal).toMatchObject(await refusalOf(before).then(({ code, message }) => ({ code, message })));
  }
});

test.each([
  ['that is gone are dropped, and don’t come back with it', false],
  ['that is there are taken up, as they were', true],
])('identities of a pool %s', (_what, isPool) => {
  const before = new IdentityStore(new TestClock());
  const { id } = before.create(poolId);
  const keeper = new WatchingKeeper();
  const after = new IdentityStore(new TestClock(), keeper);
  const kept = keptIdentities(after, () => isPool);
  takeUp(left([keptIdentities(before, () => true)]), [kept], keeper);
  expect(after.find(id)).toEqual(isPool ? before.find(id) : undefined);
  const next = new IdentityStore(new TestClock());
  takeUp(left([kept]), [keptIdentities(next, () => true)], new WatchingKeeper());
  expect(next.find(id)).toEqual(isPool ? before.find(id) : undefined);
});

test('a pool that is deleted takes its identities with it', () => {
  const keeper = new WatchingKeeper();
  const store = new IdentityStore(new TestClock(), keeper);
  const kept = keptIdentities(store, () => true);
  store.create(poolId);
  store.create(poolId, [{ provider: 'login.example', subject: 'ana' }]);
  keeper.check([kept]);
  expect([...kept.keys()]).toHaveLength(2);
  store.deletePool(poolId);
  keeper.check([kept]);
  expect([...kept.keys()]).toEqual([]);
});
