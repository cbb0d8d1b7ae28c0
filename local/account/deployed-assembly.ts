import { loadAssembly, targetOf } from '../../assembly/load';
import { readManifest, type StackArtifact } from '../../assembly/manifest';
import type { DeployedStack, DeploymentTarget } from '../../assembly/types';
import { checkInventory } from '../iam/check-inventory';
import type { IamInventory } from '../iam/inventory';
import { identityOf } from '../resources/identity-of';
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
export function deployAssemblies(directories: readonly string[]): readonly DeployedAssembly[] {
  const named = namedEnvironment(directories);
  const assemblies: DeployedAssembly[] = [];
  for (const directory of directories) {
    const earlier = assemblies.flatMap(({ stacks }) => stacks);
    assemblies.push({ directory, stacks: loadAssembly(directory, { ...named, identityOf, earlier }) });
  }
  return assemblies;
}

function namedEnvironment(directories: readonly string[]): { account?: string; region?: string } {
  return environmentOf(directories.flatMap((directory) => readManifest(directory)));
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
export function explainTemplates(directories: readonly string[], existing: IamInventory): void {
  const stacks = deployAssemblies(directories).flatMap((assembly) => assembly.stacks);
  checkInventory(stacks, existing);
}
