import { createHash } from 'node:crypto';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LocalCloud } from '../account/cloud';
import type { GameLogin } from '../account/game-logins';
import { signIn } from '../idp/sign-in';
import { administratorClient } from './administrator-client';
import { type SmokeTest, smokeTestsOf } from './deployed-smoke-tests';
import { readSmokeAnswer } from './report/smoke-answer';
import type { SmokeReport } from './report/smoke-report';
import { signInOf } from './sign-in';
import { testPlayersOf } from './test-players';

/** A player's token, as the smoke test's event takes it. */
interface EventToken {
  readonly provider: string;
  readonly token: string;
}

/**
 * Runs the deployed smoke test as an operator of a real account would, with every source of signed-in players at once: tokens of every
 * login that is played on this machine in the event, a refresh token in the players secret, each from a sign-in at the provider's own
 * page, and whatever the configuration allows beside them.
 *
 * @param test without it, the only or first one of the account
 * @param onStep told what is being done
 * @throws Error when the function itself fails; differences that it finds are in its report
 */
export async function runSmokeTestOf(
  cloud: LocalCloud,
  test = firstSmokeTest(cloud),
  onStep: (step: string) => void = () => {},
): Promise<SmokeReport> {
  onStep(`signing players in for ${test.stack}`);
  const tokens = await Promise.all(test.logins.map((login) => tokensOf(cloud, test, login)));
  await storeRefreshToken(cloud, test);
  onStep(`trying what players can do in ${test.stack}`);
  // Changes of policies are visible at once here, so nothing is to be waited for.
  return invokeSmokeTest(
    cloud,
    { tokens: tokens.flat(), onFailure: 'report', propagationSeconds: 0, requestIds: 'all' },
    test,
  );
}

/** Signs everybody in whom a login's rules and tags can tell apart; nobody where it is not played here. */
async function tokensOf(cloud: LocalCloud, test: SmokeTest, login: GameLogin): Promise<readonly EventToken[]> {
  const enter = signInOf(cloud, login);
  if (enter === undefined) return [];
  const players = testPlayersOf(login, test.account);
  return Promise.all(
    players.map(async ({ name, claims }) => ({ provider: login.key, token: await enter(nameIn(test, name), claims) })),
  );
}

/**
 * A player's name at their provider: another one for each smoke test. What is said of a player is what was typed last, so two games that
 * share a provider, and are tried at once, must not share players.
 */
function nameIn({ functionName }: SmokeTest, name: string): string {
  return `${name} ${createHash('sha256').update(functionName).digest('hex').slice(0, 8)}`;
}

/** Puts a player of the first OpenID issuer that is played here where the smoke test looks for them. */
async function storeRefreshToken(cloud: LocalCloud, test: SmokeTest): Promise<void> {
  const login = test.logins.find(
    ({ kind, issuer }) => kind === 'openid' && cloud.identityProviders.some((provider) => provider.issuer === issuer),
  );
  const provider = cloud.identityProviders.find(({ issuer }) => issuer === login?.issuer);
  if (login === undefined || provider === undefined) return;
  const { issuer } = provider;
  const clientId = login.appId ?? provider.clientIds[0] ?? '';
  const [member] = testPlayersOf(login, test.account);
  const player = nameIn(test, 'Adele on a tablet');
  const { refreshToken } = await signIn({ issuer, clientId, player, claims: member?.claims ?? {}, fetch: cloud.fetch });
  await new SecretsManagerClient(administratorClient(cloud)).send(
    new PutSecretValueCommand({
      SecretId: test.playersSecretArn,
      SecretString: JSON.stringify({ refreshTokens: { [issuer]: { clientId, refreshToken } } }),
    }),
  );
}

/** Invokes a smoke test with an event of one's own. */
export async function invokeSmokeTest(
  cloud: LocalCloud,
  event: object,
  test = firstSmokeTest(cloud),
): Promise<SmokeReport> {
  const answer = await new LambdaClient(administratorClient(cloud)).send(
    new InvokeCommand({
      FunctionName: test.functionName,
      Payload: JSON.stringify(event),
    }),
  );
  return readSmokeAnswer(answer, test.stack).report;
}

function firstSmokeTest({ assemblies }: LocalCloud): SmokeTest {
  const [test] = smokeTestsOf(assemblies);
  if (test === undefined) throw new Error("no stack has a smoke test: none has an output 'SmokeTestFunctionName'");
  return test;
}
