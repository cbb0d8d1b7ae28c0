import { createMask } from '../../../lambda/smoke-test/mask';
import { readOwnStack } from '../../../lambda/smoke-test/own-stack';
import { createTry } from '../../../lambda/smoke-test/step';
import { awsException } from './aws-exception';
import { FakeStack } from './fake-stack';
import { fakeTime } from './fake-time';

const denied = awsException('AccessDenied', 'not authorized to perform: cloudformation:DescribeStacks', 403);

/** Reads it with a minute's patience. */
async function read(change: (stack: FakeStack) => void, stackId?: string) {
  const stack = new FakeStack();
  change(stack);
  const time = fakeTime();
  const attempt = createTry({ time, mask: createMask(), log: () => undefined, where: {} });
  const own = await readOwnStack(stack.client, stackId ?? stack.id, attempt, time.now() + 60_000);
  return { own, asked: stack.asked, time };
}

describe('a stack', () => {
  test.each([
    ['ROLLBACK_IN_PROGRESS', true],
    ['UPDATE_ROLLBACK_IN_PROGRESS', true],
    ['IMPORT_ROLLBACK_IN_PROGRESS', true],
    ['CREATE_IN_PROGRESS', false],
    ['UPDATE_IN_PROGRESS', false],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', false],
    ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', false],
    ['UPDATE_ROLLBACK_COMPLETE', false],
    ['UPDATE_ROLLBACK_FAILED', false],
    ['ROLLBACK_COMPLETE', false],
    ['UPDATE_COMPLETE', false],
  ])('that is %s is being rolled back: %s', async (status, inRollback) => {
    const { own } = await read((stack) => {
      stack.status = status;
    });
    expect(own).toMatchObject({ status, inRollback, step: { name: 'may read the status of its own stack', ok: true } });
  });
});

describe('the status', () => {
  const ofTheNetwork = (code: string) => Object.assign(new Error(code), { code });
  test.each<[string, Error]>([
    ...['AccessDenied', 'AccessDeniedException'].map((name): [string, Error] => [name, awsException(name, name, 403)]),
    ...['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'InvalidClientTokenId', 'ExpiredToken'].map(
      (name): [string, Error] => [name, awsException(name)],
    ),
    ...[500, 502, 503, 504].map((status): [string, Error] => [`${status}`, awsException('Unknown', '', status)]),
    ...['InternalFailure', 'ServiceUnavailable'].map((name): [string, Error] => [name, awsException(name, name, 500)]),
    ...[
      'ECONNREFUSED',
      'ECONNRESET',
      'EAI_AGAIN',
      'ENOTFOUND',
      'ETIMEDOUT',
      'EPIPE',
      'EHOSTUNREACH',
      'ENETUNREACH',
    ].map((code): [string, Error] => [code, ofTheNetwork(code)]),
    ['TimeoutError', Object.assign(new Error('late'), { name: 'TimeoutError' })],
    ['SyntaxError', new SyntaxError('the answer is the page of some proxy')],
    ['what nobody thought of', awsException('SomethingNew')],
  ])('that first answers %s is asked for again', async (_, failure) => {
    const { own, asked } = await read((stack) => {
      stack.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
      stack.failures.push(failure, failure, failure);
    });
    expect(own).toMatchObject({ inRollback: true, step: { ok: true } });
    expect(asked).toBe(4);
  });

  test.each(['AccessDenied', 'AccessDeniedException'])('that %s keeps from the function is refused', async (name) => {
    const { own } = await read((stack) => {
      stack.failures.push(...new Array<Error>(100).fill(awsException(name, name, 403)));
    });
    expect(own.step).toMatchObject({ actual: 'refused', error: name, ok: false });
  });

  test('that is never allowed fails its step when the patience ends, and is no rollback', async () => {
    const { own, time } = await read((stack) => {
      stack.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
      stack.failures.push(...new Array<Error>(100).fill(denied));
    });
    expect(own).toMatchObject({ inRollback: false, step: { actual: 'refused', error: 'AccessDenied', ok: false } });
    expect(own).not.toHaveProperty('status');
    expect(time.slept.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(50_000);
  });

  test('of a stack that is not there fails its step', async () => {
    const { own } = await read(() => undefined, 'arn:aws:cloudformation:eu-central-1:111122223333:stack/other/1');
    expect(own).toMatchObject({ inRollback: false, step: { actual: 'failed', error: 'ValidationError', ok: false } });
  });

  test('that CloudFormation leaves out fails its step', async () => {
    const { own } = await read((stack) => {
      stack.status = undefined;
    });
    expect(own).toMatchObject({ inRollback: false, step: { error: 'UnexpectedAnswer', ok: false } });
  });

  test('can’t be asked for where the function is not told its stack, and is not waited for', async () => {
    const { own, asked, time } = await read(() => undefined, '');
    expect(own.step).toMatchObject({ ok: false, message: 'The environment variable STACK_ID is missing.' });
    expect([asked, time.slept]).toEqual([0, []]);
  });
});
