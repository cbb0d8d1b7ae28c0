import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import type { Reach } from '../../../bin/plan/deployed-stacks';
import { stacksAlike } from '../../../bin/plan/stacks-alike';
import type { Deployment } from '../../../changes/templates';
import { type LocalCloud, startCloud } from '../../../local/account/cloud';
import { administratorClient } from '../../../local/smoke-test/administrator-client';
import { disposable } from '../../changes/bases';
import { resource, stack } from '../../changes/small-templates';
import { keyPairsOnHand } from '../../once-per-worker/key-pairs';
import { awsOnHand } from './aws-on-hand';
import { account, create, describeStacks, getTemplate, inRole, looker, lookers } from './lookers';
import { assemblyOf, plan, stagesWith } from './plan-command';

const files = resource('Files', 'AWS::S3::Bucket', {});
const pool = (AllowUnauthenticatedIdentities: boolean) =>
  resource('Pool', 'AWS::Cognito::IdentityPool', { AllowUnauthenticatedIdentities });
const exported = { Bucket: { Value: { Ref: 'Files' }, Export: { Name: 'star-harvest-dev:bucket' } } };
const [data, federation] = ['star-harvest-dev-data', 'star-harvest-dev-federation'] as const;
/** The stage as it is deployed. */
const old = [stack(data, files, exported), stack(federation, { ...pool(true), ...lookers })];
const withoutGuests = [stack(data, files, exported), stack(federation, { ...pool(false), ...lookers })];
const withoutExport = [stack(data, files), stack(federation, { ...pool(true), ...lookers })];

let cloud: LocalCloud;
let administrator: CloudFormationClient;
beforeAll(async () => {
  cloud = await startCloud({ makeKeyPair: keyPairsOnHand(), assemblies: [assemblyOf(old)] });
  administrator = new CloudFormationClient(administratorClient(cloud));
});
afterAll(async () => {
  administrator.destroy();
  await cloud.stop();
});

const stages = stagesWith(disposable);

/** Compares with the local cloud, over its wire. */
function planOf(deployment: Deployment, { args = [], client }: { args?: string[]; client?: Reach } = {}) {
  return plan(['--assembly', assemblyOf(deployment), ...args], {
    stages,
    client: client ?? administratorClient(cloud),
  });
}

test('what is deployed, again, changes nothing', async () => {
  const { code, out, said } = await planOf(old);
  expect({ code, said }).toEqual({ code: 0, said: '' });
  expect(out).toContain(`star-harvest dev, compared with what is deployed in ${account}/eu-west-1`);
  expect(out).toContain(`${data} (CREATE_COMPLETE): nothing changes`);
  expect(out).toContain(`${federation} (CREATE_COMPLETE): nothing changes`);
  expect(out).toMatch(/\nNothing changes\.$/);
});

test('guests who are turned off are told of', async () => {
  const { code, out } = await planOf(withoutGuests);
  expect(code).toBe(0);
  expect(out).toContain(`${federation} (CREATE_COMPLETE): updates identity pool`);
  expect(out).toContain("guests can't get in");
});

test('a table or a bucket that would go ends with 1', async () => {
  const { code, out } = await planOf([
    stack(data, pool(true), exported),
    stack(federation, { ...pool(true), ...lookers }),
  ]);
  expect(code).toBe(1);
  expect(out).toContain('bucket deleted: files of players');
});

test('a stack that is not deployed is created, and said to be, with the place that was asked', async () => {
  const game = old.map((one) => ({ ...one, name: one.name.replace('-dev-', '-live-') }));
  const there = {
    stages: stagesWith({ ...disposable, stage: 'live', retainData: true }),
    client: administratorClient(cloud),
  };
  const ended = await plan(['--stage', 'live', '--assembly', assemblyOf(game)], there);
  expect(ended).toMatchObject({ code: 0, said: '' });
  expect(ended.out).toContain('star-harvest-live-data (not there yet): creates bucket');
  expect(ended.out).toContain(
    `star-harvest-live-data is not deployed in ${account}/eu-west-1: everything in it is created`,
  );
});

describe('a stage that was renamed', () => {
  const described = (game: string, stage: string, one = old) =>
    one.map((part) => ({
      ...part,
      name: part.name.replace('star-harvest-dev', `${game}-${stage}`),
      template: { ...part.template, Description: `${game} (${stage}): the players' ${part.name.slice(-4)}` },
    }));
  const empty = [stack(data, files), stack(federation, pool(true))];
  const there = described('moon-harvest', 'live', empty);

  beforeAll(async () => {
    const client = new CloudFormationClient(administratorClient(cloud));
    for (const { name, template } of there) {
      await client.send(new CreateStackCommand({ StackName: name, TemplateBody: JSON.stringify(template) }));
      await waitUntilStackCreateComplete({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { StackName: name });
    }
    client.destroy();
  });

  test.each<[what: string, game: string, stage: string, names: boolean]>([
    ['by its game is told the stacks that stay', 'sun-harvest', 'live', true],
    ['by its stage too', 'moon-harvest', 'release', true],
    ['is told nothing where it goes on as it is', 'moon-harvest', 'live', false],
  ])('%s', async (_, game, stage, names) => {
    const input = { ...disposable, game, stage, retainData: true };
    const now = described(game, stage, empty);
    const { code, out, said } = await plan(['--stage', stage, '--assembly', assemblyOf(now)], {
      stages: stagesWith(input),
      client: administratorClient(cloud),
    });
    expect({ code, said }).toEqual({ code: 0, said: '' });
    const told = 'moon-harvest-live-data is there, and no stage of this project is called so';
    if (names) expect(out).toContain(told);
    else expect(out).not.toContain(told);
  });

  test.each<[error: string, answered: unknown]>([
    ['AccessDenied', []],
    ['ValidationError', 'ValidationError'],
  ])('is looked for as far as one may: %s', async (error, answered) => {
    const { endpoint, stop } = await awsOnHand({ errors: { DescribeStacks: [error, 'no'] } });
    const client = new CloudFormationClient({ ...administratorClient(cloud), endpoint, maxAttempts: 1 });
    try {
      const [missing = stack(data, files)] = described('sun-harvest', 'live', empty);
      expect(await stacksAlike(client, missing, []).catch(({ name }: Error) => name)).toEqual(answered);
    } finally {
      client.destroy();
      await stop();
    }
  });
});

describe('an export', () => {
  test('that nobody imports goes; one that a stack outside of the stage imports does not', async () => {
    expect(await planOf(withoutExport)).toMatchObject({ code: 0 });
    await create(administrator, 'analytics', {
      Parameter: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Type: 'String', Value: { 'Fn::ImportValue': 'star-harvest-dev:bucket' } },
      },
    });
    const { code, out } = await planOf(withoutExport);
    expect(code).toBe(1);
    expect(out).toContain('“Cannot delete export star-harvest-dev:bucket as it is in use by analytics”');
    // One that stays as it is may be imported by whoever likes.
    expect(await planOf(withoutGuests)).toMatchObject({ code: 0 });
  });
});

describe('permissions', () => {
  test.each<[role: string, deployment: Deployment, missing: string]>([
    ['Nobody', old, describeStacks],
    ['Describes', old, getTemplate],
    ['Reads', withoutExport, 'cloudformation:ListImports'],
  ])('%s compares nothing, for want of one, which is named', async (role, deployment, missing) => {
    const ended = await planOf(deployment, { client: await inRole(cloud, role) });
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.said).toMatch(
      new RegExp(
        `^Nothing was compared: User: .*/${role}/plan is not authorized to perform: ${missing} on .*; it takes cloudf`,
      ),
    );
  });

  test.each<[role: string, deployment: Deployment]>([
    ['Reads', old],
    ['Reads', withoutGuests],
    ['Asks', withoutExport],
  ])('%s compares', async (role, deployment) => {
    const { code, said } = await planOf(deployment, { client: await inRole(cloud, role) });
    expect(said).toBe('');
    expect(code).toBeLessThan(2);
  });
});

describe('a stack', () => {
  const ofStage = (stage: string) => old.map((one) => ({ ...one, name: one.name.replace('-dev-', `-${stage}-`) }));
  const planOfStage = (stage: string) =>
    plan(['--stage', stage, '--assembly', assemblyOf(ofStage(stage))], {
      stages: stagesWith({ ...disposable, stage }),
      client: administratorClient(cloud),
    });

  test('whose creation failed is not updated, and it is said how it is cleared away', async () => {
    // The name is another's.
    await create(administrator, 'star-harvest-failed-data', looker('Reads', describeStacks));
    const { code, out } = await planOfStage('failed');
    expect(code).toBe(1);
    expect(out).toContain('stack star-harvest-failed-data: “is in ROLLBACK_COMPLETE state and can not be updated”');
    expect(out).toContain('npx cdk deploy --all -c stage=failed');
    expect(out).toContain('star-harvest-failed-data (ROLLBACK_COMPLETE): creates bucket');
  });

  test('of which there is a change set alone is created', async () => {
    await administrator.send(
      new CreateChangeSetCommand({
        ...{ StackName: 'star-harvest-review-data', ChangeSetName: 'first', ChangeSetType: 'CREATE' },
        TemplateBody: JSON.stringify({ Resources: files }),
      }),
    );
    const { code, out } = await planOfStage('review');
    expect(code).toBe(0);
    expect(out).toContain('star-harvest-review-data (REVIEW_IN_PROGRESS): creates bucket');
    expect(out).toContain('a change set was made for it, and nothing was created yet');
  });
});
