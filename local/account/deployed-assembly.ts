import { loadAssembly, targetOf } from '../../assembly/load';
import { readManifest, type StackArtifact } from '../../assembly/manifest';
import { readTemplate } from '../../assembly/template';
import type { DeployedStack, DeploymentTarget } from '../../assembly/types';
import { type GivenParameter, parametersFor } from '../deployments/given-parameters';
import { inertHint } from '../deployments/placeholders';
import { checkInventory } from '../iam/check-inventory';
import type { IamInventory } from '../iam/inventory';
import { identityWith } from '../resources/identity-of';
import type { InertTypes } from '../resources/inert/inert-types';
import { onePlace } from './one-place';

/** One cloud assembly, deployed into the local account. */
export interface DeployedAssembly {
  /** Where `cdk synth` wrote it. */
  readonly directory: string;
  readonly stacks: readonly DeployedStack[];
}

/**
 * Deploys assemblies into one account, in the order given: a later one may import what an earlier one exports.
 *
 * Stacks that name no account or region go where the others stand, whichever assembly names it first: a stage for any account can
 * so be deployed beside one for a certain account.
 *
 * @throws AssemblyError naming the place in the template and what to do
 */
export function deployAssemblies(
  directories: readonly string[],
  given: readonly GivenParameter[] = [],
  inert?: InertTypes,
): readonly DeployedAssembly[] {
  const named = namedEnvironment(directories);
  const assemblies: DeployedAssembly[] = [];
  const identityOf = identityWith(inert);
  const isInert = (type: string) => inert?.has(type) ?? false;
  const parameters = (stack: string, declared: readonly string[]) => parametersFor(stack, declared, given);
  for (const directory of directories) {
    const earlier = assemblies.flatMap(({ stacks }) => stacks);
    assemblies.push({
      directory,
      stacks: loadAssembly(directory, { ...named, identityOf, isInert, unknownHint: inertHint, earlier, parameters }),
    });
  }
  return assemblies;
}

function namedEnvironment(directories: readonly string[]): { account?: string; region?: string } {
  return environmentOf(directories.flatMap((directory) => readManifest(directory)));
}

/** The parameters that the templates of assemblies declare, by their stacks. */
export function declaredIn(
  assemblies: readonly { readonly artifacts: readonly StackArtifact[] }[],
): ReadonlyMap<string, readonly string[]> {
  const artifacts = assemblies.flatMap((assembly) => assembly.artifacts);
  return new Map(artifacts.map((one) => [one.stackName, Object.keys(readTemplate(one.templateFile).Parameters)]));
}

function environmentOf(artifacts: readonly StackArtifact[]): { account?: string; region?: string } {
  const account = artifacts.find((artifact) => artifact.account !== undefined)?.account;
  const region = artifacts.find((artifact) => artifact.region !== undefined)?.region;
  return { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) };
}

/** Where all these stacks stand. @throws Error without any stack, and for stacks of two places */
export function placeOf(artifacts: readonly StackArtifact[]): DeploymentTarget {
  const named = environmentOf(artifacts);
  return onePlace(artifacts.map((artifact) => ({ name: artifact.stackName, ...targetOf(artifact, named) })));
}

/**
 * Says what is wrong with templates by themselves, where deploying them came to nothing.
 *
 * @throws Error naming the place in the template; it returns where nothing is wrong with them alone
 */
export function explainTemplates(
  directories: readonly string[],
  existing: IamInventory,
  given: readonly GivenParameter[] = [],
  inert?: InertTypes,
): void {
  const stacks = deployAssemblies(directories, given, inert).flatMap((assembly) => assembly.stacks);
  checkInventory(stacks, existing);
}
