import { invokeSmokeTest } from '../../local/smoke-test/run';
import { local } from '../stages/local';
import { assembly, startGame } from './deployment';
import { mutations } from './mutations';
import { testMutations } from './test-mutations';

/** Nobody signs in at an issuer here, so none is started: as if another provider of this machine played each of them. */
const issuers = Object.fromEntries(local.oidc?.map(({ issuer }) => [issuer, 'http://127.0.0.1:9']) ?? []);

testMutations({
  original: assembly,
  mutations,
  async report(directory, where, player) {
    const { cloud } = await startGame({ assemblies: [directory], issuers, ...where });
    try {
      // Where the guest is the one who fails, nobody else has to try everything too.
      const signedIn = player === 'guest' ? [] : ['developer'];
      return await invokeSmokeTest(cloud, { onFailure: 'report', propagationSeconds: 0, signedIn });
    } finally {
      await cloud.stop();
    }
  },
});
