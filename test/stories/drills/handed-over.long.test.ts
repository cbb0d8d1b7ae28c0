import type { GameFederationInput } from '../../../lib/config/schema';
import { type Drill, entered, enters, finds, keep, stackNames, startDrill, templates } from './drill';
import { stage, withIssuer } from './stage';

let drill: Drill;
beforeAll(async () => {
  drill = await startDrill();
});
afterAll(() => drill.stop());

const importedArn = 'arn:aws:iam::123456789012:oidc-provider/players.moon-garden.example';
const created = ['CREATE_COMPLETE', 'CREATE_COMPLETE'];
const saved = ['level 7', 'level 7'];
const first = stage;
const second: GameFederationInput = { ...stage, stage: 'local-two' };
const imports = (of: GameFederationInput) => withIssuer({ importedArn }, of);
const shares = (of: GameFederationInput) => withIssuer({ shared: true }, of);
const federationOf = (of: GameFederationInput) => stackNames(of)[1];

/** Adele in both stages: another identity in each, and one save in each. */
async function adeleInBoth() {
  const both = await Promise.all(
    [first, second].map(async (of) => {
      const game = drill.game(of);
      const player = await entered(game, 'Adele');
      await keep(game, player, 'level 7');
      return { game, player };
    }),
  );
  /** Whether the player is who they were, with what they had, in each stage. */
  return () =>
    Promise.all(
      both.map(async ({ game, player }) => {
        const again = await enters(game, 'Adele');
        if (typeof again === 'string') return again;
        return again.identityId === player.identityId && (await finds(game, again));
      }),
    );
}

test('a shared provider is handed to the stage that imported it, and everybody stays in', async () => {
  expect(await drill.deploy(shares(first))).toEqual(created);
  expect(await drill.deploy(imports(second))).toEqual(created);
  const adele = await adeleInBoth();
  expect(await adele()).toEqual([saved, saved]);

  // The second can't just create it: it is there.
  expect((await drill.deploy(shares(second))).at(-1)).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect((await drill.failures(federationOf(second))).join()).toMatch(/players\.moon-garden\.example already exists/);
  expect(await adele()).toEqual([saved, saved]);

  // Nor can it take it from a stack that has it.
  const deployed = templates(imports(second)).get(federationOf(second));
  const wanted = templates(shares(second)).get(federationOf(second));
  const [[id = '', provider] = []] = Object.entries(wanted?.Resources ?? {}).filter(
    ([, { Type }]) => Type === 'AWS::IAM::OIDCProvider',
  );
  const withProvider = { ...deployed, Resources: { ...deployed?.Resources, [id]: provider } };
  const adopt = () => drill.pipeline.adopt(federationOf(second), withProvider, { [id]: { Arn: importedArn } });
  expect(await adopt()).toBe('IMPORT_ROLLBACK_COMPLETE');
  expect(await adele()).toEqual([saved, saved]);

  // The first lets go of it; then the second takes it, and says so in its configuration.
  expect((await drill.deploy(imports(first))).at(-1)).toBe('UPDATE_COMPLETE');
  expect(await adele()).toEqual([saved, saved]);
  expect(await adopt()).toBe('IMPORT_COMPLETE');
  expect((await drill.deploy(shares(second))).at(-1)).toBe('UPDATE_COMPLETE');
  expect(await adele()).toEqual([saved, saved]);

  // The first goes, and the second's players are in.
  expect(await drill.destroy(first)).toEqual(['DELETE_COMPLETE', 'DELETE_COMPLETE']);
  const [, game] = [first, second].map((of) => drill.game(of));
  expect(await enters(game as NonNullable<typeof game>, 'Adele')).toHaveProperty('identityId');
  // What the second shares stays in the account without it: the next test begins without.
  expect((await drill.deploy(withIssuer({}, second))).at(-1)).toBe('UPDATE_COMPLETE');
  await drill.destroy(second);
});

test('a provider that was not shared first goes when its stage imports it, and both stages’ players are out until it is back', async () => {
  expect(await drill.deploy(first)).toEqual(created);
  expect(await drill.deploy(imports(second))).toEqual(created);
  const adele = await adeleInBoth();
  expect((await drill.deploy(imports(first))).at(-1)).toBe('UPDATE_COMPLETE');
  const out = expect.stringMatching(/^NotAuthorizedException: /);
  expect(await adele()).toEqual([out, out]);
  expect((await drill.deploy(first)).at(-1)).toBe('UPDATE_COMPLETE');
  expect(await adele()).toEqual([saved, saved]);
});
