import type { LocalCloud } from '../../local/account/cloud';
import type { PlayerClaims } from '../../local/idp/claims-form';
import { signIn } from '../../local/idp/sign-in';
import { smokeTestsOf } from '../../local/smoke-test/deployed-smoke-tests';
import { invokeSmokeTest } from '../../local/smoke-test/run';
import { assembly, rolesAssembly, startGame } from './deployment';
import { clanAndDirectMutations, mappingMutations } from './login-mutations';
import { type MutatedStage, testMutations } from './test-mutations';

const issuer = 'https://players.star-harvest.example';

/** What is said when players of whom the issuer says this sign in to a game, which stands beside others. */
function reportOf(players: readonly PlayerClaims[], beside: readonly string[] = []): MutatedStage['report'] {
  return async (directory, where) => {
    const { cloud } = await startGame({ assemblies: [...beside, directory], ...where });
    try {
      const tokens = await Promise.all(players.map((claims, index) => token(cloud, `Adele ${index}`, claims)));
      const event = { onFailure: 'report', propagationSeconds: 0, signedIn: ['event'], tokens };
      return await invokeSmokeTest(cloud, event, smokeTestsOf(cloud.assemblies).at(-1));
    } finally {
      await cloud.stop();
    }
  };
}

async function token({ fetch }: LocalCloud, player: string, claims: PlayerClaims) {
  const { idToken } = await signIn({ issuer, clientId: 'star-harvest-ios', player, claims, fetch });
  return { provider: issuer, token: idToken };
}

describe('clans and own tokens', () => {
  testMutations({
    original: assembly,
    mutations: clanAndDirectMutations,
    report: reportOf([{ clan: 'red' }]),
  });
});

describe('role mappings', () => {
  const players: PlayerClaims[] = [{ groups: 'moderators', plan: 'free' }, { plan: 'free' }, { plan: 'banned' }];
  testMutations({
    original: rolesAssembly,
    mutations: mappingMutations,
    report: reportOf(players, [assembly]),
  });
});
