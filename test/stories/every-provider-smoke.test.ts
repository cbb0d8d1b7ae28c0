import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { App } from 'aws-cdk-lib';
import { buildApp } from '../../lib/app';
import { parseConfig } from '../../lib/config/parse';
import type { GameFederationInput } from '../../lib/config/schema';
import { type LocalCloud, startCloud } from '../../local/account/cloud';
import { outputOf } from '../../local/account/outputs';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { DecisionLog } from '../../local/smoke-test/decision-log';
import type { SmokeReport } from '../../local/smoke-test/report/smoke-report';
import { invokeSmokeTest } from '../../local/smoke-test/run';
import { everything } from '../lib/everything';
import { keyPairsOnHand } from '../once-per-worker/key-pairs';
import { whyFailed } from './failed-steps';
import { storyContext } from './story-context';

// Claims that only an identity provider may set are warned about, and CDK announces bundles.
jest.spyOn(console, 'error').mockImplementation(() => {});
jest.spyOn(process.stderr, 'write').mockReturnValue(true);

const atTheEnd: (() => unknown)[] = [];
afterEach(() => Promise.all(atTheEnd.splice(0).map((end) => end())));

async function deploy(changes: Partial<GameFederationInput> = {}): Promise<LocalCloud> {
  const outdir = mkdtempSync(join(tmpdir(), 'game-federation-everything-'));
  const app = new App({
    outdir,
    context: storyContext(),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  buildApp(app, parseConfig({ ...everything, ...changes }));
  app.synth();
  const cloud = await startCloud({
    ...{ makeKeyPair: keyPairsOnHand(), assemblies: [outdir], play: 'all' },
    onDecision: decisions.record,
  });
  atTheEnd.push(async () => {
    await cloud.stop();
    rmSync(outdir, { recursive: true });
  });
  return cloud;
}

const smokeTest = (cloud: LocalCloud, event: object = {}) =>
  invokeSmokeTest(cloud, { onFailure: 'report', propagationSeconds: 0, ...event });

const decisions = new DecisionLog();
const differences = (cloud: LocalCloud, report: SmokeReport) => whyFailed({ cloud, decisions }, report);

async function usersOf(cloud: LocalCloud) {
  const UserPoolId = outputOf(cloud.stacks, 'UserPoolId');
  const client = new CognitoIdentityProviderClient(administratorClient(cloud));
  return (await client.send(new ListUsersCommand({ UserPoolId }))).Users;
}

const enhanced = (report: SmokeReport, status: string) =>
  report.players.filter((player) => player.flow === 'enhanced' && player.status === status);

test('with every provider, the smoke test signs a user of the user pool in, deletes them, and names the others', async () => {
  const cloud = await deploy();
  const report = await smokeTest(cloud);
  expect(differences(cloud, report)).toEqual([]);
  expect(report.ok).toBe(true);
  expect(enhanced(report, 'exercised').map(({ source, provider }) => [source, provider])).toEqual([
    [undefined, undefined],
    ['userPool', 'user-pool'],
    ['developer', 'login.star-harvest'],
  ]);
  expect(
    enhanced(report, 'notExercised')
      .map(({ provider }) => provider)
      .sort(),
  ).toEqual(['amazon', 'apple', 'facebook', 'google', 'my-studio', 'partner']);
  const member = enhanced(report, 'exercised').find(({ source }) => source === 'userPool');
  expect(member?.steps.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['may put a file of its own clan', "may not get another clan's record"]),
  );
  expect(report.backend.map(({ name }) => name)).toContain('may delete the throwaway user');
  expect(await usersOf(cloud)).toEqual([]);
});

test('a user pool whose mapping denies those without a group gives its user no credentials, as expected', async () => {
  const cloud = await deploy({
    userPool: { ...everything.userPool, roleMapping: { fromToken: true, ambiguous: 'deny' } },
  });
  const report = await smokeTest(cloud, { signedIn: ['userPool'] });
  expect(differences(cloud, report)).toEqual([]);
  const player = enhanced(report, 'exercised').find(({ source }) => source === 'userPool');
  expect(player?.steps.map(({ name }) => name)).toEqual([
    'may get an identity ID for its login',
    'may not get credentials without a role of its own',
  ]);
  expect(await usersOf(cloud)).toEqual([]);
});
