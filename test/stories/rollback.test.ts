import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { outputOf } from '../../local/account/outputs';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import type { SmokeReport } from '../../local/smoke-test/report/smoke-report';
import { oneIssuer } from '../lib/one-issuer';
import { changedAssembly, type Game, startGame } from './deployment';
import { failedSteps } from './failed-steps';
import { inGrant, inResource } from './mutation';
import { synthesizeOtherGame } from './other-game';
import { invokeAtOnce, updateTrigger } from './trigger';

const google = 'https://accounts.google.com';
const googleClientId = '1.apps.googleusercontent.com';
const [{ issuer = '', clientIds: [clientId = ''] = [] } = {}] = oneIssuer.oidc ?? [];

/** A game whose smoke test is short: what is asked here does not depend on how many logins it tries. */
const assembly = synthesizeOtherGame({
  google: { clientIds: [googleClientId] },
  developerProvider: undefined,
  basicFlow: {},
  smokeTest: {},
});
const federation = 'moon-garden-local-federation';
const rollingBack = (game: Game) => game.cloud.cloudFormation.setStatus(federation, 'UPDATE_ROLLBACK_IN_PROGRESS');
const updating = (game: Game) => game.cloud.cloudFormation.setStatus(federation, 'UPDATE_IN_PROGRESS');

const games: Game[] = [];
const removals: (() => void)[] = [];
afterAll(async () => {
  await Promise.all(games.map((game) => game.stop()));
  for (const remove of removals) remove();
  rmSync(assembly, { recursive: true });
});

/** Where an issuer listened that has stopped. */
async function stoppedIssuer(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

async function start(options: Parameters<typeof startGame>[0]): Promise<Game> {
  const game = await startGame(options);
  games.push(game);
  return game;
}

function startChanged(change: Parameters<typeof changedAssembly>[0]): Promise<Game> {
  const { directory, remove } = changedAssembly(change, assembly);
  removals.push(remove);
  return start({ assemblies: [directory] });
}

describe('the smoke test of a federation stack whose data stack denies everybody its files', () => {
  let game: Game;
  beforeAll(async () => {
    game = await startChanged(
      inResource('PlayerFilesBucketPolicy', 'AWS::S3::BucketPolicy', ({ Bucket, PolicyDocument }) => {
        const Resource = { 'Fn::Join': ['', ['arn:aws:s3:::', Bucket, '/*']] };
        PolicyDocument.Statement.push({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource });
      }),
    );
  });

  test('fails an update, and names what is denied', async () => {
    updating(game);
    const { succeeds, reason } = await invokeAtOnce(game.cloud);
    expect(succeeds).toBe(false);
    expect(reason).toContain('the smoke test itself: may write the probe data: expected allowed, actual refused');
  });

  test('does not fail the rollback, and reports what is denied', async () => {
    rollingBack(game);
    const { succeeds, report } = await invokeAtOnce(game.cloud);
    expect(succeeds).toBe(true);
    expect(report).toMatchObject({ ok: false, rollback: true });
    expect(failedSteps(report as SmokeReport)).toEqual(
      expect.arrayContaining(['backend: may write the probe data', 'guest: may get a public file']),
    );
  });
});

describe('the smoke test whose players’ refresh tokens are of no use any more', () => {
  let game: Game;
  beforeAll(async () => {
    game = await start({ assemblies: [assembly], issuers: { [google]: await stoppedIssuer() } });
    const refreshTokens = {
      [google]: { clientId: googleClientId, refreshToken: 'whose issuer has stopped' },
      [issuer]: { clientId, refreshToken: 'ended by its issuer' },
    };
    await new SecretsManagerClient(administratorClient(game.cloud)).send(
      new PutSecretValueCommand({
        SecretId: outputOf(game.cloud.stacks, 'PlayersSecretArn'),
        SecretString: JSON.stringify({ refreshTokens }),
      }),
    );
  });

  test.each([
    ['an update', updating, undefined],
    ['a rollback', rollingBack, true],
  ])('reports them as not exercised in %s, and fails nothing', async (_, set, rollback) => {
    set(game);
    const { succeeds, report } = await invokeAtOnce(game.cloud);
    expect(succeeds).toBe(true);
    expect(report).toMatchObject({ ok: true });
    expect(report?.rollback).toBe(rollback);
    const reasons = report?.players
      .filter(({ source, flow, status }) => source === 'secret' && flow === 'enhanced' && status === 'notExercised')
      .map(({ provider, reason }) => `${provider}: ${reason}`);
    expect(reasons).toEqual([
      expect.stringMatching(/^google: Its refresh token could not be redeemed .*: ECONNREFUSED/),
      expect.stringMatching(/^star-harvest: Its refresh token could not be redeemed .*: invalid_grant/),
    ]);
  });

  test('lets the CDK’s trigger succeed in a rollback, which sends no event of its own', async () => {
    rollingBack(game);
    expect(await updateTrigger(game.cloud)).toEqual({ succeeds: true, reason: '' });
  });
});

test('the CDK’s trigger fails where the smoke test throws: in an update, and not in a rollback', async () => {
  const breaks = inResource('SmokeTestFunction', 'AWS::Lambda::Function', ({ Environment }) => {
    delete Environment.Variables.TABLE_NAME;
  });
  const game = await startChanged(breaks);
  updating(game);
  expect(await updateTrigger(game.cloud)).toEqual({
    succeeds: false,
    reason: expect.stringContaining('The environment variable TABLE_NAME is missing.'),
  });
  rollingBack(game);
  expect(await updateTrigger(game.cloud)).toEqual({ succeeds: true, reason: '' });
});

test('a smoke test that may not read its stack’s status passes in its deployment, and knows its rollback all the same', async () => {
  const hides = inGrant('SmokeTestRole', 'ReadOwnStatus', (statement) => {
    statement.Action = 'cloudformation:DescribeStackEvents';
  });
  const game = await startChanged(hides);
  const first = await invokeAtOnce(game.cloud);
  expect(first).toMatchObject({ succeeds: true, report: { ok: false } });
  expect(failedSteps(first.report as SmokeReport)).toEqual(['backend: may read the status of its own stack']);
  expect(first.report).not.toHaveProperty('rollback');
  // The same version again, which had its deployment.
  expect(await invokeAtOnce(game.cloud)).toMatchObject({ succeeds: true, report: { ok: false, rollback: true } });
});
