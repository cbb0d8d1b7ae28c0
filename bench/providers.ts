import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloudProcess } from './cloud-process';
import { type Finished, projectRoot } from './command';
import { atMost, type Figure, figure, type Measurement } from './figure';
import { synthesis } from './synth';

const counts = [1, 10, 25, 50] as const;
const fewest = counts[0];
const most = counts[3];
const rounds = 5;

type Count = (typeof counts)[number];
type Round = Readonly<Record<Count, Finished>>;

/**
 * What login providers cost: stages of 1 to 50 issuers, each with 100 client IDs and a claim for the clan. In turns, so that a busy
 * machine slows all alike; the ratios are of neighbours.
 */
export const providers: Measurement = {
  name: 'providers',
  about: `cdk synth, templates and start with 1 to ${most} login providers`,
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'game-federation-bench-providers-'));
    try {
      const assembly = (issuers: Count) => join(folder, String(issuers));
      await synthesize(fewest, assembly(fewest));
      const measured: Round[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const times = {} as Record<Count, Finished>;
        for (const issuers of counts) times[issuers] = await synthesize(issuers, assembly(issuers));
        measured.push(times);
      }
      return [...synthFigures(measured), ...templateFigures(assembly), ...(await startFigures(assembly))];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** As `cdk synth` runs the project's own app, with the options to Node that cdk.json gives it. */
function synthesize(issuers: Count, out: string): Promise<Finished> {
  const { app } = JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8')) as { app: string };
  const command = app.replace('bin/game-federation.ts', `bench/scale-app.ts ${issuers}`);
  if (command === app) throw new Error(`cdk.json: app runs something else than bin/game-federation.ts: ${app}`);
  mkdirSync(out, { recursive: true });
  return synthesis(projectRoot, ['--app', command, '-o', out]);
}

function synthFigures(measured: readonly Round[]): readonly Figure[] {
  const ratios = (value: (finished: Finished) => number) =>
    measured.map((round) => value(round[most]) / value(round[fewest]));
  const wall = ({ milliseconds }: Finished) => milliseconds / 1000;
  const cpu = ({ cpuMilliseconds }: Finished) => cpuMilliseconds / 1000;
  const each = (value: (finished: Finished) => number, issuers: Count) =>
    measured.map((round) => value(round[issuers]));
  return [
    figure(`cdk synth: ${most} issuers ÷ ${fewest}`, 'times', ratios(wall), atMost(1.15)),
    figure('  by CPU time', 'times', ratios(cpu)),
    ...counts.map((issuers) => figure(`  with ${issuers}`, 's', each(wall, issuers))),
    ...counts.map((issuers) => figure(`  CPU with ${issuers}`, 's', each(cpu, issuers))),
  ];
}

function templateFigures(assembly: (issuers: Count) => string): readonly Figure[] {
  return ['data', 'federation'].flatMap((stack) => {
    const bytes = (issuers: Count) =>
      statSync(join(assembly(issuers), `star-harvest-scale-${stack}.template.json`)).size;
    const added = (bytes(most) - bytes(fewest)) / (most - fewest);
    return [
      figure(`template of ${stack} with ${fewest}`, 'bytes', [bytes(fewest)]),
      figure(`  with ${most}`, 'bytes', [bytes(most)], atMost(1_000_000)),
      figure('  each further one', 'bytes', [added]),
    ];
  });
}

/** Every issuer is played here, so that each has a listener of its own. */
async function startFigures(assembly: (issuers: Count) => string): Promise<readonly Figure[]> {
  const starts: { few: number; many: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const times: number[] = [];
    for (const issuers of [fewest, most]) {
      const cloud = await startCloudProcess(assembly(issuers), { playAll: true });
      await cloud.stop();
      times.push(cloud.millisecondsToStart);
    }
    const [few = Number.NaN, many = Number.NaN] = times;
    starts.push({ few, many });
  }
  const few = starts.map((start) => start.few);
  const many = starts.map((start) => start.many);
  return [
    figure(
      `start of the local cloud: ${most} played issuers ÷ ${fewest}`,
      'times',
      starts.map((start) => start.many / start.few),
    ),
    figure(`  with ${fewest}`, 'ms', few),
    figure(`  with ${most}`, 'ms', many, atMost(300)),
  ];
}
