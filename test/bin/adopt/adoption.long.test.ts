import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exampleGame } from '../../../bin/adopt/names';
import { stagesFolder } from '../../../bin/stages';
import { stageNamed, stageNames } from '../../../lib/config/stages';
import { type Ended, ProjectCopy } from './project-copy';

/** A name without hyphens, which the files' format must follow. */
const game = 'moonorchard';
const stages = stageNames(stagesFolder);
/** The tests of which an adoption rewrites what they read: the stages' folder, the README or docs/. No other imports anything of config/. */
const readingWhatIsAdopted = ['test/snapshots', 'test/docs', 'test/local/command/options', 'test/lib/roles/zones'];
/** Whoever has adopted the project can't adopt it once more. */
const isExample =
  !stages.includes('staging') &&
  ['dev', 'prod', 'local'].every(
    (name) => stages.includes(name) && stageNamed(stagesFolder, name).game === exampleGame,
  );

(isExample ? describe : describe.skip)('in a copy of this project that another game adopts, with a stage more,', () => {
  let project: ProjectCopy;
  let adoption: Ended;
  beforeAll(async () => {
    project = new ProjectCopy();
    adoption = await project.script('adopt', '--game', game);
    project.write('config/staging.ts', project.read('config/dev.ts').replace("stage: 'dev'", "stage: 'staging'"));
  }, 60_000);
  afterAll(() => project.remove());

  /** What the tests of these folders say: which hold, and why each of the others does not. */
  async function tested(...folders: string[]): Promise<{ holding: string[]; failing: Record<string, string> }> {
    const jest = ['--liftoff-only', '--single-threaded-gc', 'node_modules/jest/bin/jest.js'];
    // In one process: a second one would load the CDK once more.
    const options = ['--json', '--ci', '--runInBand', '--selectProjects', 'parts'];
    const { out } = await project.node([...jest, ...options, '--', ...folders]);
    const { numRuntimeErrorTestSuites, testResults } = JSON.parse(out);
    expect(numRuntimeErrorTestSuites).toBe(0);
    const results: { fullName: string; status: string; failureMessages: string[] }[] = testResults.flatMap(
      ({ assertionResults }: { assertionResults: [] }) => assertionResults,
    );
    const holding = results.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName);
    const failing = results.filter(({ status }) => status === 'failed');
    return {
      holding,
      failing: Object.fromEntries(failing.map(({ fullName, failureMessages }) => [fullName, failureMessages.join()])),
    };
  }

  test('nothing is left of the example’s names, and the files are formatted', async () => {
    expect(adoption).toMatchObject({ code: 0, err: '' });
    const files = adoption.out.split('\n').flatMap((line) => /^ {2}(\S+) +\d+$/.exec(line)?.[1] ?? []);
    expect(files).toEqual(expect.arrayContaining(['config/local.ts', 'docs/providers.md', 'docs/report.svg']));
    const names = ['-liE', 'star[-_ ]?(harvest|market|quest)'];
    expect(project.git('grep', ...names, '--', 'README.md', 'config', 'docs')).toBe('docs/changes.md\n');
    const biome = await project.node(['node_modules/@biomejs/biome/bin/biome', 'ci', 'config', 'docs']);
    expect(biome.code).toBe(0);
  });

  test('the new stage is synthesized by the app’s own command, whatever else is broken', async () => {
    project.write('config/broken.ts', 'export const');
    const [, ...app] = JSON.parse(project.read('cdk.json')).app.split(' ');
    const out = join(project.root, 'cdk.out');
    // Without CDK's own validation, which is half of the time and does not depend on names.
    const settings = { CDK_OUTDIR: out, CDK_CONTEXT_JSON: '{"stage":"staging"}', CDK_VALIDATION: 'false' };
    const { code, err } = await project.node(app, settings);
    rmSync(join(project.root, 'config', 'broken.ts'));
    expect([code, err]).toEqual([0, expect.stringContaining("Stage 'broken' can't be used")]);
    const templates = readdirSync(out).filter((file) => file.endsWith('.template.json'));
    expect(templates.sort()).toEqual([
      `${game}-staging-data.template.json`,
      `${game}-staging-federation.template.json`,
    ]);
  }, 120_000);

  test('what every stage deploys, and nothing else, differs until it is accepted; then no test fails but that of a stage that is changed', async () => {
    project.git('add', '-A');
    const { code, out } = await project.script('snapshots', '--accept');
    expect(code).toBe(0);
    const now = stageNames(join(project.root, 'config'));
    expect(now).toHaveLength(stages.length + 1);
    expect(out).toBe(now.map((stage) => `accepted: config/${stage}\n`).join(''));
    const written = now.map((stage) => `test/snapshots/accepted/config/${stage}.json`);
    const touched = project.git('status', '--porcelain', '--untracked-files=all').match(/^( M|\?\?) .*$/gm) ?? [];
    expect(touched.map((line) => line.slice(3)).sort()).toEqual([...written].sort());
    for (const [index, stage] of now.entries()) {
      const stacks: { name: string }[] = JSON.parse(project.read(written[index] ?? ''));
      const owner = stage === 'local-roles' ? `${game}-market` : game;
      expect(stacks.map(({ name }) => name)).toEqual([`${owner}-${stage}-data`, `${owner}-${stage}-federation`]);
    }

    // That a test can fail here, and is seen to.
    project.write('config/staging.ts', project.read('config/staging.ts').replace('REPLACE-ME', '1'));
    const { holding, failing } = await tested(...readingWhatIsAdopted);
    expect(failing).toEqual({
      'config/staging deploys what it did before': expect.stringContaining(
        'npm run snapshots -- --accept      accepts it',
      ),
    });
    const others = now
      .filter((stage) => stage !== 'staging')
      .map((stage) => `config/${stage} deploys what it did before`);
    expect(holding).toEqual(expect.arrayContaining(others));
  }, 120_000);

  test('it is not adopted twice', async () => {
    const { code, err } = await project.script('adopt', '--game', 'another', '--force');
    expect([code, err]).toEqual([1, expect.stringContaining(`are of '${game}'`)]);
  });
});
