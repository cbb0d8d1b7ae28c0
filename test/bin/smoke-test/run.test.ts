import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSmokeTest } from '../../../bin/smoke-test/find-smoke-test';
import { invokeDeployed } from '../../../bin/smoke-test/invoke';
import { runCommand } from '../../../bin/smoke-test/run';
import { paintFor } from '../../../local/smoke-test/report/paint';
import { oneIssuer } from '../../lib/one-issuer';

jest.mock('../../../bin/smoke-test/find-smoke-test');
jest.mock('../../../bin/smoke-test/invoke');

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder with a stage of that region. */
function stagesWith(region: string | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'game-federation-'));
  folders.push(folder);
  const stage = { ...oneIssuer, stage: 'prod', oidc: [], region, account: '444455556666', retainData: true };
  writeFileSync(join(folder, 'prod.ts'), `export const prod = ${JSON.stringify(stage)};`);
  return folder;
}

const report = { schemaVersion: 1 as const, ok: true, milliseconds: 1, backend: [], players: [] };
const whole = { ...report, startedAt: '2026-11-27T12:00:00.000Z' };
beforeEach(() => {
  jest.mocked(findSmokeTest).mockReset().mockResolvedValue({ functionName: 'the-function' });
  jest.mocked(invokeDeployed).mockReset().mockResolvedValue({ report, whole });
});

/** Runs it for a stage of that region, where the environment has `eu-north-1`. */
async function run(region: string | undefined) {
  const said: string[] = [];
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };
  const code = await runCommand(['--stage', 'prod', '--json'], {
    stages: stagesWith(region),
    say: (text) => said.push(text),
    warn: (text) => said.push(text),
    paint: paintFor({}, {}),
    client: { region: 'eu-north-1', credentials },
  });
  return { code, said };
}

test.each([
  ['sa-east-1', 'sa-east-1'],
  [undefined, 'eu-north-1'],
])(
  'the stage’s region goes first, for the stack and for the function: of %s and eu-north-1 it is %s',
  async (of, asked) => {
    expect(await run(of)).toEqual({ code: 0, said: [JSON.stringify(whole, undefined, 2)] });
    const [client] = jest.mocked(findSmokeTest).mock.lastCall ?? [];
    expect(await client?.config.region()).toBe(asked);
    const [config] = jest.mocked(invokeDeployed).mock.lastCall ?? [];
    expect(config?.region).toBe(asked);
  },
);

test('the stage’s account is what the stack is held against', async () => {
  await run('sa-east-1');
  expect(jest.mocked(findSmokeTest).mock.lastCall?.[2]).toMatchObject({ stage: 'prod', account: '444455556666' });
});

test('where the stack is another account’s, nothing is invoked, and there is no report', async () => {
  jest.mocked(findSmokeTest).mockRejectedValue(new Error('your credentials are for account 111122223333'));
  expect(await run('sa-east-1')).toEqual({
    code: 2,
    said: ['No report: your credentials are for account 111122223333'],
  });
  expect(invokeDeployed).not.toHaveBeenCalled();
});

describe('an endpoint that is no URL', () => {
  const before = process.env;
  afterEach(() => {
    process.env = before;
  });

  test('is refused by its variable’s name before anything is asked', async () => {
    process.env = { ...before, AWS_ENDPOINT_URL: 'notaurl' };
    const { code, said } = await run('sa-east-1');
    expect(code).toBe(2);
    expect(said[0]).toContain('AWS_ENDPOINT_URL is not a URL');
    expect(findSmokeTest).not.toHaveBeenCalled();
  });
});
