import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exampleGame } from '../../../bin/adopt/names';
import { stagesFolder } from '../../../bin/stages';
import { stageNamed, stageNames } from '../../../lib/config/stages';
import { type Ended, ProjectCopy } from './project-copy';

/** A name without hyphens, which the files' format must follow. */
const game = 'moonorchard';
const stages = stageNames(stagesFolder);
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

  /** The tests of these folders that fail, by their names. */
  async function failingTests(...folders: string[]): Promise<string[]> {
    const jest = ['--liftoff-only', '--single-threaded-gc', 'node_modules/jest/bin/jest.js'];
    const options = ['--json', '--ci', '--selectProjects', 'parts'];
    const { out } = await project.node([...jest, ...options, '--', ...folders]);
    const { numTotalTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(out);
    expect([numTotalTests > 5, numRuntimeErrorTestSuites]).toEqual([true, 0]);
    const results: { fullName: string; status: string; failureMessages: string[] }[] = testResults.flatMap(
      ({ assertionResults }: { assertionResults: [] }) => assertionResults,
    );
    const failing = results.filter(({ status }) => status === 'failed');
    for (const { failureMessages } of failing) {
      expect(failureMessages.join()).toContain('npm run snapshots -- --accept      accepts it');
    }
    return failing.map(({ fullName }) => fullName).sort();
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

  test('each stage is synthesized by the app’s own command, the new one too, whatever else is broken', async () => {
    project.write('config/broken.ts', 'export const');
    const [, ...app] = JSON.parse(project.read('cdk.json')).app.split(' ');
    const synthesized = async (stage: string) => {
      const out = join(project.root, 'cdk.out', stage);
      const { code, err } = await project.node(app, { CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify({ stage }) });
      const stacks = ['data', 'federation'].map((stack) => join(out, `${game}-${stage}-${stack}.template.json`));
      return code === 0 && stacks.every(existsSync) && err.includes("Stage 'broken' can't be used");
    };
    expect(await Promise.all(['dev', 'prod', 'staging'].map(synthesized))).toEqual([true, true, true]);
    rmSync(join(project.root, 'config', 'broken.ts'));
  }, 120_000);

  test('what fails is what the stages deploy, until it is accepted by the command that the failure names', async () => {
    const differing = stageNames(join(project.root, 'config')).map(
      (stage) => `config/${stage} deploys what it did before`,
    );
    expect(differing).toHaveLength(stages.length + 1);
    const concerned = [
      'test/snapshots',
      'test/docs',
      'test/lib/config',
      'test/lib/contract',
      'test/local/command/options',
    ];
    expect(await failingTests(...concerned)).toEqual(differing);
    expect((await project.script('snapshots', '--accept')).out).toContain('accepted: config/staging\n');
    expect(await failingTests('test/snapshots')).toEqual([]);
  }, 120_000);

  test('it is not adopted twice', async () => {
    const { code, err } = await project.script('adopt', '--game', 'another', '--force');
    expect([code, err]).toEqual([1, expect.stringContaining(`are of '${game}'`)]);
  });
});
