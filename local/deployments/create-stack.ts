import { type Adopting, nothingToAdopt } from './adoption';
import type { Engine } from './engine';
import { reasonOf } from './engine';
import { exportsProblem } from './exports';
import { inOrderOfDeletion, letGo, removeAll } from './removal';
import type { Desired, StackRecord } from './stack-record';
import { TemplateApplication } from './template-application';
import type { Failure } from './undo';

/** What becomes of a stack whose creation fails (**documented**: `OnStackFailure`). */
export type OnFailure = 'ROLLBACK' | 'DO_NOTHING' | 'DELETE';

/**
 * Creates a stack's resources, and ends in one of its final states.
 *
 * @throws AssemblyError before anything is made, for a template in which resources wait for each other
 */
export async function createStack(
  stack: StackRecord,
  desired: Desired,
  engine: Engine,
  onFailure: OnFailure = 'ROLLBACK',
  adopting: Adopting = nothingToAdopt,
): Promise<readonly Failure[]> {
  const application = new TemplateApplication(stack, desired, engine, adopting);
  stack.desired = desired;
  stack.coming = desired;
  stack.importing = application.imports.used;
  stack.enter('CREATE_IN_PROGRESS', 'User Initiated');
  await application.run();
  const failures = [...application.failures, ...(application.failures.length === 0 ? finish(application) : [])];
  if (failures.length === 0) {
    stack.enter('CREATE_COMPLETE');
    return failures;
  }
  const reason = failureReason(stack, failures);
  if (onFailure === 'DO_NOTHING') stack.enter('CREATE_FAILED', reason);
  else
    await rollBackCreation(
      stack,
      engine,
      `${reason}${onFailure === 'DELETE' ? 'Delete' : 'Rollback'} requested by user.`,
    );
  if (onFailure === 'DELETE' && stack.status === 'ROLLBACK_COMPLETE') stack.enter('DELETE_COMPLETE');
  return failures;
}

/** Takes away what a creation has made, what `RetainExceptOnCreate` keeps at other times too. What it has adopted stays. */
export async function rollBackCreation(stack: StackRecord, engine: Engine, reason: string): Promise<void> {
  stack.enter('ROLLBACK_IN_PROGRESS', reason);
  letGo(stack);
  const leaving = inOrderOfDeletion(stack).map((gone) => ({ gone, policy: gone.deletionPolicy, justMade: true }));
  const { failures, left } = await removeAll(stack, leaving, engine);
  for (const id of [...stack.resources.keys()]) if (!left.has(id)) stack.resources.delete(id);
  if (failures.length > 0) {
    const failed = failures.map(({ logicalId }) => logicalId);
    stack.enter('ROLLBACK_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}]. `);
    return;
  }
  stack.importing = new Set();
  stack.enter('ROLLBACK_COMPLETE');
}

/** Takes over outputs and imports. What goes wrong there is the stack's own failure. */
export function finish(application: TemplateApplication): readonly Failure[] {
  const { stack, engine } = application;
  try {
    const outputs = application.outputs();
    engine.checkExports({ ...stack.deployed(), outputs });
    const problem = exportsProblem(stack, outputs, engine.others(stack));
    if (problem !== undefined) return [{ logicalId: stack.name, error: new Error(problem) }];
    stack.outputs = outputs;
    stack.imports = application.imports.used;
    stack.importing = new Set();
    stack.desired = application.desired;
    return [];
  } catch (error) {
    return [{ logicalId: stack.name, error }];
  }
}

/** CloudFormation's own sentences (**observed**: aws-cdk#6543), or the stack's own reason. */
export function failureReason(stack: StackRecord, failures: readonly Failure[]): string {
  const own = failures.find(({ logicalId }) => logicalId === stack.name);
  if (own !== undefined) return `${reasonOf(own.error)}. `;
  const failed = (status: string) =>
    failures.map(({ logicalId }) => logicalId).filter((id) => stack.lastStatusOf(id) === status);
  const sentence = (verb: string, ids: readonly string[]) =>
    ids.length === 0 ? '' : `The following resource(s) failed to ${verb}: [${ids.join(', ')}]. `;
  // Of an import the sentence is unconfirmed.
  return ['create', 'update', 'import'].map((verb) => sentence(verb, failed(`${verb.toUpperCase()}_FAILED`))).join('');
}
