import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateStackCommand, DescribeStacksCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { readTemplateFiles } from '../../../local/command/template-files';
import { StateStore } from '../../../local/state/state-store';
import { accountOnHand } from './account-on-hand';

const parameter = (Name: string, Value = 'x') => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name, Type: 'String', Value },
});

/** A function that never answers: whoever asks it waits for a second. */
const silent = {
  Runner: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      },
    },
  },
  Silent: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      ...{ Handler: 'index.handler', Runtime: 'nodejs22.x', Role: { 'Fn::GetAtt': ['Runner', 'Arn'] }, Timeout: 60 },
      Code: {
        ZipFile: `const response = require('cfn-response');
          exports.handler = (event, context) => event.RequestType === 'Delete'
            ? new Promise(() => {}) : response.send(event, context, 'SUCCESS', {});`,
      },
    },
  },
};
const asked = {
  Type: 'Custom::Asked',
  Properties: { ServiceToken: { 'Fn::GetAtt': ['Silent', 'Arn'] }, ServiceTimeout: 2 },
};

test('what an update had still to delete when its process ended is deleted at the next start', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'cleanup-')), 'account');
  const first = await accountOnHand({ state: StateStore.open(folder) });
  const send = { StackName: 'game', Capabilities: ['CAPABILITY_IAM' as const] };
  const body = (resources: object) => JSON.stringify({ Resources: { ...silent, ...resources } });
  await first.client.send(
    new CreateStackCommand({ ...send, TemplateBody: body({ P: parameter('/game/old'), Asked: asked }) }),
  );
  await first.cloud.cloudFormation.settled();
  await first.client.send(new UpdateStackCommand({ ...send, TemplateBody: body({ P: parameter('/game/new') }) }));
  const status = () => first.cloud.cloudFormation.view('game')?.status;
  while (status() !== 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') await new Promise((resolve) => setTimeout(resolve, 5));
  await first.cloud.stop();

  const second = await accountOnHand({ state: StateStore.open(folder) });
  try {
    const stack = second.cloud.cloudFormation.view('game');
    expect(stack?.status).toBe('UPDATE_COMPLETE');
    expect(stack?.resources.map(({ logicalId }) => logicalId).sort()).toEqual(['P', 'Runner', 'Silent']);
    // Control: what took its place is there.
    expect(stack?.resources.find(({ logicalId }) => logicalId === 'P')?.physicalId).toBe('/game/new');
    expect(stack?.events).toContainEqual(
      expect.objectContaining({ logicalId: 'P', physicalId: '/game/old', status: 'DELETE_COMPLETE' }),
    );
  } finally {
    await second.cloud.stop();
  }
}, 30_000);

test('stacks within stacks are there after a restart, and change with their templates', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'nested-'));
  const folder = join(directory, 'account');
  const write = (name: string, content: object) => writeFileSync(join(directory, name), JSON.stringify(content));
  write('parent.json', {
    Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'child.json' } } },
    Outputs: { It: { Value: { 'Fn::GetAtt': ['Child', 'Outputs.It'] } } },
  });
  const start = (value: string) => {
    write('child.json', {
      Resources: { P: parameter('/game/child', value) },
      Outputs: { It: { Value: { 'Fn::GetAtt': ['P', 'Value'] } } },
    });
    return accountOnHand({
      templates: readTemplateFiles([`game=${join(directory, 'parent.json')}`]),
      state: StateStore.open(folder),
    });
  };
  const seen: unknown[] = [];
  for (const value of ['one', 'one', 'two']) {
    const account = await start(value);
    const { Stacks = [] } = await account.client.send(new DescribeStacksCommand({}));
    const [parent, child] = Stacks;
    expect(child).toMatchObject({ ParentId: parent?.StackId, RootId: parent?.StackId });
    expect(parent).not.toHaveProperty('RootId');
    seen.push([parent?.StackStatus, child?.StackStatus, parent?.Outputs?.[0]?.OutputValue]);
    await account.cloud.stop();
  }
  expect(seen).toEqual([
    ['CREATE_COMPLETE', 'CREATE_COMPLETE', 'one'],
    ['CREATE_COMPLETE', 'CREATE_COMPLETE', 'one'],
    ['UPDATE_COMPLETE', 'UPDATE_COMPLETE', 'two'],
  ]);
}, 30_000);

test('what stands as inert is kept with the account, until other patterns are named', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'inert-')), 'account');
  const World = { Type: 'AWS::Location::Map', Properties: {} };
  const Outputs = { It: { Value: { Ref: 'World' } } };
  const first = await accountOnHand({ state: StateStore.open(folder), inert: ['AWS::Location::*'] });
  expect(await first.deploy('game', { Resources: { World }, Outputs })).toBe('CREATE_COMPLETE');
  await first.cloud.stop();

  const second = await accountOnHand({ state: StateStore.open(folder) });
  // What is inert is so after a restart too, and so is what is read of it.
  expect(second.cloud.stacks.flatMap(({ resources }) => resources)).toMatchObject([{ inert: true }]);
  expect(second.cloud.stacks.flatMap(({ outputs }) => outputs)).toMatchObject([{ inert: true }]);
  expect(await second.deploy('other', { Resources: { World } })).toBe('CREATE_COMPLETE');
  await second.cloud.stop();

  // Control: others in place of them leave what is kept without a type.
  const others = { state: StateStore.open(folder), inert: ['AWS::SQS::*'] };
  await expect(accountOnHand(others)).rejects.toThrow('AWS::Location::Map is not supported');
  const third = await accountOnHand({ state: StateStore.open(folder) });
  await third.cloud.stop();
}, 30_000);
