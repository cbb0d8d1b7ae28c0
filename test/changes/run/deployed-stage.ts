import { readManifest } from '../../../assembly/manifest';
import type { DeployedResource } from '../../../assembly/types';
import type { GameFederationInput } from '../../../lib/config/schema';
import { type LocalCloud, startCloud } from '../../../local/account/cloud';
import type { StartFunction } from '../../../local/services/lambda/function-environment';
import { keyPairsOnHand } from '../../once-per-worker/key-pairs';
import { type Pipeline, pipelineTo, templatesOf, withoutPatience } from '../../stories/deployments';
import { synthesizeGame } from '../../stories/other-game';
import { smokeTestHere } from '../../stories/smoke-test-here';
import type { Issuers } from './issuers';

/** What became of one stack in one deployment. */
export interface StackOutcome {
  readonly stack: string;
  /** `UPDATE_COMPLETE`, … or `unchanged`. */
  readonly status: string;
  /** `SignInDomain CREATE_FAILED: why`, the oldest first. */
  readonly failures: readonly string[];
  /** What was done to resources, by logical ID, as `changes/` calls it. */
  readonly effects: ReadonlyMap<string, string>;
}

/** A stage in an account of its own, deployed again and again through CloudFormation's API. */
export interface DeployedStage {
  readonly cloud: LocalCloud;
  /** Deploys a configuration, stack by stack, until one fails, as the CDK CLI does. */
  deploy(input: GameFederationInput): Promise<readonly StackOutcome[]>;
  /** The client IDs of an issuer of the configuration, an imported one too; none of any other provider. @param key in `Logins` */
  clientIdsOf(key: string): readonly string[];
  /** The resources of these stacks, as they stand. */
  resources(): readonly DeployedResource[];
  stop(): Promise<void>;
}

const directories = new Map<string, string>();

/** The assembly of a configuration, synthesized once in a test file. */
export function assemblyOf(input: GameFederationInput): string {
  const key = JSON.stringify(input);
  const directory = directories.get(key) ?? synthesizeGame(input);
  directories.set(key, directory);
  return directory;
}

/** Every assembly that was synthesized, for whoever takes them away. */
export const assemblies = () => [...directories.values()];

const smokeTest = smokeTestHere();

/** The smoke test in the test's own process, not waiting for IAM; everything else in processes of their own. */
const start: StartFunction = (lambda, options) => {
  if (lambda.environment.PERMISSIONS_FINGERPRINT === undefined) return withoutPatience(lambda, options);
  const { invoke, stop } = smokeTest(lambda, options);
  return {
    stop,
    invoke: (invocation) =>
      invoke({ ...invocation, event: JSON.stringify({ ...JSON.parse(invocation.event), propagationSeconds: 0 }) }),
  };
};

/** @param first what is deployed first: where it goes, and what it imports, which is there before it */
export async function emptyStage(
  issuers: Issuers,
  { account = '123456789012', region = 'eu-west-1', oidc = [] }: GameFederationInput,
): Promise<DeployedStage> {
  const oidcProviders = oidc.flatMap(({ importedArn: arn, issuer: url, clientIds = [] }) =>
    arn === undefined ? [] : [{ arn, url, clientIds }],
  );
  const cloud = await startCloud({
    ...{ assemblies: [], empty: { account, region, partition: 'aws' } },
    ...{
      issuers: issuers.table,
      existing: { oidcProviders },
      play: 'all',
      makeKeyPair: keyPairsOnHand(),
      startFunction: start,
    },
  });
  const pipeline = await pipelineTo(cloud);
  const names = new Set<string>();
  let now: GameFederationInput | undefined;
  return {
    clientIdsOf: (key) => now?.oidc?.find(({ issuer }) => issuer === `https://${key}`)?.clientIds ?? [],
    cloud,
    async deploy(input) {
      now = input;
      const directory = assemblyOf(input);
      await pipeline.publish(directory);
      const templates = templatesOf(directory);
      const outcomes: StackOutcome[] = [];
      for (const { stackName } of readManifest(directory)) {
        names.add(stackName);
        const outcome = await deployStack(pipeline, cloud, stackName, templates.get(stackName) as object);
        outcomes.push(outcome);
        if (!/^(unchanged|(CREATE|UPDATE)_COMPLETE)$/.test(outcome.status)) break;
      }
      return outcomes;
    },
    resources: () => cloud.stacks.filter(({ name }) => names.has(name)).flatMap(({ resources }) => resources),
    stop: () => cloud.stop(),
  };
}

async function deployStack(
  pipeline: Pipeline,
  cloud: LocalCloud,
  stack: string,
  template: object,
): Promise<StackOutcome> {
  const mark = cloud.cloudFormation.view(stack) === undefined ? 0 : (await pipeline.history(stack)).length;
  try {
    const status = await pipeline.deploy(stack, template);
    const history = (await pipeline.history(stack)).slice(mark);
    const failures = history.filter((line) => /^\S+ \w+_FAILED: /.test(line));
    return { stack, status, failures, effects: effectsIn(history) };
  } catch (error) {
    // What the CLI says of a change set without changes.
    if (error instanceof Error && error.message === 'No updates are to be performed.') {
      return { stack, status: 'unchanged', failures: [], effects: new Map() };
    }
    if (error instanceof Error && error.name === 'ValidationError') {
      return { stack, status: 'refused', failures: [error.message], effects: new Map() };
    }
    throw error;
  }
}

/** What each resource went through, as `changes/` calls it; the stack's own lines say nothing of it. */
function effectsIn(history: readonly string[]): ReadonlyMap<string, string> {
  const effects = new Map<string, string>();
  const replaced = new Set<string>();
  for (const line of history) {
    const [, id = '', status = '', reason = ''] = /^(\S+) (\w+): ?(.*)$/.exec(line) ?? [];
    if (reason.startsWith('Requested update requires the creation')) replaced.add(id);
    if (status === 'CREATE_COMPLETE') effects.set(id, 'created');
    if (status === 'UPDATE_COMPLETE') effects.set(id, replaced.has(id) ? 'replaced' : 'updated');
    if (replaced.has(id)) continue;
    if (status === 'DELETE_COMPLETE') effects.set(id, 'deleted');
    if (status === 'DELETE_SKIPPED') effects.set(id, 'left behind');
  }
  return effects;
}
