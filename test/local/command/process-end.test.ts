import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { emptyDirectory, writeAssembly } from '../../assembly/assembly-on-disk';
import { withoutProgress } from './progress-lines';

/** Longer than anything here takes on a busy machine, in milliseconds. */
const patience = 30_000;

/** Where ts-node keeps the compiler that it has loaded, which it would look for in the temporary directory of each run. */
const compiled = emptyDirectory();

/** Whatever a claim that does not hold would leave running. */
const children: ChildProcess[] = [];
afterEach(() => {
  for (const { pid, exitCode, signalCode } of children.splice(0)) {
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
  }
});

interface Run {
  readonly child: ChildProcess;
  /** The temporary directory of this run alone. */
  readonly temporary: string;
  readonly output: { out: string; err: string };
  /** The exit code, when the process is gone. */
  readonly ended: Promise<number | null>;
}

/** Runs the command in a process group of its own. */
function run(...args: readonly string[]): Run {
  const temporary = emptyDirectory();
  const child = spawn(process.execPath, ['-r', 'ts-node/register', join('local', 'start.ts'), ...args], {
    cwd: join(__dirname, '..', '..', '..'),
    detached: true,
    env: { ...process.env, TMPDIR: temporary, V8_COMPILE_CACHE_CACHE_DIR: compiled },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.err += chunk;
  });
  return { child, temporary, output, ended: once(child, 'close').then(([code]) => code) };
}

/** Waits for what another process does, of which nothing tells us. */
async function eventually(holds: () => boolean, what: string): Promise<void> {
  const began = Date.now();
  while (!holds()) {
    if (Date.now() - began > patience / 2) throw new Error(`never came to be: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The processes of a run that still live; one that is dead and not yet buried by its parent does not. */
function living({ child }: Run): readonly string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pgid=,stat=,args='], { encoding: 'utf8' });
  const rows = stdout.split('\n').map((row) => row.trim().split(/\s+/));
  return rows
    .filter(([group, state]) => Number(group) === child.pid && !state?.startsWith('Z'))
    .map((row) => row.join(' '));
}

const assemblies = ({ temporary }: Run) => readdirSync(temporary).filter((name) => name.startsWith('game-federation-'));

async function expectNothingLeft(finished: Run): Promise<void> {
  await eventually(() => living(finished).length === 0, `the end of ${living(finished).join(', ')}`);
  expect(assemblies(finished)).toEqual([]);
}

/** An assembly that has a smoke test of this code, and nothing that it could test. */
function assemblyWith(code: string): string {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const Resources = {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] } },
    },
    PlayersSecret: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: '{}' } },
    SmokeTest: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'smoke-test',
        Code: { S3Bucket: 'assets', S3Key: 'smoke.zip' },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Timeout: 900,
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      },
    },
  };
  const Outputs = {
    SmokeTestFunctionName: { Value: { Ref: 'SmokeTest' } },
    PlayersSecretArn: { Value: { Ref: 'PlayersSecret' } },
  };
  const template = { Resources, Outputs };
  const game = { environment: 'aws://123456789012/eu-west-1', template, assets: { 'smoke.zip': code } };
  return writeAssembly({ game });
}

/** One whose smoke test notes its process and then never yields. */
function endlessSmokeTest(): { readonly assembly: string; readonly pidFile: string } {
  const pidFile = join(emptyDirectory(), 'pid');
  const assembly = assemblyWith(`exports.handler = async () => {
    require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };`);
  return { assembly, pidFile };
}

/** One whose smoke test has tried one thing, which it says went as expected or not. */
function reportingSmokeTest(ok: boolean): string {
  const step = { name: 'may fly', expected: 'refused', actual: ok ? 'refused' : 'allowed', milliseconds: 1, ok };
  const report = { schemaVersion: 1, ok, milliseconds: 1, backend: [step], players: [] };
  return assemblyWith(`exports.handler = async () => (${JSON.stringify(report)});`);
}

test(
  'Ctrl-C while a stage is synthesized leaves nothing behind',
  async () => {
    const started = run();
    await eventually(() => assemblies(started).length > 0, 'the synthesis');
    expect(living(started).length).toBeGreaterThan(0);
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(130);
    await expectNothingLeft(started);
    expect(withoutProgress(started.output.err)).toBe('');
  },
  patience,
);

test(
  'SIGTERM while the smoke test runs leaves no function behind, be it one that never yields',
  async () => {
    const { assembly, pidFile } = endlessSmokeTest();
    const started = run('--assembly', assembly);
    await eventually(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '', 'the smoke test');
    const pid = readFileSync(pidFile, 'utf8');
    expect(living(started).length).toBe(2);
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(143);
    await expectNothingLeft(started);
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
    expect(withoutProgress(started.output.err)).toBe('');
  },
  patience,
);

test(
  'Ctrl-C ends the local cloud that stays up',
  async () => {
    const outputs = join(emptyDirectory(), 'told.json');
    const started = run(
      '--stay',
      '--in-memory',
      '--port',
      '0',
      '--outputs-file',
      outputs,
      '--assembly',
      endlessSmokeTest().assembly,
    );
    await eventually(() => started.output.out.includes('Local cloud'), 'the local cloud');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(started.output.out)?.[0] ?? '';
    expect((await fetch(url)).status).toBe(403);
    await eventually(() => started.output.out.includes(`npm run client-config -- --outputs ${outputs}`), 'the rest');
    expect(JSON.parse(readFileSync(outputs, 'utf8'))).toMatchObject({
      game: { SmokeTestFunctionName: 'smoke-test' },
      _local: { endpoint: url },
    });
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(130);
    await expectNothingLeft(started);
    await expect(fetch(url)).rejects.toThrow();
  },
  patience,
);

test.each([
  ['every check holds', true, 0, /Every check holds/],
  [
    'one does not, which is named',
    false,
    1,
    /Allowed, and must be refused: 1 check\n +what +may fly\n[\s\S]*Some checks do not hold/,
  ],
])(
  'where the smoke test says that %s, that is said and is the exit code',
  async (_what, ok, code, said) => {
    const outputs = join(process.cwd(), 'outputs.json');
    const before = existsSync(outputs) ? statSync(outputs).mtimeMs : undefined;
    const started = run('--assembly', reportingSmokeTest(ok));
    expect(await started.ended).toBe(code);
    // Who is gone when the run is over leaves no outputs behind.
    expect(existsSync(outputs) ? statSync(outputs).mtimeMs : undefined).toBe(before);
    expect(started.output.out).toMatch(said);
    expect(withoutProgress(started.output.err)).toBe('');
    await expectNothingLeft(started);
  },
  patience,
);

test(
  'outputs of a deployment to AWS are not written over: that is said before anything is synthesized',
  async () => {
    const outputs = join(emptyDirectory(), 'outputs.json');
    writeFileSync(outputs, '{"game-prod-data":{"BucketName":"players"}}');
    const started = run('--stay', '--in-memory', '--port', '0', '--outputs-file', outputs);
    expect(await started.ended).toBe(1);
    expect(started.output).toEqual({ out: '', err: expect.stringMatching(/^Not started: .* no local cloud wrote it/) });
    expect(readFileSync(outputs, 'utf8')).toBe('{"game-prod-data":{"BucketName":"players"}}');
    await expectNothingLeft(started);
  },
  patience,
);

test.each([
  ['an option that it does not know', ['--bogus'], /^Not started: there is no option --bogus\..*\n$/],
  [
    'an assembly that is not there',
    ['--assembly', '/nowhere'],
    /^Not started: \/nowhere\/manifest\.json: cannot be read.*\n$/,
  ],
])(
  '%s ends the command with exit code 1 and one line',
  async (_what, args, line) => {
    const started = run(...args);
    expect(await started.ended).toBe(1);
    expect(started.output.out).toBe('');
    expect(withoutProgress(started.output.err)).toMatch(line);
    await expectNothingLeft(started);
  },
  patience,
);

describe('before anything is synthesized', () => {
  const taken = createServer();
  let port = '';
  beforeAll(async () => {
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    port = String((taken.address() as { port: number }).port);
  });
  afterAll(() => taken.close());

  test.each([
    ['an option mistyped', () => ['--exlpain'], 'there is no option --exlpain. Do you mean --explain?'],
    ['a provider mistyped', () => ['--play', 'gogle'], '--play gogle: there is no such provider; do you mean google?'],
    [
      'a port that is taken',
      () => ['--port', port],
      'is taken: stop what listens there, or choose another with --port',
    ],
    [
      'a port of https that is taken',
      () => ['--https', '--port', '0', '--https-port', port],
      'is taken: stop what listens there, or choose another with --https-port',
    ],
    ['a report in the place of another file', () => ['--report', 'package.json'], 'it is no report of checks'],
  ])(
    '%s is told, and nothing else',
    async (_what, args, sentence) => {
      const started = run(...args());
      expect(await started.ended).toBe(1);
      const [line = '', ...others] = started.output.err.trimEnd().split('\n');
      expect([started.output.out, others]).toEqual(['', []]);
      expect(line).toMatch(/^Not started: /);
      expect(line).toContain(sentence);
    },
    patience,
  );

  test(
    'what is right is begun: the control',
    async () => {
      const started = run('--port', '0', '--play', 'google', '--explain');
      await eventually(() => started.output.err.startsWith('synthesizing '), 'the synthesis');
      started.child.kill('SIGINT');
      expect(await started.ended).toBe(130);
      await expectNothingLeft(started);
    },
    patience,
  );
});
