import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { outputOf } from '../../local/account/outputs';
import { signIn } from '../../local/idp/sign-in';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { smokeTestsOf } from '../../local/smoke-test/deployed-smoke-tests';
import { invokeSmokeTest, runSmokeTestOf } from '../../local/smoke-test/run';
import { assembly, type Game, rolesAssembly, startGame } from './deployment';
import { whyFailed } from './failed-steps';

let game: Game;
const logged: string[] = [];
beforeAll(async () => {
  game = await startGame({
    assemblies: [assembly, rolesAssembly],
    play: 'all',
    onFunctionLog: (_function, line) => logged.push(line),
  });
});
afterAll(() => game.stop());
beforeEach(() => {
  logged.length = 0;
});

const local = { onFailure: 'report', propagationSeconds: 0 };
const secrets = () => new SecretsManagerClient(administratorClient(game.cloud));
const SecretId = () => outputOf(game.cloud.stacks, 'PlayersSecretArn');
const readSecret = async () =>
  JSON.parse((await secrets().send(new GetSecretValueCommand({ SecretId: SecretId() }))).SecretString ?? '');

test('every check holds, for a guest and for a player of every login and source, by each flow, and no secret is told', async () => {
  // At once, as npm start does it: both games have players at the same issuer.
  const tests = smokeTestsOf(game.cloud.assemblies);
  const reports = await Promise.all(tests.map((one) => runSmokeTestOf(game.cloud, one)));
  const [report = { players: [], ok: false }, ofRoles] = reports;
  await saysNoSecret(reports);
  expect(reports.flatMap((one) => whyFailed(game, one))).toEqual([]);
  const flows = new Map<string, string[]>();
  for (const { player, source, provider, flow, status } of report.players) {
    const who = [player, source, provider].filter(Boolean).join(' ');
    flows.set(who, [...(flows.get(who) ?? []), status === 'off' ? `no ${flow}` : flow]);
  }
  expect(Object.fromEntries(flows)).toEqual({
    guest: ['enhanced', 'basic'],
    'signed-in event star-harvest': ['enhanced', 'basic', 'direct'],
    'signed-in event google': ['enhanced', 'basic', 'direct'],
    'signed-in event apple': ['enhanced', 'basic'],
    'signed-in event amazon': ['enhanced', 'basic', 'direct'],
    'signed-in event facebook': ['enhanced', 'basic', 'direct'],
    'signed-in event studio': ['enhanced', 'no basic'],
    'signed-in event user-pool': ['enhanced', 'basic'],
    'signed-in secret star-harvest': ['enhanced', 'basic', 'direct'],
    'signed-in userPool user-pool': ['enhanced', 'basic'],
    'signed-in developer login.star-harvest': ['enhanced', 'basic'],
  });
  expect(reports.map(({ ok }) => ok)).toEqual([true, true]);
  const member = report.players.find(({ provider }) => provider === 'star-harvest');
  expect(member?.steps.map(({ name }) => name)).toContain('may put a file of its own clan');
  expect(ofRoles?.players.filter(({ flow }) => flow === 'enhanced').map(({ source, role }) => [source, role])).toEqual([
    [undefined, 'guest'],
    ['event', 'moderator'],
    ['event', 'authenticated'],
    ['event', 'none'],
    ['event', 'moderator'],
    ['event', 'board-keeper'],
    ['event', 'authenticated'],
    ['secret', 'moderator'],
    ['userPool', 'authenticated'],
  ]);
});

test('the first deployment, without any token, passes, says loudly what it could not try, and makes a guest, who is found again at the next run', async () => {
  await secrets().send(new PutSecretValueCommand({ SecretId: SecretId(), SecretString: '{}' }));
  const report = await invokeSmokeTest(game.cloud, { ...local, signedIn: [] });
  expect(whyFailed(game, report)).toEqual([]);
  expect(report.ok).toBe(true);
  const signedIn = report.players.filter(({ player }) => player === 'signed-in');
  expect(signedIn.map(({ status }) => status)).toContain('notExercised');
  expect(logged.some((line) => line.includes('"WARN"'))).toBe(true);
  const { guestIdentityId } = await readSecret();
  await invokeSmokeTest(game.cloud, { ...local, signedIn: [] });
  expect(guestIdentityId).toMatch(/^eu-west-1:/);
  expect((await readSecret()).guestIdentityId).toBe(guestIdentityId);
});

test('two runs at once do not lose a refresh token that rotates', async () => {
  const issuer = `https://${game.loginsKey}`;
  const clientId = 'star-harvest-ios';
  const { refreshToken } = await signIn({ issuer, clientId, player: 'Hana', fetch: game.cloud.fetch });
  const content = JSON.stringify({ refreshTokens: { [issuer]: { clientId, refreshToken } } });
  await secrets().send(new PutSecretValueCommand({ SecretId: SecretId(), SecretString: content }));
  const run = () => invokeSmokeTest(game.cloud, { ...local, signedIn: ['secret'] });
  const both = await Promise.all([run(), run()]);
  const after = await run();
  for (const report of [...both, after]) {
    expect(report.players.filter(({ source }) => source === 'secret').map(({ status }) => status)).toEqual([
      'exercised',
      'exercised',
      'exercised',
    ]);
    expect(whyFailed(game, report)).toEqual([]);
    expect(report.ok).toBe(true);
  }
  expect((await readSecret()).refreshTokens[issuer].refreshToken).not.toBe(refreshToken);
});

/** No token, secret or guest identity ID is in the log or the report. */
async function saysNoSecret(reports: readonly object[]): Promise<void> {
  const said = `${JSON.stringify(reports)}\n${logged.join('\n')}`;
  const { guestIdentityId, refreshTokens } = await readSecret();
  const stored = Object.values(refreshTokens as Record<string, { refreshToken: string }>);
  expect(said).toContain('may get a public file');
  expect(said).not.toContain(guestIdentityId);
  expect(said).not.toContain(stored[0]?.refreshToken);
  expect(said).not.toMatch(/eyJ[\w-]{10,}\.|ASIA[A-Z2-7]{16}/);
}
