import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { administratorClient } from '../../../local/smoke-test/administrator-client';
import { type AccountOnHand, accountOnHand } from './account-on-hand';

let account: AccountOnHand;
let lambda: LambdaClient;
beforeAll(async () => {
  account = await accountOnHand();
  lambda = new LambdaClient({ ...administratorClient(account.cloud), maxAttempts: 1 });
});
afterAll(() => account.cloud.stop());

const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
  },
};
const fn = (FunctionName: string, Runtime: string, ZipFile: string) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName,
    Runtime,
    Handler: 'index.handler',
    Role: { 'Fn::GetAtt': 'Role.Arn' },
    Code: { ZipFile },
  },
});
const javascript = (FunctionName: string, body: string) =>
  fn(FunctionName, 'nodejs20.x', `const response = require('cfn-response'); ${body}`);
const custom = (of: string) => ({
  Type: 'Custom::Made',
  Properties: { ServiceToken: { 'Fn::GetAtt': `${of}.Arn` }, ServiceTimeout: 20, Size: 3 },
});

test('a function of another language stands, and says that it is not run; one of Node.js beside it is', async () => {
  const Resources = {
    Role: role,
    Python: fn('python', 'python3.13', 'def handler(event, context): return 1'),
    Node: fn('node', 'nodejs20.x', 'exports.handler = async () => 1'),
  };
  expect(await account.deploy('two', { Resources })).toBe('CREATE_COMPLETE');
  await expect(lambda.send(new InvokeCommand({ FunctionName: 'python' }))).rejects.toMatchObject({
    name: 'InvalidRuntimeException',
    message: "The local cloud runs functions of Node.js alone: python (python3.13) stands, and can't be invoked here",
  });
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'node' }));
  expect(Payload?.transformToString()).toBe('1');
});

test('a custom resource of another language fails, and says why', async () => {
  const Resources = {
    Role: role,
    F: fn('maker', 'python3.13', 'def handler(event, context): pass'),
    Made: custom('F'),
  };
  expect(await account.deploy('python-made', { Resources }, { OnFailure: 'DO_NOTHING' })).toBe('CREATE_FAILED');
  expect((await account.history('python-made')).join('\n')).toContain(
    'runs functions of Node.js alone: maker (python3.13)',
  );
});

test.each([
  [
    'answers',
    'exports.handler = (event, context) => response.send(event, context, response.SUCCESS, { Size: event.ResourceProperties.Size }, "made");',
    'CREATE_COMPLETE',
    { Id: 'made', Size: '3' },
  ],
  [
    'says that it failed',
    'exports.handler = (event, context) => response.send(event, context, response.FAILED, {});',
    'CREATE_FAILED',
    {},
  ],
])('a function that is a text %s by the module beside it', async (_what, body, status, told) => {
  const name = `made-${status.toLowerCase().replace('_', '-')}`;
  const template = {
    Resources: { Role: role, F: javascript(name, body), Made: custom('F') },
    Outputs: { Id: { Value: { Ref: 'Made' } }, Size: { Value: { 'Fn::GetAtt': 'Made.Size' } } },
  };
  expect(await account.deploy(name, template, { OnFailure: 'DO_NOTHING' })).toBe(status);
  const { outputs } = account.cloud.cloudFormation.view(name) ?? { outputs: [] };
  if (status === 'CREATE_FAILED')
    expect((await account.history(name)).join()).toContain('See the details in CloudWatch');
  expect(Object.fromEntries(outputs.map(({ name: output, value }) => [output, value]))).toEqual(told);
});
