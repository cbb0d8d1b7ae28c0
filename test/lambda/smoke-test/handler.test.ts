import { createClients } from '../../../lambda/smoke-test/clients';
import { handler } from '../../../lambda/smoke-test/handler';
import { composeReport } from '../../../lambda/smoke-test/report';
import { runSmokeTest } from '../../../lambda/smoke-test/run';
import { readFacts } from '../../../lambda/smoke-test/settings';
import { FakeCloud, facts } from './fake-cloud';

jest.mock('../../../lambda/smoke-test/clients');
jest.mock('../../../lambda/smoke-test/run');
jest.mock('../../../lambda/smoke-test/settings', () => ({
  ...jest.requireActual('../../../lambda/smoke-test/settings'),
  readFacts: jest.fn(),
}));
const run = jest.mocked(runSmokeTest);

const cloud = new FakeCloud(facts);
jest.mocked(createClients).mockReturnValue(cloud.clients);

const reportWith = (ok: boolean) =>
  composeReport({
    startedAt: 0,
    endedAt: 1,
    backend: [{ name: 'may write', expected: 'allowed', actual: ok ? 'allowed' : 'refused', milliseconds: 1, ok }],
    players: [],
  });

const variables = {
  STACK_ID: cloud.stack.id,
  IDENTITY_POOL_ID: 'eu-central-1:11111111-2222-3333-4444-555555555555',
  AUTHENTICATED_ROLE_ARN: 'arn:aws:iam::111122223333:role/Authenticated',
  GUEST_ROLE_ARN: '',
  BUCKET_NAME: 'files',
  TABLE_NAME: 'records',
  PLAYERS_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:players',
  AWS_REGION: 'eu-central-1',
};

describe('the handler', () => {
  const before = process.env;
  beforeAll(() => {
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  });
  afterAll(() => jest.restoreAllMocks());
  beforeEach(() => {
    process.env = { ...before, ...variables };
    jest.mocked(readFacts).mockReturnValue(facts);
  });
  afterEach(() => {
    process.env = before;
  });

  test('answers the report where everything is as expected', async () => {
    run.mockResolvedValue(reportWith(true));
    expect(await handler({})).toMatchObject({ schemaVersion: 1, ok: true });
  });

  test('throws where anything differs, and says what', async () => {
    run.mockResolvedValue(reportWith(false));
    await expect(handler()).rejects.toThrow('may write: expected allowed, actual refused');
  });

  test('answers the report with its differences where the event asks for that', async () => {
    run.mockResolvedValue(reportWith(false));
    expect(await handler({ onFailure: 'report' })).toMatchObject({ ok: false, summary: { failed: 1 } });
  });

  test('hands on the environment, what it has tried before, and when the invocation must be over', async () => {
    run.mockResolvedValue(reportWith(true));
    const start = Date.now();
    await handler({}, { getRemainingTimeInMillis: () => 300_000 });
    const given = run.mock.lastCall?.[0];
    expect(given?.environment).toMatchObject({ bucketName: 'files', tableName: 'records', guestRoleArn: undefined });
    expect(given?.earlier).toMatchObject([{ name: 'may read the status of its own stack', ok: true }]);
    expect(given?.deadline).toBeGreaterThanOrEqual(start + 300_000);
  });

  test('names the variable that is missing', async () => {
    delete process.env.TABLE_NAME;
    await expect(handler({})).rejects.toThrow('TABLE_NAME is missing');
  });

  test('refuses a malformed event before anything runs', async () => {
    run.mockClear();
    await expect(handler({ nonsense: 1 })).rejects.toThrow('"nonsense" is not known');
    expect(run).not.toHaveBeenCalled();
  });

  test('masks what a run breaks off with', async () => {
    run.mockRejectedValue(new Error('broke at private/eu-central-1:0b6b2c1e-7f0a-4c39-9d1e-2f5f6a7b8c9d/a'));
    await expect(handler({})).rejects.toThrow('broke at private/***/a');
  });
});
