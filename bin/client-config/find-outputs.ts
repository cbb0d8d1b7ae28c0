import { readFileSync } from 'node:fs';
import { CloudFormationClient, type CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import { type Outputs, parseOutputs } from '../../client/config/outputs';
import { parseConfig } from '../../lib/config/parse';
import { type StackNames, stackNames } from '../../lib/config/stack-names';
import { stageNamed, stageNames } from '../../lib/config/stages';
import { describeStack } from '../shared/describe-stack';
import type { CommandLine } from './command-line';
import { askLocalCloud, isLoopback, tryLocalCloud, usualEndpoint } from './local-cloud';

/** Where outputs are looked for. */
export interface Places {
  /** The folder of the stages. */
  readonly stages: string;
  /** The value of `AWS_ENDPOINT_URL`, where it is set. */
  readonly endpoint: string | undefined;
  /** Instead of what the AWS SDK finds in the environment; a region that the stage names goes first. */
  readonly client?: Pick<CloudFormationClientConfig, 'endpoint' | 'region' | 'credentials'>;
}

/** The outputs of a stage's stacks, and what they are called. */
export interface FoundOutputs extends Outputs {
  readonly names: StackNames;
  /** What is to be said of them, a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * Finds the outputs of a stage: in a file, in a running local cloud, or in an account.
 *
 * @throws Error where there are none, with what to do about it
 */
export async function findOutputs({ source, stage }: CommandLine, places: Places): Promise<FoundOutputs> {
  const { endpoint } = places;
  if (source === 'deployment') return describeStage(stage, places);
  const outputs =
    source === 'local cloud'
      ? await askLocalCloud(endpoint ?? usualEndpoint)
      : parseOutputs(textOf(source.file), source.file);
  const config = configOf(stage ?? (outputs.local === undefined ? 'dev' : 'local'), places.stages);
  return { ...outputs, names: stackNames(config), remarks: [] };
}

async function describeStage(asked: string | undefined, { stages, endpoint, client }: Places): Promise<FoundOutputs> {
  const isLocal = endpoint !== undefined && isLoopback(endpoint);
  const config = configOf(asked ?? (isLocal ? 'local' : 'dev'), stages);
  const names = stackNames(config);
  const cloudFormation = new CloudFormationClient({
    ...client,
    ...(config.region !== undefined && { region: config.region }),
  });
  const described = [];
  try {
    for (const name of [names.data, names.federation]) {
      described.push({ name, ...(await describeStack(cloudFormation, name, config)) });
    }
  } finally {
    cloudFormation.destroy();
  }
  return {
    stacks: Object.fromEntries(described.map(({ name, outputs }) => [name, outputs])),
    ...(isLocal && { local: await surroundingsOf(endpoint) }),
    names,
    // What ends otherwise is being changed, or was left half done (documented: stack status codes).
    remarks: described
      .filter(({ status }) => !status.endsWith('_COMPLETE'))
      .map(({ name, status }) => `${name} is ${status}: what it tells now need not hold afterwards`),
  };
}

/** Another emulator has an address, and no more. */
async function surroundingsOf(endpoint: string): Promise<NonNullable<Outputs['local']>> {
  const answer = await tryLocalCloud(endpoint);
  return typeof answer === 'number' ? { endpoint, managedLogins: [] } : answer.local;
}

function configOf(stage: string, folder: string) {
  const names = stageNames(folder);
  if (names.includes(stage)) return parseConfig(stageNamed(folder, stage));
  throw new Error(`--stage is missing, and there is no stage ${stage}; it takes one of ${names.join(', ')}`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `${file} can't be read: ${code}; write it by npx cdk deploy --all --outputs-file ${file}, or by npm run local`,
    );
  }
}
