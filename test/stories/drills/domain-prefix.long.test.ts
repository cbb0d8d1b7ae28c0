import { enteredByPage, entersByPage, haveAccount, userPool } from './accounts';
import { type Drill, finds, keep, stackNames, startDrill } from './drill';
import { stage } from './stage';

let drill: Drill;
beforeAll(async () => {
  drill = await startDrill();
});
afterAll(() => drill.stop());

const withPage = (prefix: string | false) => ({ ...stage, userPool: userPool(prefix) });
const [, federation] = stackNames(stage);
const saved = ['level 7', 'level 7'];

test('the page’s prefix changes in two deployments, and not in one; accounts, identities and saves stay', async () => {
  const before = withPage('moon-one');
  const after = withPage('moon-two');
  expect(await drill.deploy(before)).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
  await haveAccount(drill, before, 'adele@example.com');
  const game = drill.game(before);
  const adele = await enteredByPage(drill, before, 'adele@example.com');
  await keep(game, adele, 'level 7');
  const page = (prefix: string) =>
    drill.cloud.managedLogins.map(({ signInUrl }) => signInUrl.includes(`//${prefix}.auth.`));

  // In one: refused, and rolled back.
  expect((await drill.deploy(after)).at(-1)).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect((await drill.failures(federation)).join()).toContain('User pool already has a domain configured');
  expect([page('moon-one'), (await enteredByPage(drill, before, 'adele@example.com')).identityId]).toEqual([
    [true],
    adele.identityId,
  ]);

  // In two: between them nobody signs in by the page, and whoever is in plays on.
  expect((await drill.deploy(withPage(false))).at(-1)).toBe('UPDATE_COMPLETE');
  expect(await entersByPage(drill, before, 'adele@example.com')).toEqual(expect.any(String));
  expect(await finds(game, adele)).toEqual(saved);
  expect((await drill.deploy(after)).at(-1)).toBe('UPDATE_COMPLETE');
  expect(page('moon-two')).toEqual([true]);
  const again = await enteredByPage(drill, after, 'adele@example.com');
  expect([again.identityId, await finds(game, again)]).toEqual([adele.identityId, saved]);
});
