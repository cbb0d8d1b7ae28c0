import { readFileSync } from 'node:fs';
import { AssemblyError } from '../../assembly/assembly-error';
import { constructPaths } from '../../assembly/construct-paths';
import { fileAssets } from '../../assembly/file-assets';
import { targetOf } from '../../assembly/load';
import type { StackArtifact } from '../../assembly/manifest';
import { stackId } from '../../assembly/stack-id';
import { readTemplate } from '../../assembly/template';
import type { DeployedStack, DeploymentTarget } from '../../assembly/types';
import { createStack } from './create-stack';
import type { Deployments } from './deployments';
import { failedPlaces } from './failed-places';
import { type GivenParameter, parametersFor } from './given-parameters';
import { redeployStack } from './redeploy-stack';
import { StepFailed } from './resource-steps';

/** What `cdk synth` wrote, once its manifest is read. */
export interface SynthesizedAssembly {
  readonly directory: string;
  /** As `readManifest` has them. */
  readonly artifacts: readonly StackArtifact[];
}

/**
 * Deploys what `cdk synth` wrote, its stacks in the order in which they depend on each other. Its custom resources are run where the
 * account runs them; else whoever starts a local cloud does what they would do.
 *
 * @param named where stacks go that name no account or region
 * @param given values for parameters; each stack takes those that it declares
 * @param onProblem told why a stack that was kept is not what it should be: it is as it was before. Absent: no stack may be there
 * @returns the stacks
 * @throws Error with the place in the template, at the first resource of a new stack that can't be made; nothing is rolled back
 */
export async function deployAssembly(
  { directory, artifacts }: SynthesizedAssembly,
  deployments: Deployments,
  named: Partial<DeploymentTarget>,
  given: readonly GivenParameter[] = [],
  onProblem?: (problem: string) => void,
): Promise<readonly DeployedStack[]> {
  const stacks: DeployedStack[] = [];
  for (const artifact of artifacts) {
    const target = targetOf(artifact, named);
    const { stackName: name } = artifact;
    const template = readTemplate(artifact.templateFile);
    const desired = {
      template,
      get text() {
        return readFileSync(artifact.templateFile, 'utf8');
      },
      parameters: parametersFor(name, Object.keys(template.Parameters), given),
      tags: new Map<string, string>(),
      // As the CDK CLI hands them in (observed).
      capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
      constructPaths: constructPaths(artifact),
      assets: fileAssets(artifact.assetManifestFiles, target),
    };
    const standing = deployments.find(name);
    if (standing !== undefined && (onProblem === undefined || stacks.some(({ id }) => id === standing.id))) {
      throw new AssemblyError(directory, `the stack ${name} stands already in ${target.account}/${target.region}`);
    }
    if (standing !== undefined) {
      const redeployed = await redeployStack(standing, desired, deployments, onProblem);
      if (redeployed !== 'gone') {
        stacks.push(standing.deployed());
        continue;
      }
    }
    const stack = deployments.add(name, target, stackId(name, target));
    stack.terminationProtection = artifact.terminationProtection;
    const [failure] = await createStack(stack, desired, deployments, 'DO_NOTHING');
    if (failure !== undefined) {
      const [place = ''] = failedPlaces(stack, (id) => deployments.find(id));
      throw failureAt(failure.error, stack.name, failure.logicalId, place);
    }
    stacks.push(stack.deployed());
  }
  return stacks;
}

/** The failure, with its place where it does not say it by itself. */
function failureAt(error: unknown, stack: string, logicalId: string, place: string): Error {
  const cause = error instanceof StepFailed ? error.cause : error;
  if (cause instanceof Error && cause.message.startsWith(`${stack}: `)) return cause;
  // It failed in a stack within this one.
  if (!place.startsWith(`${stack}: `)) return new Error(place);
  return new AssemblyError(`${stack}: ${logicalId}`, cause instanceof Error ? cause.message : String(cause));
}
