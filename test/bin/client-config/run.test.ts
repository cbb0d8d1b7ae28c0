import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../bin/client-config/run';
import { describeStack } from '../../../bin/shared/describe-stack';
import { paintFor } from '../../../local/smoke-test/report/paint';
import { emptyDirectory } from '../../assembly/assembly-on-disk';

jest.mock('../../../bin/shared/describe-stack');

const stages = join(__dirname, '..', '..', 'stages');
const arn = 'arn:aws:iam::123456789012:role/players';
const outputsOf = (stage: string) => ({
  [`star-harvest-${stage}-data`]: { BucketName: `files-${stage}`, TableName: 'records' },
  [`star-harvest-${stage}-federation`]: {
    Region: 'eu-west-1',
    IdentityPoolId: 'eu-west-1:0a-1b',
    AuthenticatedRoleArn: arn,
  },
});
const both = { ...outputsOf('dev'), ...outputsOf('local') };
const _local = { endpoint: 'http://127.0.0.1:4510', managedLogins: [] };

let folder: string;
beforeEach(() => {
  folder = emptyDirectory();
  const described = async (_client: unknown, name: string) => ({
    status: 'UPDATE_COMPLETE',
    outputs: Object.entries(both).find(([stack]) => stack === name)?.[1] ?? {},
  });
  jest
    .mocked(describeStack)
    .mockReset()
    .mockImplementation(described as typeof describeStack);
});

/** Runs it, with a file of these outputs for `<file>`. */
async function run(args: string[], { outputs = both as object, environment = {} } = {}) {
  const file = join(folder, 'outputs.json');
  writeFileSync(file, JSON.stringify(outputs));
  const [out, said]: [string[], string[]] = [[], []];
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };
  const code = await runCommand(
    args.map((arg) => arg.replace('<file>', file).replace('<folder>', folder)),
    {
      stages,
      write: (text) => out.push(text),
      warn: (text) => said.push(text),
      paint: paintFor({}, {}),
      environment,
      client: { region: 'eu-north-1', credentials },
    },
  );
  return { code, out: out.join(''), said: said.join('\n') };
}

const bucketOf = ({ out }: { out: string }) => JSON.parse(out).bucket;

test.each<[what: string, args: string[], outputs: object, bucket: string]>([
  ['a file of a deployment, dev', ['--outputs', '<file>'], both, 'files-dev'],
  ['a file of a local cloud, local', ['--outputs', '<file>'], { ...both, _local }, 'files-local'],
  ['a deployment, dev', [], both, 'files-dev'],
])('without --stage it is, from %s; with it, the one that is named', async (_, args, outputs, bucket) => {
  expect(bucketOf(await run(['--format', 'json', ...args], { outputs }))).toBe(bucket);
  for (const stage of ['dev', 'local']) {
    expect(bucketOf(await run(['--format', 'json', ...args, '--stage', stage], { outputs }))).toBe(`files-${stage}`);
  }
});

test('standard output has the configuration alone; what is to be said goes elsewhere', async () => {
  const { code, out, said } = await run(['--format', 'amplify', '--outputs', '<file>']);
  expect(code).toBe(0);
  expect(JSON.parse(out).Storage.S3).toEqual({ bucket: 'files-dev', region: 'eu-west-1' });
  expect(said).toBe("amplify has no place for: the table's name; the roles' ARNs");
  expect((await run(['--format', 'json', '--outputs', '<file>'])).said).toBe('');
});

test('--output writes the file at once, and standard output has nothing', async () => {
  expect(await run(['--format', 'json', '--outputs', '<file>', '--output', '<folder>/game.json'])).toEqual({
    code: 0,
    out: '',
    said: '',
  });
  expect(JSON.parse(readFileSync(join(folder, 'game.json'), 'utf8'))).toHaveProperty('bucket', 'files-dev');
  expect(readdirSync(folder).sort()).toEqual(['game.json', 'outputs.json']);
});

test.each<[what: string, args: string[], outputs: object, said: string]>([
  ['no format', [], both, '--format is missing'],
  [
    'no file',
    ['--format', 'json', '--outputs', '<folder>/x.json'],
    both,
    "x.json can't be read: ENOENT; write it by npx cdk deploy",
  ],
  [
    'no stack of the stage',
    ['--format', 'json', '--outputs', '<file>', '--stage', 'prod'],
    both,
    'no outputs of the stack star-harvest-prod-data',
  ],
  ['no outputs', ['--format', 'json', '--outputs', '<file>'], [], 'holds no outputs by stack'],
  [
    'no place for it',
    ['--format', 'json', '--outputs', '<file>', '--output', '<folder>'],
    both,
    "can't be written: EISDIR",
  ],
  [
    'no user pool',
    ['--format', 'json', '--outputs', '<file>', '--client', 'GameWeb'],
    both,
    'star-harvest-dev-federation has no user pool',
  ],
])('with %s nothing is written, the exit code is 2, and it is said why', async (_, args, outputs, said) => {
  const ended = await run(args, { outputs });
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.said).toMatch(/^No configuration: /);
  expect(ended.said).toContain(said);
  expect(readdirSync(folder)).toEqual(['outputs.json']);
  expect(await run(['--format', 'json', '--outputs', '<file>'])).toMatchObject({ code: 0 });
});

test('a file that could not be replaced is as it was', async () => {
  const file = join(folder, 'game.json');
  writeFileSync(file, 'mine');
  await run(['--format', 'json', '--outputs', '<folder>/missing.json', '--output', file]);
  expect(readFileSync(file, 'utf8')).toBe('mine');
  expect(existsSync(join(folder, 'missing.json'))).toBe(false);
});

describe('a deployment', () => {
  test('that is being changed is told all the same, and said to be', async () => {
    const changing = {
      status: 'UPDATE_IN_PROGRESS',
      outputs: { ...both['star-harvest-dev-data'], ...both['star-harvest-dev-federation'] },
    };
    jest.mocked(describeStack).mockResolvedValue(changing);
    const { code, said } = await run(['--format', 'json']);
    expect(code).toBe(0);
    expect(said).toContain(
      'star-harvest-dev-federation is UPDATE_IN_PROGRESS: what it tells now need not hold afterwards',
    );
  });

  test('is looked for in the stage’s region, or in that of the environment', async () => {
    await run(['--format', 'json', '--stage', 'local']);
    expect(await jest.mocked(describeStack).mock.lastCall?.[0].config.region()).toBe('eu-west-1');
    await run(['--format', 'json', '--stage', 'dev']);
    expect(await jest.mocked(describeStack).mock.lastCall?.[0].config.region()).toBe('eu-north-1');
  });

  test.each<[error: Error, said: string]>([
    [
      Object.assign(new Error('User: x is not authorized'), { name: 'AccessDenied' }),
      "it takes cloudformation:DescribeStacks on the stage's two stacks",
    ],
    [Object.assign(new Error('none'), { name: 'CredentialsProviderError' }), 'no AWS credentials: sign in'],
    [new Error('there is no stack star-harvest-dev-data'), 'there is no stack star-harvest-dev-data'],
  ])('that does not answer, for %s, is explained', async (error, said) => {
    jest.mocked(describeStack).mockRejectedValue(error);
    const ended = await run(['--format', 'json']);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.said).toContain(said);
  });

  test('is not asked for at an address that is none', async () => {
    const ended = await run(['--format', 'json'], { environment: { AWS_ENDPOINT_URL: 'localhost:4510' } });
    expect(ended).toMatchObject({ code: 2, said: expect.stringContaining('AWS_ENDPOINT_URL is not a URL') });
    expect(describeStack).not.toHaveBeenCalled();
    await run(['--format', 'json'], { environment: { AWS_ENDPOINT_URL: '' } });
    expect(describeStack).toHaveBeenCalled();
  });
});

test('the JSON Schema is made of no outputs, and help goes to standard output', async () => {
  expect(JSON.parse((await run(['--format', 'json-schema'])).out)).toHaveProperty('$schema');
  expect((await run(['--help'])).out).toMatch(/^npm run client-config -- --format <format>/);
  expect(describeStack).not.toHaveBeenCalled();
});

test.each<[what: string, outputs: object, said: string]>([
  ['a stack', { '\u001b[2K\rWritten': {} }, 'only \\u{1b}[2K\\u{d}Written'],
  ['an output', { a: { '\u001b[31m': 7 } }, 'a.\\u{1b}[31m'],
  ['a value', { ...both, 'star-harvest-dev-data': { BucketName: '\u001b[2K', TableName: 'x' } }, '\\u{1b}[2K'],
])('%s with a name that drives a terminal is written out', async (_what, outputs, said) => {
  const ended = await run(['--format', 'dotenv', '--outputs', '<file>'], { outputs });
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.said).toContain(said);
  expect(await run(['--format', 'dotenv', '--outputs', '<file>'])).toMatchObject({ code: 0 });
});
