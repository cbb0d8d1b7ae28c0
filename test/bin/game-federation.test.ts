import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stagesFolder } from '../../bin/stages';
import { parseConfig } from '../../lib/config/parse';
import { stackNames } from '../../lib/config/stack-names';
import { stageNamed, stageNames } from '../../lib/config/stages';

const projectRoot = join(__dirname, '..', '..');
const cli = join(projectRoot, 'node_modules', 'aws-cdk', 'bin', 'cdk');
const app = ['--liftoff-only', '--single-threaded-gc', '-r', 'ts-node/register', 'bin/game-federation.ts'];
const folder = mkdtempSync(join(tmpdir(), 'game-federation-'));
afterAll(() => rmSync(folder, { recursive: true }));

function node(args: readonly string[], environment: Record<string, string> = {}) {
  const env: NodeJS.ProcessEnv = { ...process.env, CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true', ...environment };
  // CDK's own validation of templates is half of a synthesis. Each stage passes it in test/lib/stages.test.ts.
  env.CDK_VALIDATION = 'false';
  // A test runner's own settings would reach the child.
  delete env.NODE_OPTIONS;
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8', env });
  return { status, stderr, stdout };
}

/** Every file of a folder, however deep, by its path. */
function filesOf(path: string): Record<string, string> {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(path.length + 1), readFileSync(file, 'utf8')];
    }),
  );
}

test('without the CLI the app writes the very assembly that a bare cdk synth writes: that of dev', () => {
  const [alone, throughCli] = [join(folder, 'alone'), join(folder, 'cli')];
  expect(node(app, { CDK_OUTDIR: alone }).status).toBe(0);
  expect(node([cli, 'synth', '--quiet', '--no-notices', '-o', throughCli]).status).toBe(0);
  const files = filesOf(alone);
  const { data, federation } = stackNames(parseConfig(stageNamed(stagesFolder, 'dev')));
  expect(
    Object.keys(files)
      .filter((name) => /template\.json$/.test(name))
      .sort(),
  ).toEqual([`${data}.template.json`, `${federation}.template.json`]);
  expect(filesOf(throughCli)).toEqual(files);
}, 180_000);

test('an unknown stage is refused in one sentence that lists the stages, and nothing is written', () => {
  const out = join(folder, 'unknown');
  const { status, stderr } = node(app, { CDK_OUTDIR: out, CDK_CONTEXT_JSON: '{"stage":"no-such-stage"}' });
  expect(status).toBe(1);
  expect(stderr).toBe(
    "The configuration of stage 'no-such-stage' can't be used:\n" +
      `  - stage: there is no such stage; choose one with -c stage=<name>: ${stageNames(stagesFolder).join(', ')}; or write config/<name>.ts\n`,
  );
  expect(readdirSync(out)).toEqual([]);
}, 180_000);

test.each([
  ['region', { CDK_DEFAULT_REGION: 'cn-north-1' }, "region: 'cn-north-1' (left open here, and taken from the settings"],
  ['region', { CDK_DEFAULT_REGION: 'eu-west-1' }, undefined],
] as const)(
  'what a stage leaves open is held to the same rules as the CLI says it: %s, %j',
  (_, cli, refusal) => {
    const out = join(folder, `place-${Object.values(cli)}`);
    // The tests' own stages: dev has no place of its own.
    const stories = ['-r', 'ts-node/register', 'test/stories/game-federation.ts'];
    const { status, stderr } = node(stories, { CDK_OUTDIR: out, CDK_CONTEXT_JSON: '{"stage":"dev"}', ...cli });
    expect(status).toBe(refusal === undefined ? 0 : 1);
    if (refusal === undefined) expect(readdirSync(out)).toContain('manifest.json');
    else expect(stderr).toContain(refusal);
  },
  180_000,
);

test('cdk synth fails when a check fails', () => {
  const broken = 'node --liftoff-only --single-threaded-gc -r ts-node/register test/bin/__fixtures__/broken-app.ts';
  const { status, stderr } = node([
    cli,
    'synth',
    '--quiet',
    '--no-notices',
    '-o',
    join(folder, 'broken'),
    '--app',
    broken,
  ]);
  expect(status).toBe(1);
  expect(stderr).toContain('Guests and signed-in players alike open this role');
}, 180_000);
