import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reach } from '../../../bin/plan/deployed-stacks';
import { runCommand } from '../../../bin/plan/run';
import { placeOf } from '../../../changes/places';
import type { Deployment } from '../../../changes/templates';
import type { GameFederationInput } from '../../../lib/config/schema';
import { paintFor } from '../../../local/smoke-test/report/paint';
import { emptyDirectory, writeAssembly } from '../../assembly/assembly-on-disk';

/** A cloud assembly on disk with these stacks, in this order. */
export function assemblyOf(deployment: Deployment): string {
  return writeAssembly(
    Object.fromEntries(
      deployment.map((stack, index) => {
        const { account = 'unknown-account', region = 'unknown-region' } = placeOf(stack);
        const { name: stackName, template } = stack;
        const dependencies = deployment.slice(0, index).map(({ name }) => name);
        return [stackName, { stackName, template, environment: `aws://${account}/${region}`, dependencies }];
      }),
    ),
  );
}

/** A folder with one stage in it. */
export function stagesWith(input: GameFederationInput): string {
  const folder = join(emptyDirectory(), 'config');
  mkdirSync(folder);
  writeFileSync(join(folder, `${input.stage}.ts`), `export const it = ${JSON.stringify(input)};`);
  return folder;
}

/** What a run of the command is told beside its arguments. */
export interface Told {
  readonly stages: string;
  readonly client?: Reach;
  readonly environment?: Readonly<Record<string, string>>;
  readonly synthesize?: (stage: string, folder: string) => Promise<void>;
}

/** How it ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

/** Runs the command, uncoloured. */
export async function plan(args: readonly string[], told: Told): Promise<Ended> {
  const [out, said]: [string[], string[]] = [[], []];
  const code = await runCommand(args, {
    synthesize: () => Promise.reject(new Error('nothing is synthesized here')),
    environment: {},
    ...told,
    say: (text) => out.push(text),
    warn: (text) => said.push(text),
    paint: paintFor({}, {}),
  });
  return { code, out: out.join('\n'), said: said.join('\n') };
}
