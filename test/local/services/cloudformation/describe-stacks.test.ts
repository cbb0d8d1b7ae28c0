import { type CloudOnHand, cloudOnHand } from './cloud-on-hand';

let hand: CloudOnHand;
beforeAll(async () => {
  hand = await cloudOnHand();
});
afterAll(() => hand.cloud.stop());

test('a stack is described with its outputs, and with what AWS says of a stack that nobody tagged', async () => {
  const { describe, ids, startedAt } = hand;
  expect(await describe({ StackName: 'game-access' })).toEqual([
    {
      StackId: ids.access,
      StackName: 'game-access',
      Description: 'Star Harvest: who may do what',
      CreationTime: new Date(startedAt),
      RollbackConfiguration: {},
      StackStatus: 'CREATE_COMPLETE',
      DisableRollback: false,
      NotificationARNs: [],
      // What the CDK CLI acknowledges of every stack of an assembly, so that stacks within it may have roles.
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
      Outputs: [
        {
          OutputKey: 'PoolId',
          OutputValue: expect.stringMatching(/^eu-west-1:/),
          Description: 'a <pool> & its "players"',
          ExportName: 'game-pool',
        },
        { OutputKey: 'OwnId', OutputValue: ids.access },
      ],
      Tags: [],
      EnableTerminationProtection: true,
      DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    },
  ]);
  const [files] = await describe({ StackName: 'game-files' });
  expect(files).toMatchObject({ StackId: ids.files, EnableTerminationProtection: false });
  expect(files).not.toHaveProperty('Outputs');
  expect(files).not.toHaveProperty('Description');
});

test('a stack is described by its ID as by its name, and all are without a name', async () => {
  const { describe, ids } = hand;
  expect(await describe({ StackName: ids.access })).toEqual(await describe({ StackName: 'game-access' }));
  expect((await describe({})).map(({ StackId }) => StackId)).toEqual([ids.access, ids.files]);
});

test.each([
  ['another name', () => 'game'],
  ['a name in another case', () => 'GAME-ACCESS'],
  ['a name that every object has', () => 'constructor'],
  ['another UUID', () => hand.ids.access.replace(/[^/]+$/, '00000000-0000-4000-8000-000000000000')],
  ['another account', () => hand.ids.access.replace('123456789012', '999999999999')],
  ['another region', () => hand.ids.access.replace('eu-west-1', 'us-east-1')],
  ['the ID without its UUID', () => hand.ids.access.replace(/\/[^/]+$/, '')],
])('no stack is found by %s', async (_what, name) => {
  expect(await hand.refusal({ StackName: name() })).toEqual({
    code: 'ValidationError',
    status: 400,
    message: `Stack with id ${name()} does not exist`,
  });
});

test.each([
  [
    'of another alphabet',
    'a_b',
    /^1 validation error detected: Value 'a_b' at 'stackName' failed .* pattern: \[a-zA-Z\]/,
  ],
  ['that begins with a digit', '1a', /^1 validation error detected: Value '1a' at 'stackName'/],
  ['that is a pattern', '*', /^1 validation error detected/],
  ['without an end', 'a'.repeat(2049), /^1 validation error detected: .* length less than or equal to 2048$/],
  ['that is empty', '', /^2 validation errors detected: .* pattern: .*; .* length greater than or equal to 1$/],
])('a name %s is refused', async (_what, StackName, message) => {
  expect(await hand.refusal({ StackName })).toEqual({
    code: 'ValidationError',
    status: 400,
    message: expect.stringMatching(message),
  });
});

test('a token for another page is refused, since there is one page', async () => {
  for (const input of [{}, { StackName: 'game-access' }]) {
    expect(await hand.refusal({ ...input, NextToken: 'x' })).toMatchObject({ code: 'ValidationError', status: 400 });
    expect(await hand.describe(input)).not.toEqual([]);
  }
});

test('a test sets a stack’s status, and no other stack’s', async () => {
  const { cloud, describe, ids } = hand;
  const statuses = async () => (await describe({})).map(({ StackStatus }) => StackStatus);
  cloud.cloudFormation.setStatus('game-access', 'UPDATE_ROLLBACK_IN_PROGRESS');
  expect(await statuses()).toEqual(['UPDATE_ROLLBACK_IN_PROGRESS', 'CREATE_COMPLETE']);
  cloud.cloudFormation.setStatus(ids.access, 'CREATE_COMPLETE');
  expect(await statuses()).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
});
