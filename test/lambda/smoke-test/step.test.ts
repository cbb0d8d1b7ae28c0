import type { Log } from '../../../lambda/smoke-test/log';
import { createMask } from '../../../lambda/smoke-test/mask';
import { createTry } from '../../../lambda/smoke-test/step';
import { awsException } from './aws-exception';
import { fakeTime } from './fake-time';

function setUp() {
  const time = fakeTime();
  const logged: Parameters<Log>[] = [];
  const attempt = createTry({
    time,
    mask: createMask(),
    log: (...line) => logged.push(line),
    where: { player: 'guest', flow: 'basic' },
  });
  return { time, logged, attempt, until: time.now() + 60_000 };
}

/** Fails the first times, then answers. */
function failingBefore<T>(failures: readonly Error[], answer: T): () => Promise<T> {
  const left = [...failures];
  return async () => {
    const failure = left.shift();
    if (failure !== undefined) throw failure;
    return answer;
  };
}

const denied = awsException('AccessDenied');

describe('what is expected to be allowed', () => {
  test('passes at the first try without waiting', async () => {
    const { attempt, time, until } = setUp();
    const run = failingBefore([], 42);
    const { step, answer } = await attempt({
      name: 'may',
      expected: 'allowed',
      refusedBy: ['AccessDenied'],
      until,
      run,
    });
    expect(step).toEqual({ name: 'may', expected: 'allowed', actual: 'allowed', milliseconds: 0, ok: true });
    expect(answer).toBe(42);
    expect(time.slept).toEqual([]);
  });

  test('is tried again while it is refused, with growing pauses', async () => {
    const { attempt, time, until } = setUp();
    const run = failingBefore([denied, denied, denied], 42);
    const { step } = await attempt({ name: 'may', expected: 'allowed', refusedBy: ['AccessDenied'], until, run });
    expect(step.ok).toBe(true);
    expect(time.slept).toEqual([500, 1_000, 2_000]);
  });

  test('differs when its time is up, and not much later', async () => {
    const { attempt, time, until } = setUp();
    const run = failingBefore(new Array<Error>(1_000).fill(denied), 42);
    const { step } = await attempt({ name: 'may', expected: 'allowed', refusedBy: ['AccessDenied'], until, run });
    expect(step).toMatchObject({ actual: 'refused', error: 'AccessDenied', ok: false });
    expect(time.now()).toBeLessThanOrEqual(until);
    expect(Math.max(...time.slept)).toBe(5_000);
  });

  test('differs at once by an error that is no refusal', async () => {
    const { attempt, time, until } = setUp();
    const run = failingBefore([awsException('NoSuchKey')], 42);
    const { step } = await attempt({ name: 'may', expected: 'allowed', refusedBy: ['AccessDenied'], until, run });
    expect(step).toMatchObject({ actual: 'failed', error: 'NoSuchKey', ok: false });
    expect(time.slept).toEqual([]);
  });

  test('is tried again by an error that means "not yet"', async () => {
    const { attempt, until } = setUp();
    const run = failingBefore([awsException('InvalidIdentityPoolConfigurationException')], 42);
    const notYetBy = ['InvalidIdentityPoolConfigurationException'];
    const { step } = await attempt({ name: 'may', expected: 'allowed', notYetBy, until, run });
    expect(step.ok).toBe(true);
  });

  test('is tried once where no time is given', async () => {
    const { attempt, time } = setUp();
    const run = failingBefore([denied], 42);
    const { step } = await attempt({ name: 'may', expected: 'allowed', refusedBy: ['AccessDenied'], run });
    expect(step.ok).toBe(false);
    expect(time.slept).toEqual([]);
  });
});

describe('what is expected to be refused', () => {
  const claim = { name: 'may not', expected: 'refused', refusedBy: ['AccessDenied'] } as const;

  test('passes by the refusal it names', async () => {
    const { attempt, until } = setUp();
    const { step } = await attempt({ ...claim, until, run: failingBefore([denied], 42) });
    expect(step).toMatchObject({ actual: 'refused', error: 'AccessDenied', ok: true });
    expect(step).not.toHaveProperty('message');
  });

  test.each(['TimeoutError', 'NoSuchKey', 'ValidationException', 'NotImplemented'])(
    'differs by %s, which refuses nothing',
    async (name) => {
      const { attempt, until } = setUp();
      const { step } = await attempt({ ...claim, until, run: failingBefore([awsException(name)], 42) });
      expect(step).toMatchObject({ actual: 'failed', error: name, ok: false });
    },
  );

  test('is tried again while an old policy still allows it', async () => {
    const { attempt, until } = setUp();
    let calls = 0;
    const run = async () => {
      calls += 1;
      if (calls > 2) throw denied;
    };
    const { step } = await attempt({ ...claim, until, run });
    expect(step.ok).toBe(true);
    expect(calls).toBe(3);
  });

  test('differs when it stays allowed', async () => {
    const { attempt, until } = setUp();
    const { step } = await attempt({ ...claim, until, run: async () => undefined });
    expect(step).toMatchObject({ actual: 'allowed', ok: false });
  });
});

test('each step is a line of the log: INFO as expected, ERROR where it differs, its message masked', async () => {
  const { attempt, logged } = setUp();
  const guest = 'eu-central-1:0b6b2c1e-7f0a-4c39-9d1e-2f5f6a7b8c9d';
  await attempt({ name: 'may', expected: 'allowed', run: failingBefore([], 42) });
  await attempt({
    name: 'may too',
    expected: 'allowed',
    run: failingBefore([awsException('Odd', `for ${guest}`)], 42),
  });
  expect(logged).toEqual([
    ['INFO', 'As expected', expect.objectContaining({ player: 'guest', flow: 'basic', step: 'may', ok: true })],
    ['ERROR', 'Not as expected', expect.objectContaining({ step: 'may too', error: 'Odd', errorMessage: 'for ***' })],
  ]);
});
