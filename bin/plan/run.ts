import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { ConfigError } from '../../lib/config/config-error';
import { parseConfig } from '../../lib/config/parse';
import { stackNames } from '../../lib/config/stack-names';
import { stageNamed, stageNames } from '../../lib/config/stages';
import type { Paint } from '../../local/smoke-test/report/paint';
import { checkEndpoints } from '../shared/endpoints';
import { explainError } from '../shared/explain-error';
import { type AssemblyStack, stacksOfAssembly } from './assembly-stacks';
import { type CommandLine, readCommandLine, usage } from './command-line';
import { deployedStacks, type Reach } from './deployed-stacks';
import { formats } from './formats';
import { workflowCommand } from './formats/github';
import { makePlan } from './make-plan';
import { type Plan, planJsonSchema } from './plan';

/** Which stages there are to a run, where it speaks, one text at a time without its line break, and what it reaches AWS by. */
export interface Surroundings {
  /** The folder of the stages. */
  readonly stages: string;
  /** Writes the cloud assembly of a stage into a folder. */
  synthesize(stage: string, folder: string): Promise<void>;
  /** The plan. */
  say(text: string): void;
  /** What is not the plan. */
  warn(text: string): void;
  readonly paint: Paint;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly client?: Reach;
}

const permissions =
  "cloudformation:DescribeStacks and cloudformation:GetTemplate on the stage's stacks, and cloudformation:ListImports where an export changes";

/**
 * Says what a deployment of a stage would do.
 *
 * @param args the command line, see {@link usage}
 * @returns the exit code: 0 where nothing is refused and nothing lost, 1 where something is, 2 where nothing was compared
 */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<0 | 1 | 2> {
  const { stages, say, warn, paint, environment } = surroundings;
  // The SDK takes an empty one for none.
  const endpoint = environment.AWS_ENDPOINT_URL || undefined;
  let commandLine: CommandLine | undefined;
  try {
    commandLine = readCommandLine(args, stageNames(stages));
  } catch (error) {
    warn(
      `${paint.bad('Wrong usage:')} ${explainError(error, endpoint, permissions)}; npm run plan -- --help says more`,
    );
    return 2;
  }
  if (commandLine === undefined) {
    say(usage(stageNames(stages)));
    return 0;
  }
  const { format, stage } = commandLine;
  if (format === 'json-schema') {
    say(JSON.stringify(planJsonSchema(), undefined, 2));
    return 0;
  }
  const file = fileOf(stage, surroundings);
  try {
    const plan = await compare(commandLine, surroundings);
    say(formats[format](plan, { paint, file }));
    return plan.ok ? 0 : 1;
  } catch (error) {
    const why = explainError(error, endpoint, permissions);
    if (format === 'github') say(workflowCommand('error', { file, title: `${stage}: nothing was compared` }, why));
    warn(`${paint.bad('Nothing was compared:')} ${why}`);
    return 2;
  }
}

async function compare(commandLine: CommandLine, surroundings: Surroundings): Promise<Plan> {
  const { stage, against } = commandLine;
  const { stages, environment, client = {} } = surroundings;
  const config = parseConfig(stageNamed(stages, stage));
  // What is asked for costs more than a look at it: who can't be compared with is told before anything is synthesized.
  const other = against === undefined ? undefined : stacksOfAssembly(against);
  if (other === undefined) checkEndpoints(environment);
  const stacks = await stacksOf(commandLine, surroundings);
  const names = Object.values(stackNames(config));
  const missing = names.find((name) => !stacks.some((stack) => stack.name === name));
  if (missing !== undefined) {
    throw new Error(
      `${commandLine.assembly} has no stack ${missing}: it is not stage ${stage}, but has ${stacks.map(({ name }) => name).join(', ')}; synthesize it again: npx cdk synth -c stage=${stage} -o ${commandLine.assembly}`,
    );
  }
  const told =
    against === undefined || other === undefined
      ? await deployedStacks(stacks, stage, client, namesOfAllStacks(stages))
      : { ...nothingAsked, before: other, after: stacks, comparedWith: { assembly: against } };
  return makePlan({ game: config.game, stage, ...told });
}

/** What the stacks of all stages are called; of a stage that can't be read nobody knows. */
function namesOfAllStacks(folder: string): string[] {
  return stageNames(folder).flatMap((name) => {
    try {
      return Object.values(stackNames(stageNamed(folder, name)));
    } catch (error) {
      if (error instanceof ConfigError) return [];
      throw error;
    }
  });
}

/** Where CloudFormation was not asked. */
const nothingAsked = { statuses: new Map<string, string>(), inTheWay: [], remarks: [] };

async function stacksOf({ stage, assembly }: CommandLine, surroundings: Surroundings): Promise<AssemblyStack[]> {
  if (assembly !== undefined) return stacksOfAssembly(assembly);
  const folder = mkdtempSync(join(tmpdir(), 'game-federation-plan-'));
  try {
    await surroundings.synthesize(stage, folder);
    return stacksOfAssembly(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Annotations name a file from the root of the checkout, which the runner tells (**documented**: "Variables reference"). */
function fileOf(stage: string, { stages, environment }: Surroundings): string | undefined {
  const file = relative(environment.GITHUB_WORKSPACE || process.cwd(), join(stages, `${stage}.ts`));
  return file.startsWith('..') || isAbsolute(file) ? undefined : file.replaceAll('\\', '/');
}
