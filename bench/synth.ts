import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stagesFolder } from '../bin/stages';
import { stageNames } from '../lib/config/stages';
import { type Finished, projectRoot, run } from './command';
import { atMost, type Figure, figure, type Measurement } from './figure';

const cli = join(projectRoot, 'node_modules', 'aws-cdk', 'bin', 'cdk');
const rounds = 5;

/**
 * `cdk synth` of a whole stage, with validation, nag and bundle, against an empty app as the same CLI's `cdk init` makes it, with
 * the app command that it comes with. In turns, so that a busy machine slows both alike; the ratio is of neighbours.
 */
export const synth: Measurement = {
  name: 'synth',
  about: 'cdk synth of the whole local stage against an empty app; of all stages',
  async measure(): Promise<readonly Figure[]> {
    const folder = mkdtempSync(join(tmpdir(), 'game-federation-bench-synth-'));
    try {
      const empty = await emptyApp(folder);
      const stage = (name: string) => synthesis(projectRoot, ['-c', `stage=${name}`, '-o', join(folder, name)]);
      await synthesis(empty);
      await stage('local');
      const pairs: { whole: Finished; empty: Finished }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        pairs.push({ empty: await synthesis(empty), whole: await stage('local') });
      }
      const all: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        const stages: Finished[] = [];
        for (const name of stageNames(stagesFolder)) stages.push(await stage(name));
        all.push(stages.reduce((sum, { milliseconds }) => sum + milliseconds / 1000, 0));
      }
      const each = (value: (pair: { whole: Finished; empty: Finished }) => number) => pairs.map(value);
      const ratios = each(({ whole, empty }) => whole.milliseconds / empty.milliseconds);
      const cpuRatios = each(({ whole, empty }) => whole.cpuMilliseconds / empty.cpuMilliseconds);
      return [
        figure('cdk synth: local stage ÷ empty app', 'times', ratios, atMost(0.9)),
        figure('  by CPU time', 'times', cpuRatios),
        figure(
          '  the local stage',
          's',
          each(({ whole }) => whole.milliseconds / 1000),
        ),
        figure(
          '  the empty app',
          's',
          each(({ empty }) => empty.milliseconds / 1000),
        ),
        figure('cdk synth of all stages', 's', all),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** `cdk synth` in an app's folder, quietly. @throws Error with what it said, when it fails */
export function synthesis(app: string, options: readonly string[] = []): Promise<Finished> {
  return run(process.execPath, [cli, 'synth', '--quiet', '--no-notices', ...options], app);
}

/** An app as `cdk init` makes it, with what its package.json asks for, but the project's own version of the CDK. */
async function emptyApp(folder: string): Promise<string> {
  const app = join(folder, 'empty');
  mkdirSync(app);
  await run(process.execPath, [cli, 'init', 'app', '--language', 'typescript', '--generate-only'], app);
  const file = join(app, 'package.json');
  const stock = JSON.parse(readFileSync(file, 'utf8'));
  const own = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).devDependencies;
  for (const name of ['aws-cdk-lib', 'constructs']) stock.dependencies[name] = own[name];
  writeFileSync(file, JSON.stringify(stock));
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], app);
  return app;
}
