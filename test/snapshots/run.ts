import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { effectsText } from '../../changes/effects-text';
import { stepsOf } from '../../changes/steps';
import { declared } from '../changes/table';
import {
  accepted,
  acceptedAndGone,
  acceptedFolder,
  deploymentNow,
  fileOf,
  keptStages,
  readDeployment,
  writeDeployment,
} from './snapshots';

const usage = `npm run snapshots [-- --accept]

Compares what the stages deploy with what was accepted last (test/snapshots/accepted, a file a stage): says what deploying the difference
would do, shows it, and ends with 1. With --accept it writes down what they deploy now, to be committed with what caused it.`;

// What synthesis warns about is not what is asked here.
console.error = () => {};

const { values } = parseArgs({
  options: { accept: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help) console.log(usage);
else if (values.accept) accept();
else compare();

/** The stages that differ or are new, with what they deploy now. */
function different(): [stage: string, now: string][] {
  return keptStages().flatMap((stage): [string, string][] => {
    const now = deploymentNow(stage);
    return now === accepted(stage) ? [] : [[stage, now]];
  });
}

function accept(): void {
  const changed = different();
  const gone = acceptedAndGone();
  for (const [stage, now] of changed) writeDeployment(stage, now);
  for (const stage of gone) rmSync(fileOf(stage));
  for (const [stage] of changed) console.log(`accepted: ${stage}`);
  for (const stage of gone) console.log(`removed:  ${stage}`);
  if (changed.length + gone.length === 0) console.log('Nothing differs.');
}

function compare(): void {
  const changed = different();
  const gone = acceptedAndGone();
  for (const [stage, now] of changed) console.log(`${stage}: ${inWords(accepted(stage), now)}`);
  for (const stage of gone) console.log(`${stage}: is gone; its stacks stay where they were deployed`);
  showDifference(changed);
  const same = changed.length + gone.length === 0;
  console.log(same ? 'Every stage deploys what was accepted.' : '\nIf you meant that: npm run snapshots -- --accept');
  process.exitCode = same ? 0 : 1;
}

function inWords(before: string | undefined, now: string): string {
  if (before === undefined) return 'is new';
  const [step] = stepsOf([before, now].map(readDeployment));
  // Whether the smoke test runs again is in the hashes, which are left out here.
  const effects = step?.effects.filter(({ type }) => type !== 'Custom::Trigger') ?? [];
  return [effectsText(effects), ...(step?.problems ?? []).map(declared)].join('\n  ');
}

/** By git, which has a pager and colours. A new stage is not shown: all of it is new. */
function showDifference(changed: readonly [stage: string, now: string][]): void {
  const folder = mkdtempSync(join(tmpdir(), 'game-federation-snapshots-'));
  try {
    for (const [stage, now] of changed) {
      if (accepted(stage) === undefined) continue;
      console.log();
      writeDeployment(stage, now, folder);
      const files = [fileOf(stage, acceptedFolder), fileOf(stage, folder)];
      spawnSync('git', ['diff', '--no-index', '--', ...files], { stdio: 'inherit' });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
