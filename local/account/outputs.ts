import type { DeployedStack } from '../../assembly/types';

/**
 * The value of a stack output, whichever stack has it.
 *
 * @throws Error that lists the outputs there are
 */
export function outputOf(stacks: readonly DeployedStack[], name: string): string {
  const outputs = stacks.flatMap((stack) => stack.outputs);
  const found = outputs.find((output) => output.name === name);
  if (found !== undefined) return found.value;
  const known = outputs.map((output) => output.name).join(', ');
  throw new Error(`no stack has an output '${name}', only: ${known}`);
}
