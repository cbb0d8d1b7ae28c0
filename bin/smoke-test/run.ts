import { CloudFormationClient, type CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import { parseConfig } from '../../lib/config/parse';
import { stackNames } from '../../lib/config/stack-names';
import { stageNamed, stageNames } from '../../lib/config/stages';
import type { Paint } from '../../local/smoke-test/report/paint';
import { printReport } from '../../local/smoke-test/report/print-report';
import type { SmokeReport } from '../../local/smoke-test/report/smoke-report';
import { checkEndpoints } from '../shared/endpoints';
import { explainError } from '../shared/explain-error';
import { type CommandLine, readCommandLine, usage } from './command-line';
import { readEventFile } from './event-file';
import { findSmokeTest } from './find-smoke-test';
import { invokeDeployed } from './invoke';

/** Which stages there are to a run, where it speaks, one text at a time without its line break, and what it reaches AWS by. */
export interface Surroundings {
  /** The folder of the stages. */
  readonly stages: string;
  /** The report. */
  say(text: string): void;
  /** What is not the report. */
  warn(text: string): void;
  readonly paint: Paint;
  /** Instead of what the AWS SDK finds in the environment; a region that the stage names goes first. */
  readonly client?: Pick<CloudFormationClientConfig, 'endpoint' | 'region' | 'credentials'>;
}

const permissions = 'cloudformation:DescribeStacks on the stack and lambda:InvokeFunction on its smoke test';

/**
 * Runs the deployed smoke test of a stage, as an operator does by hand.
 *
 * @param args the command line, see {@link usage}
 * @returns the exit code: 0 where every check holds, 1 where one does not, 2 where there is no report
 */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<0 | 1 | 2> {
  const { stages, say, warn, paint } = surroundings;
  const names = stageNames(stages);
  try {
    const commandLine = readCommandLine(args, names);
    if (commandLine === undefined) {
      say(usage(names));
      return 0;
    }
    checkEndpoints(process.env);
    return (await report(commandLine, surroundings)) ? 0 : 1;
  } catch (error) {
    warn(`${paint.bad('No report:')} ${explainError(error, process.env.AWS_ENDPOINT_URL, permissions)}`);
    return 2;
  }
}

/** @returns whether every check holds */
async function report({ stage, eventFile, json }: CommandLine, surroundings: Surroundings): Promise<boolean> {
  const { stages, say, warn, paint, client } = surroundings;
  const event = readEventFile(eventFile);
  const config = parseConfig(stageNamed(stages, stage));
  const stack = stackNames(config).federation;
  const reach = { ...client, ...(config.region !== undefined && { region: config.region }) };

  const { functionName, remark } = await findSmokeTest(new CloudFormationClient(reach), stack, config);
  if (remark !== undefined) warn(remark);
  const { report, whole } = await invokeDeployed(reach, functionName, stack, event);
  if (json) say(JSON.stringify(whole, undefined, 2));
  else say([paint.strong(stack), printReport(report, paint), '', verdict(report, paint)].join('\n'));
  return report.ok;
}

function verdict({ ok, players }: SmokeReport, paint: Paint): string {
  if (!ok) return paint.bad('Some checks do not hold.');
  const all = players.every(({ status }) => status !== 'notExercised');
  return paint.good(
    all ? 'Every check holds.' : 'Every check that could be tried holds; who was not exercised stands above.',
  );
}
