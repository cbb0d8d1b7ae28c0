import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LocalCloud } from './cloud';
import { signIn } from './idp/sign-in';
import { readSmokeReport, type SmokeReport } from './report/smoke-report';
import { type SmokeTest, smokeTestsOf } from './smoke-tests';

/** The players whom the local cloud signs in on its own. */
const players = { byToken: 'Adele', bySecret: 'Adele on her tablet' };

/**
 * Runs the deployed smoke test as an operator of a real account would, with every source of signed-in players at once: an ID
 * token in the event and a refresh token in the players secret, both from a sign-in at the issuer's own page, and whatever the
 * configuration allows beside them.
 *
 * @param test without it, the only or first one of the account
 * @throws Error when the function itself fails; differences that it finds are in its report
 */
export async function rehearse(cloud: LocalCloud, test = firstSmokeTest(cloud)): Promise<SmokeReport> {
  const client = administratorClient(cloud);
  const provider = cloud.identityProviders.find(({ issuer }) => test.issuers.includes(issuer));
  const tokens: { provider: string; token: string }[] = [];
  if (provider !== undefined) {
    const { issuer, clientIds } = provider;
    const clientId = clientIds[0] ?? '';
    const { idToken } = await signIn({ issuer, clientId, player: players.byToken, fetch: cloud.fetch });
    tokens.push({ provider: issuer, token: idToken });
    const { refreshToken } = await signIn({ issuer, clientId, player: players.bySecret, fetch: cloud.fetch });
    await new SecretsManagerClient(client).send(
      new PutSecretValueCommand({
        SecretId: test.playersSecretArn,
        SecretString: JSON.stringify({ refreshTokens: { [issuer]: { clientId, refreshToken } } }),
      }),
    );
  }
  // Changes of policies are visible at once here, so nothing is to be waited for.
  return invokeSmokeTest(cloud, { tokens, onFailure: 'report', propagationSeconds: 0 }, test);
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
  const payload: unknown = JSON.parse(Buffer.from(answer.Payload ?? []).toString() || 'null');
  if (answer.FunctionError !== undefined) {
    const { errorType, errorMessage } = payload as { errorType?: string; errorMessage?: string };
    throw new Error(`the smoke test of ${test.stack} broke off: ${errorType}: ${errorMessage}`);
  }
  return readSmokeReport(payload);
}

function firstSmokeTest({ assemblies }: LocalCloud): SmokeTest {
  const [test] = smokeTestsOf(assemblies);
  if (test === undefined) throw new Error("no stack has a smoke test: none has an output 'SmokeTestFunctionName'");
  return test;
}

/** What an SDK client needs to be the administrator of a local cloud. */
export function administratorClient({ url, region, administrator }: LocalCloud) {
  const { accessKeyId, secretAccessKey } = administrator;
  return { endpoint: url, region, credentials: { accessKeyId, secretAccessKey } };
}
