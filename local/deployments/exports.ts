import type { DeployedOutput } from '../../assembly/types';
import type { StackRecord } from './stack-record';

/** An export of a stack. */
export interface Exported {
  readonly name: string;
  readonly value: string;
  /** Set where the value comes of a placeholder. */
  readonly inert?: true;
  readonly stack: StackRecord;
}

/** What stacks export. */
export function exportsOf(stacks: readonly StackRecord[]): readonly Exported[] {
  return stacks.flatMap((stack) =>
    stack.outputs.flatMap(({ exportName, value, inert }) =>
      exportName === undefined ? [] : [{ name: exportName, value, stack, ...(inert && { inert }) }],
    ),
  );
}

/** The stacks that use an export, also those that are about to. */
export function importersOf(name: string, stacks: readonly StackRecord[]): readonly StackRecord[] {
  return stacks.filter(({ imports, importing }) => imports.has(name) || importing.has(name));
}

/**
 * Why a stack is not deleted: another one uses an export of it. The words are **observed**: iam-identity-center-team#474; that the stack
 * is then what it was before, rlister/stax#40.
 */
export function exportInUse(stack: StackRecord, others: readonly StackRecord[]): string | undefined {
  for (const { name } of exportsOf([stack])) {
    const users = importersOf(name, others).map((user) => user.name);
    if (users.length === 0) continue;
    const by = users.length === 1 ? users[0] : `${users.slice(0, -1).join(', ')} and ${users.at(-1)}`;
    return `Delete canceled. Cannot delete export ${name} as it is in use by ${by}.`;
  }
  return undefined;
}

/**
 * Why outputs can't be a stack's: an export that another stack uses would go, or would get another value (**observed**: aws-cdk#7602,
 * #3414, the words too).
 *
 * @param outputs those that the stack would have
 */
export function exportsProblem(
  stack: StackRecord,
  outputs: readonly DeployedOutput[],
  others: readonly StackRecord[],
): string | undefined {
  for (const { name, value } of exportsOf([stack])) {
    const users = importersOf(name, others);
    if (users.length === 0) continue;
    const next = outputs.find(({ exportName }) => exportName === name);
    const by = users.map((user) => user.name).join(', ');
    if (next === undefined) return `Export ${name} cannot be deleted as it is in use by ${by}`;
    if (next.value !== value) return `Export ${name} cannot be updated as it is in use by ${by}`;
  }
  return undefined;
}
