import { AssemblyError } from './assembly-error';
import type { Scope } from './intrinsics/scope';
import type { DeployedStack, DeploymentTarget } from './types';

/** Whether two deployments stand in one account and region: exports are known no further. */
export function isSameEnvironment(one: DeploymentTarget, other: DeploymentTarget): boolean {
  return one.account === other.account && one.region === other.region;
}

/**
 * What a stack may use of the stacks that stand already.
 *
 * @param given exports of stacks that are not loaded
 */
export function importsFrom(
  standing: readonly DeployedStack[],
  target: DeploymentTarget,
  given: ReadonlyMap<string, string>,
): Pick<Scope, 'exported' | 'stackOutput'> {
  const here = standing.filter((stack) => isSameEnvironment(stack, target));
  const exported = new Map(given);
  for (const { name, value } of here.flatMap(exportsOf)) exported.set(name, value);
  return {
    exported(name, at) {
      const value = exported.get(name);
      if (value !== undefined) return value;
      const where = `${target.account}/${target.region}`;
      throw new AssemblyError(
        at,
        `nothing exports '${name}' in ${where}: load the assembly that does so before this one`,
      );
    },
    stackOutput(stackName, outputName, region, at) {
      const stack = standing.find(
        (other) => other.name === stackName && isSameEnvironment(other, { ...target, region }),
      );
      if (stack === undefined) {
        throw new AssemblyError(
          at,
          `no stack ${stackName} stands in ${target.account}/${region}: load it before this one`,
        );
      }
      const output = stack.outputs.find(({ name }) => name === outputName);
      if (output === undefined) throw new AssemblyError(at, `the stack ${stackName} has no output ${outputName}`);
      return output.value;
    },
  };
}

/** Refuses an export whose name another stack of the account and region, or the stack itself, exports already. */
export function checkExports(stack: DeployedStack, standing: readonly DeployedStack[]): void {
  const owners = new Map<string, string>();
  for (const other of standing.filter((candidate) => isSameEnvironment(candidate, stack))) {
    for (const { name } of exportsOf(other)) owners.set(name, other.name);
  }
  for (const { name, output } of exportsOf(stack)) {
    const owner = owners.get(name);
    if (owner !== undefined) {
      throw new AssemblyError(
        `${stack.name}: Outputs.${output}.Export`,
        `the stack ${owner} exports '${name}' already`,
      );
    }
    owners.set(name, stack.name);
  }
}

function exportsOf(stack: DeployedStack): { name: string; value: string; output: string }[] {
  return stack.outputs.flatMap(({ name, exportName, value }) =>
    exportName === undefined ? [] : [{ name: exportName, value, output: name }],
  );
}
