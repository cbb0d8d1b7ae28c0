import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { findSmokeTest } from '../../../bin/smoke-test/find-smoke-test';
import { awsException, fakeClient } from '../../lambda/smoke-test/aws-exception';

const outputs = [
  { OutputKey: 'Region', OutputValue: 'eu-west-1' },
  { OutputKey: 'SmokeTestFunctionName', OutputValue: 'the-function' },
];

const StackId = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/game-dev-federation/1';

/** What is found where CloudFormation answers so. */
function find(answer: object | Error, account?: string) {
  const client = fakeClient<CloudFormationClient>(({ input }) => {
    expect(input).toEqual({ StackName: 'game-dev-federation' });
    if (answer instanceof Error) throw answer;
    return { Stacks: [{ StackId, ...answer }] };
  });
  Object.assign(client, { config: { region: async () => 'eu-west-1' } });
  return findSmokeTest(client, 'game-dev-federation', { stage: 'dev', account });
}

test.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE'])(
  'of a stack that is %s nothing is to be said',
  async (StackStatus) => {
    expect(await find({ StackStatus, Outputs: outputs })).toEqual({ functionName: 'the-function' });
  },
);

test.each([
  ['UPDATE_IN_PROGRESS', 'it is being changed'],
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'it is being changed'],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'it is being changed'],
  ['UPDATE_ROLLBACK_FAILED', 'continue it: npx cdk rollback -c stage=dev game-dev-federation'],
  ['UPDATE_ROLLBACK_COMPLETE', 'its last update failed; what is tested is what was there before it'],
  ['UPDATE_FAILED', 'its last change failed'],
  ['DELETE_FAILED', 'its last change failed'],
])('a stack that is %s is tested all the same, and said to be so', async (StackStatus, sentence) => {
  const { functionName, remark } = await find({ StackStatus, Outputs: outputs });
  expect(functionName).toBe('the-function');
  expect(remark).toContain(`game-dev-federation is ${StackStatus}: `);
  expect(remark).toContain(sentence);
});

test('a stack that is not there is to be deployed first', async () => {
  const missing = awsException('ValidationError', 'Stack with id game-dev-federation does not exist');
  await expect(find(missing)).rejects.toThrow(
    'there is no stack game-dev-federation in eu-west-1, in the account of your credentials; deploy it first: npx cdk deploy --all -c stage=dev',
  );
});

test('a stack whose creation was rolled back has no smoke test', async () => {
  await expect(find({ StackStatus: 'ROLLBACK_COMPLETE' })).rejects.toThrow(
    'the stack game-dev-federation is ROLLBACK_COMPLETE and has no output SmokeTestFunctionName; deploy it',
  );
});

test('any other error is CloudFormation’s own', async () => {
  const denied = awsException('AccessDenied', 'not authorized', 403);
  await expect(find(denied)).rejects.toBe(denied);
});

test.each(['CREATE_COMPLETE', 'ROLLBACK_COMPLETE'])(
  'a stack of the same name in another account is not the stage’s, also where it is %s',
  async (StackStatus) => {
    await expect(find({ StackStatus, Outputs: outputs }, '444455556666')).rejects.toThrow(
      "your credentials are for account 111122223333, whose game-dev-federation is another stack than the stage's: dev is in account 444455556666",
    );
  },
);

test('a stack that does not tell its account is not taken for the stage’s', async () => {
  const answer = { StackId: undefined, StackStatus: 'CREATE_COMPLETE', Outputs: outputs };
  await expect(find(answer, '111122223333')).rejects.toThrow('your credentials are for account unknown');
});

test.each([['111122223333'], [undefined]])(
  'the stack is the stage’s where the stage’s account is %s',
  async (account) => {
    expect(await find({ StackStatus: 'CREATE_COMPLETE', Outputs: outputs }, account)).toEqual({
      functionName: 'the-function',
    });
  },
);
