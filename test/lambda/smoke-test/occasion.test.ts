import { createClients, type SmokeTestClients } from '../../../lambda/smoke-test/clients';
import { handler } from '../../../lambda/smoke-test/handler';
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
let cloud: FakeCloud;
beforeAll(() => {
  const clients = new Proxy({}, { get: (_, name) => Reflect.get(cloud.clients, name) });
  jest.mocked(createClients).mockReturnValue(clients as SmokeTestClients);
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(() => jest.restoreAllMocks());
beforeEach(() => {
  cloud = new FakeCloud(facts);
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

const deny = () => {
  throw awsException('AccessDeniedException', 'not authorized', 400);
};

/** Whether what any player tries comes out as it should. */
function holds(everything: boolean): void {
  cloud.bend = ({ action }) => (!everything && action === 'dynamodb:Scan') || undefined;
}

/** Invokes a version as the trigger does, with no patience: what is refused here is refused for good. */
const invoke = (version: number | '$LATEST', functionName = 'smoke-test-A1B2') =>
  handler({ propagationSeconds: 0 }, { functionName, functionVersion: String(version) });

function invokeWithoutStatus(version: Parameters<typeof invoke>[0]) {
  cloud.stack.failures.push(awsException('AccessDenied', 'not authorized', 403));
  return invoke(version);
}

/** A deployment whose trigger throws. */
async function fail(version: number): Promise<void> {
  holds(false);
  await expect(invokeWithoutStatus(version)).rejects.toThrow('may not scan the table');
}

/** What came before, and what is then invoked. The stack's status can be read up to the last green deployment, and never again. */
const histories: readonly [history: string, play: () => Promise<unknown>, version: number | '$LATEST', what: string][] =
  [
    ['5 was green, and 6 failed', () => invoke(5).then(() => fail(6)), 5, 'a rollback'],
    ['5 was green, and 6 never came to run', () => invoke(5), 5, 'a rollback'],
    [
      '5 was green, 6 too, and its update failed later',
      () => invoke(5).then(() => invokeWithoutStatus(6)),
      5,
      'a rollback',
    ],
    [
      '5 and 6 were green, and 7 failed',
      () =>
        invoke(5)
          .then(() => invoke(6))
          .then(() => fail(7)),
      6,
      'a rollback',
    ],
    ['5 was green without a status, and 6 never came to run', () => invokeWithoutStatus(5), 5, 'a rollback'],
    [
      '5 was green, somebody wrote the secret anew, and 6 failed',
      async () => {
        await invoke(5);
        cloud.secret.write({});
        await fail(6);
      },
      5,
      'a rollback',
    ],
    [
      '5 was green, and the secret can only be read from then on',
      async () => {
        await invoke(5);
        cloud.secret.beforePut = deny;
      },
      5,
      'a rollback',
    ],
    ['nothing was before', async () => undefined, 1, 'a deployment'],
    ['5 was green', () => invoke(5), 6, 'a deployment'],
    ['5 was green, and 6 failed', () => invoke(5).then(() => fail(6)), 7, 'a deployment'],
    ['5 was green, and 6 failed without being rolled back', () => invoke(5).then(() => fail(6)), 6, 'a deployment'],
    ['5 was green, of a function of another name', () => invoke(5, 'smoke-test-Z9Y8'), 1, 'a deployment'],
    ['5 was green', () => invoke(5), '$LATEST', 'a deployment'],
    ...[3, { functionName: 'smoke-test-A1B2', upTo: '9' }, { upTo: 9 }, null].map(
      (testedVersions): (typeof histories)[number] => [
        `somebody wrote ${JSON.stringify(testedVersions)} into the secret`,
        async () => cloud.secret.write({ testedVersions }),
        6,
        'a deployment',
      ],
    ),
    // What remains, see `findOccasion`.
    [
      '5 was green, somebody wrote the secret anew, and 6 never came to run',
      async () => {
        await invoke(5);
        cloud.secret.write({});
      },
      5,
      'a deployment',
    ],
  ];

const rows = histories.map(([history, play, version, what]) => [history, version, what, play] as const);

describe('where the stack’s status can’t be read', () => {
  test.each(rows)('%s: what version %s finds is judged as in %s', async (_, version, what, play) => {
    await play();
    holds(false);
    const invoked = invokeWithoutStatus(version);
    if (what === 'a deployment') await expect(invoked).rejects.toThrow('may not scan the table');
    else expect(await invoked).toMatchObject({ ok: false, rollback: true });
  });

  test.each(rows)('%s: version %s passes where all else holds, as in %s', async (_, version, what, play) => {
    await play();
    holds(true);
    const report = await invokeWithoutStatus(version);
    expect(differences(report)).toEqual(['backend may read the status of its own stack']);
    expect(report.rollback).toBe(what === 'a rollback' ? true : undefined);
  });

  test('and the secret neither, a run throws: nothing says that it is no deployment', async () => {
    await invoke(5);
    cloud.secret.beforeGet = deny;
    await expect(invokeWithoutStatus(5)).rejects.toThrow('may keep which versions had their deployment');
  });

  test.each([
    ['begins', 5, 'may keep which versions had their deployment'],
    ['has passed', 1, 'may keep that this version has passed'],
  ])('a deployment that can’t keep that it %s fails: the next rollback would not know', async (_, version, step) => {
    await handler({ propagationSeconds: 0 });
    cloud.secret.beforePut = deny;
    await expect(invokeWithoutStatus(version)).rejects.toThrow(`${step}: expected allowed, actual refused`);
  });
});

describe('where the stack’s status can be read', () => {
  test('it alone decides: an old version in a deployment throws, and the newer one stays known', async () => {
    await invoke(6);
    holds(false);
    await expect(invoke(5)).rejects.toThrow('may not scan the table');
    expect(cloud.secret.content.testedVersions).toMatchObject({ upTo: 6 });
  });

  test('and says rollback, nothing is kept of it', async () => {
    await invoke(5);
    const { testedVersions } = cloud.secret.content;
    cloud.stack.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect(await invoke(9)).toMatchObject({ ok: true, rollback: true });
    expect(cloud.secret.content.testedVersions).toEqual(testedVersions);
  });
});

describe('the players secret', () => {
  test('keeps a version that passed beside what it holds, and is not written for it again', async () => {
    cloud.secret.write({ note: 'an operator’s' });
    await invoke(5);
    expect(cloud.secret.content).toMatchObject({
      note: 'an operator’s',
      testedVersions: { functionName: 'smoke-test-A1B2', upTo: 5 },
    });
    cloud.secret.beforePut = deny;
    expect(await invoke(5)).toMatchObject({ ok: true });
  });

  test('keeps no version of a run by hand', async () => {
    await invoke('$LATEST');
    await handler({ propagationSeconds: 0 });
    expect(cloud.secret.content).not.toHaveProperty('testedVersions');
  });
});
