import { setTimeout as sleep } from 'node:timers/promises';
import { createClients, type SmokeTestClients } from '../../../lambda/smoke-test/clients';
import { handler } from '../../../lambda/smoke-test/handler';
import type { SmokeTestReport } from '../../../lambda/smoke-test/report';
import { readFacts } from '../../../lambda/smoke-test/settings';
import { awsException } from './aws-exception';
import { environment, FakeCloud, facts } from './fake-cloud';
import { differences } from './smoke-run';

jest.mock('../../../lambda/smoke-test/clients');
jest.mock('../../../lambda/smoke-test/settings', () => ({
  ...jest.requireActual('../../../lambda/smoke-test/settings'),
  readFacts: jest.fn(),
}));

const before = process.env;
const lines: string[] = [];
let cloud: FakeCloud;
/** What Lambda says is left of its time when the handler is called. */
let remaining: number;

beforeAll(() => {
  // The handler keeps its clients: they are those of whichever cloud there is.
  const clients = new Proxy({}, { get: (_, name) => Reflect.get(cloud.clients, name) });
  jest.mocked(createClients).mockReturnValue(clients as SmokeTestClients);
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
});
afterAll(() => jest.restoreAllMocks());
beforeEach(() => {
  lines.length = 0;
  cloud = new FakeCloud(facts);
  remaining = 300_000;
  jest.mocked(readFacts).mockReset().mockReturnValue(facts);
  process.env = {
    ...before,
    STACK_ID: cloud.stack.id,
    IDENTITY_POOL_ID: environment.identityPoolId,
    AUTHENTICATED_ROLE_ARN: environment.authenticatedRoleArn,
    GUEST_ROLE_ARN: environment.guestRoleArn,
    BUCKET_NAME: environment.bucketName,
    TABLE_NAME: environment.tableName,
    PLAYERS_SECRET_ARN: environment.playersSecretArn,
  };
});
afterEach(() => {
  process.env = before;
});

/** As the trigger invokes it, but for the patience: nothing is late here. */
const atOnce = { propagationSeconds: 0 };
const invoke = (event: object = atOnce) => handler(event, { getRemainingTimeInMillis: () => remaining });

function setStatus(status: string): void {
  if (status === 'unreadable') cloud.stack.failures.push(awsException('AccessDenied', 'not authorized', 403));
  else cloud.stack.status = status;
}

/** What may become of a run. */
const happenings = {
  'all is well': () => undefined,
  'a check differs': () => {
    cloud.bend = ({ action }) => action === 'dynamodb:Scan' || undefined;
  },
  'the run throws': () => {
    delete process.env.GUEST_ROLE_ARN;
  },
  'the facts can’t be read': () => {
    jest.mocked(readFacts).mockImplementation(() => {
      throw new Error('facts.json: this handler reads schema version 1.');
    });
  },
  'the run does not end': () => {
    remaining = 5_050;
    cloud.secret.beforePut = () => new Promise(() => undefined);
  },
};
type Happening = keyof typeof happenings;

const fine = 'answers that all is well';
const found = 'answers what it found';
/** `waits` is until Lambda ends it, which fails the deployment. */
const outcomes: Readonly<Record<string, readonly string[]>> = {
  UPDATE_ROLLBACK_IN_PROGRESS: [fine, found, found, found, found],
  ROLLBACK_IN_PROGRESS: [fine, found, found, found, found],
  UPDATE_IN_PROGRESS: [fine, 'throws', 'throws', 'throws', 'waits'],
  CREATE_IN_PROGRESS: [fine, 'throws', 'throws', 'throws', 'waits'],
  UPDATE_ROLLBACK_COMPLETE: [fine, 'throws', 'throws', 'throws', 'waits'],
  unreadable: [found, 'throws', 'throws', 'throws', 'waits'],
};
const table = Object.entries(outcomes).flatMap(([status, row]) =>
  Object.keys(happenings).map((happening, index) => [status, happening as Happening, row[index] ?? ''] as const),
);

test.each(table)('where the stack is %s and %s, the function %s', async (status, happening, outcome) => {
  setStatus(status);
  happenings[happening]();
  const answered = invoke().then(
    ({ ok }) => (ok ? fine : found),
    () => 'throws',
  );
  const patience = happening === 'the run does not end' ? 500 : 30_000;
  expect(await Promise.race([answered, sleep(patience, 'waits', { ref: false })])).toBe(outcome);
});

describe('in a rollback the report', () => {
  const inRollback = (): Promise<SmokeTestReport> => {
    setStatus('UPDATE_ROLLBACK_IN_PROGRESS');
    return invoke();
  };

  test('says so, and begins with how that is known', async () => {
    const report = await inRollback();
    expect(report).toMatchObject({ ok: true, rollback: true });
    expect(report.backend[0]).toMatchObject({ name: 'may read the status of its own stack', ok: true });
    expect(lines.join('')).toContain('The stack is UPDATE_ROLLBACK_IN_PROGRESS');
  });

  test('names every difference', async () => {
    happenings['a check differs']();
    const report = await inRollback();
    expect(differences(report)).toContain('guest enhanced may not scan the table');
    expect(lines.join('')).toContain('The smoke test failed');
  });

  test('tells what the run broke off with, no secret in it', async () => {
    jest.mocked(readFacts).mockImplementation(() => {
      throw new Error('broke at private/eu-central-1:0b6b2c1e-7f0a-4c39-9d1e-2f5f6a7b8c9d/a');
    });
    const report = await inRollback();
    expect(differences(report)).toEqual(['backend runs to its end']);
    expect(report.backend[1]).toMatchObject({ actual: 'failed', message: 'broke at private/***/a' });
    expect(lines.join('')).toContain('broke at private/***/a');
  });

  test('tells that the run did not end', async () => {
    happenings['the run does not end']();
    const report = await inRollback();
    expect(report.backend[1]).toMatchObject({ name: 'runs to its end', actual: 'unfinished', ok: false });
    expect(report.backend[1]?.message).toMatch(/It had not ended after \d+ seconds/);
  });

  test('comes with no timer left behind that would keep the process', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
    const before = timers();
    await inRollback();
    expect(timers()).toBe(before);
  });

  test('tells of an event that is wrong', async () => {
    setStatus('UPDATE_ROLLBACK_IN_PROGRESS');
    const report = await invoke({ nonsense: 1 });
    expect(report.backend[1]?.message).toContain('"nonsense" is not known');
  });

  test.each(['IDENTITY_POOL_ID', 'TABLE_NAME', 'PLAYERS_SECRET_ARN'])('tells that %s is missing', async (name) => {
    delete process.env[name];
    expect((await inRollback()).backend[1]?.message).toContain(`${name} is missing`);
  });
});

describe('in a deployment', () => {
  test('the report says nothing of a rollback, and begins with the stack’s status', async () => {
    const report = await invoke();
    expect(report).not.toHaveProperty('rollback');
    expect(report.backend[0]).toMatchObject({ name: 'may read the status of its own stack', ok: true });
  });

  test('a status that can’t be read is what the error names beside what fails it', async () => {
    setStatus('unreadable');
    happenings['a check differs']();
    await expect(invoke()).rejects.toThrow('may read the status of its own stack: expected allowed, actual refused');
  });

  test('a status that can’t be read fails nothing alone, and is reported and logged', async () => {
    setStatus('unreadable');
    expect(differences(await invoke())).toEqual(['backend may read the status of its own stack']);
    expect(lines.join('')).toContain('Only the status of the stack could not be read: that fails nothing');
  });

  test('a status that can’t be read is in the report that is asked for', async () => {
    setStatus('unreadable');
    const report = await invoke({ ...atOnce, onFailure: 'report' });
    expect(differences(report)).toEqual(['backend may read the status of its own stack']);
    expect(report.players.length).toBeGreaterThan(0);
  });
});
