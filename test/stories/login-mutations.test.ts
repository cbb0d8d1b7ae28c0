import type { LocalCloud } from '../../local/account/cloud';
import type { PlayerClaims } from '../../local/idp/claims-form';
import { signIn } from '../../local/idp/sign-in';
import { smokeTestsOf } from '../../local/smoke-test/deployed-smoke-tests';
import { alignColumns } from '../../local/smoke-test/report/columns';
import { invokeSmokeTest } from '../../local/smoke-test/run';
import { assembly, changedAssembly, rolesAssembly, startGame } from './deployment';
import { failedSteps } from './failed-steps';
import { clanAndDirectMutations, mappingMutations } from './login-mutations';
import type { Mutation } from './mutation';

const issuer = 'https://players.star-harvest.example';

/** Who fails what, when players of whom the issuer says this sign in to the last of these games. */
async function failures(assemblies: readonly string[], players: readonly PlayerClaims[]): Promise<string[]> {
  const { cloud } = await startGame({ assemblies });
  try {
    const tokens = await Promise.all(players.map((claims, index) => token(cloud, `Adele ${index}`, claims)));
    const event = { onFailure: 'report', propagationSeconds: 0, signedIn: ['event'], tokens };
    return failedSteps(await invokeSmokeTest(cloud, event, smokeTestsOf(cloud.assemblies).at(-1)));
  } finally {
    await cloud.stop();
  }
}

async function token({ fetch }: LocalCloud, player: string, claims: PlayerClaims) {
  const { idToken } = await signIn({ issuer, clientId: 'star-harvest-ios', player, claims, fetch });
  return { provider: issuer, token: idToken };
}

const table: string[][] = [['mistake', 'who', 'the check that fails', 'of']];
afterAll(() => {
  process.stdout.write(`${alignColumns(table).join('\n')}\n`);
});

/** A stage, what stands beside it, and who signs in. */
interface Stage {
  readonly name: string;
  readonly original: string;
  readonly beside: readonly string[];
  readonly players: readonly PlayerClaims[];
  readonly mutations: readonly Mutation[];
}

const stages: readonly Stage[] = [
  {
    name: 'clans and own tokens',
    original: assembly,
    beside: [],
    players: [{ clan: 'red' }],
    mutations: clanAndDirectMutations,
  },
  {
    name: 'role mappings',
    original: rolesAssembly,
    beside: [assembly],
    players: [{ groups: 'moderators', plan: 'free' }, { plan: 'free' }, { plan: 'banned' }],
    mutations: mappingMutations,
  },
];

describe.each(stages)('$name', ({ original, beside, players, mutations }) => {
  test('without a mistake nothing fails', async () => {
    expect(await failures([...beside, original], players)).toEqual([]);
  });

  test.each(mutations)('a check fails when $mistake', async ({ mistake, change, fails }) => {
    const { directory, remove } = changedAssembly(change, original);
    const failed = await failures([...beside, directory], players);
    remove();
    expect(failed).toContain(`${fails.player}: ${fails.check}`);
    table.push([mistake, fails.player, fails.check, `${failed.length} that fail`]);
  });
});
