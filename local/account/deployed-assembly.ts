import { loadAssembly } from '../../assembly/load';
import { readManifest } from '../../assembly/manifest';
import type { DeployedStack } from '../../assembly/types';

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
    assemblies.push({ directory, stacks: loadAssembly(directory, { ...named, earlier }) });
  }
  return assemblies;
}

function namedEnvironment(directories: readonly string[]): { account?: string; region?: string } {
  const artifacts = directories.flatMap((directory) => readManifest(directory));
  const account = artifacts.find((artifact) => artifact.account !== undefined)?.account;
  const region = artifacts.find((artifact) => artifact.region !== undefined)?.region;
  return { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) };
}
