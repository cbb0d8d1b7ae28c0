import type { GameLogin } from '../../../local/account/game-logins';
import type { PlayerClaims } from '../../../local/idp/claims-form';
import { type SmokeTest, smokeTestsOf } from '../../../local/smoke-test/deployed-smoke-tests';
import { invokeSmokeTest } from '../../../local/smoke-test/run';
import { signInOf } from '../../../local/smoke-test/sign-in';
import { testPlayersOf } from '../../../local/smoke-test/test-players';
import type { Change } from '../change';
import { type DeployedStage, emptyStage, type StackOutcome } from './deployed-stage';
import { factsOf, type Noticed, noticed } from './facts';
import type { Issuers } from './issuers';
import { strangersIn, waysInto } from './ways';

/** What a deployment came to. */
export interface RunStep {
  readonly stacks: readonly StackOutcome[];
  /** What players and installed apps notice of it. */
  readonly noticed: readonly Noticed[];
  /** The names of the stacks that stand afterwards. */
  readonly standing: readonly string[];
  /** What the smoke test says that is run once more after it. */
  readonly smokeTest: 'green' | readonly string[];
}

/** Deploys a change's configurations one after the other, with players before and after each. */
export async function runChange({ deployments }: Change, issuers: Issuers): Promise<RunStep[]> {
  const [before, ...later] = deployments;
  const byClaims = deployments.some(({ oidc, saml }) =>
    /"(roleMapping|attributes)":/.test(JSON.stringify([oidc, saml])),
  );
  const stage = await emptyStage(issuers, before);
  try {
    const first = await stage.deploy(before);
    const failed = first.find(({ status }) => status !== 'CREATE_COMPLETE');
    if (failed) throw new Error(`the first deployment came to ${failed.status}: ${failed.failures.join('; ')}`);
    const steps: RunStep[] = [];
    for (const input of later) {
      const ways = await waysInto(stage, issuers, byClaims);
      const then = await factsOf(ways);
      const stacks = await stage.deploy(input);
      const now = await factsOf(ways);
      steps.push({
        stacks,
        noticed: [...noticed(then, now), ...(await strangersIn(stage, issuers, then))],
        standing: stage.cloud.stacks.map(({ name }) => name),
        smokeTest: await smokeTest(stage, issuers),
      });
    }
    return steps;
  } finally {
    await stage.stop();
  }
}

/** The smoke test that stands, whatever was deployed or rolled back. */
async function smokeTest(stage: DeployedStage, issuers: Issuers): Promise<RunStep['smokeTest']> {
  const { cloud } = stage;
  const tests = smokeTestsOf([{ directory: '', stacks: cloud.stacks }]);
  const reports = await Promise.all(
    tests.map(async (test) => {
      const tokens = await Promise.all(test.logins.map((login) => tokensOf(login, test, stage, issuers)));
      return invokeSmokeTest(cloud, { tokens: tokens.flat(), onFailure: 'report' }, test);
    }),
  );
  const failures = reports.flatMap(({ players, backend }) =>
    [...backend, ...players.flatMap(({ steps }) => steps)].flatMap(({ ok, name, actual }) =>
      ok ? [] : [`${name}: ${actual}`],
    ),
  );
  return failures.length === 0 && reports.every(({ ok }) => ok) ? 'green' : failures;
}

/** Everybody whom a login's rules and tags can tell apart. */
function tokensOf(login: GameLogin, test: SmokeTest, stage: DeployedStage, issuers: Issuers) {
  const clientId = login.appId ?? stage.clientIdsOf(login.key)[0] ?? '';
  const enter =
    login.kind === 'openid'
      ? (name: string, claims: PlayerClaims) => issuers.idToken(login.key, clientId, name, claims)
      : signInOf(stage.cloud, login);
  const players = enter === undefined ? [] : testPlayersOf(login, test.account);
  return Promise.all(
    players.map(async ({ name, claims }) => ({ provider: login.key, token: (await enter?.(name, claims)) ?? '' })),
  );
}
