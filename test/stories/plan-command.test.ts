import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { stagesFolder } from '../../bin/stages';
import { parseConfig } from '../../lib/config/parse';
import { stackNames } from '../../lib/config/stack-names';
import { stageNamed, stageNames } from '../../lib/config/stages';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { assemblyOf, plan } from '../bin/plan/plan-command';
import { pool, stack, users } from '../changes/small-templates';
import { assembly, changedAssembly, type Game, startGame } from './deployment';
import { synthesizeStory } from './synthesize-story';

const stages = join(__dirname, '..', 'stages');

let game: Game;
beforeAll(async () => {
  game = await startGame();
});
afterAll(() => game.stop());

const planWith = (...args: string[]) =>
  plan(['--stage', 'local', ...args], { stages, synthesize: synthesizeStory, client: administratorClient(game.cloud) });

test('a stage that was deployed changes nothing, synthesized anew', async () => {
  const ended = await planWith();
  expect(ended).toMatchObject({ code: 0, said: '' });
  expect(ended.out).toMatch(/\nNothing changes\.$/);
  expect(await planWith('--assembly', assembly, '--against', assembly)).toMatchObject({ code: 0 });
});

test('what differs from what is deployed is told, as against the assembly that was deployed', async () => {
  const { directory, remove } = changedAssembly((template) => {
    const pools = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Cognito::IdentityPool');
    for (const { Properties } of pools) Object.assign(Properties, { AllowUnauthenticatedIdentities: false });
    return pools.length > 0;
  });
  try {
    for (const against of [[], ['--against', assembly]]) {
      const { code, out } = await planWith('--assembly', directory, ...against);
      expect(code).toBe(0);
      expect(out).toContain('updates identity pool');
      expect(out).toContain("guests can't get in");
    }
  } finally {
    remove();
  }
});

/** What `npm run plan` runs, with these variables. */
function npmRunPlan(env: Readonly<Record<string, string>>, ...args: string[]) {
  const line = ['--single-threaded-gc', '-r', 'ts-node/register', join('bin', 'plan.ts'), ...args];
  const options = { cwd: join(__dirname, '..', '..'), env: { PATH: process.env.PATH, ...env } };
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, line, options, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

describe('npm run plan', () => {
  // The command knows the stages of config/ alone, whoever's game that is.
  const [stage = ''] = stageNames(stagesFolder);
  const names = Object.values(stackNames(parseConfig(stageNamed(stagesFolder, stage))));
  const made = assemblyOf(names.map((name) => stack(name, pool({}))));

  test('says that nothing answers, where nothing does', async () => {
    const endpoint = 'http://127.0.0.1:1';
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example', AWS_REGION: 'eu-west-1' };
    const ended = await npmRunPlan({ ...keys, AWS_ENDPOINT_URL: endpoint }, '--stage', stage, '--assembly', made);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain(`nothing answers at AWS_ENDPOINT_URL=${endpoint}: ECONNREFUSED; start npm run local`);
  });

  test('compares two assemblies without credentials, and prints nothing but what it was asked for', async () => {
    const args = ['--stage', stage, '--assembly', made, '--format', 'json'];
    const same = await npmRunPlan({}, ...args, '--against', made);
    expect(same).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(same.out)).toMatchObject({ ok: true, stage, comparedWith: { assembly: made } });
    const more = assemblyOf(names.map((name) => stack(name, { ...pool({}), ...users({}) })));
    const lost = await npmRunPlan({}, ...args, '--against', more);
    expect(lost).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(lost.out)).toMatchObject({ ok: false, problems: [{ verdict: 'lost' }] });
  });
});
