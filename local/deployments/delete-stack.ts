import type { Engine } from './engine';
import { exportInUse } from './exports';
import { inOrderOfDeletion, removeAll, replacedAndLeft } from './removal';
import type { StackRecord } from './stack-record';
import type { Leaving, StackResource } from './stack-resource';

/**
 * Deletes a stack and its resources, but for those that are to be kept. A stack whose exports are in use is not deleted.
 *
 * @param retain logical IDs that are kept, where they could not be deleted before (`RetainResources`)
 */
export async function deleteStack(
  stack: StackRecord,
  engine: Engine,
  retain: ReadonlySet<string> = new Set(),
): Promise<void> {
  const { status } = stack;
  stack.enter('DELETE_IN_PROGRESS', 'User Initiated');
  const inUse = exportInUse(stack, engine.others(stack));
  if (inUse !== undefined) {
    stack.enter(status, inUse);
    return;
  }
  const former = [...replacedAndLeft(stack), ...stack.leaving.filter(({ gone }) => isBeside(stack, gone))];
  const leaving = inOrderOfDeletion(stack).flatMap((gone): readonly Leaving[] => {
    const { logicalId } = gone.resource;
    const policy = retain.has(logicalId) ? ('Retain' as const) : gone.deletionPolicy;
    // Whatever a failed creation has left was made by it, but for what it had adopted.
    const standing = { gone, policy, justMade: stack.madeByFailedCreation && !gone.adopted };
    return [standing, ...former.filter((one) => one.gone.resource.logicalId === logicalId)];
  });
  const { failures, left: stuck } = await removeAll(stack, leaving, engine);
  for (const id of [...stack.resources.keys()]) if (!stuck.has(id)) stack.resources.delete(id);
  if (failures.length > 0) {
    const failed = failures.map(({ logicalId }) => logicalId);
    stack.enter('DELETE_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}]. `);
    return;
  }
  stack.undo = undefined;
  stack.leaving = [];
  stack.outputs = [];
  stack.imports = new Set();
  stack.enter('DELETE_COMPLETE');
}

/** Whether something else stands where it was. */
function isBeside(stack: StackRecord, { resource }: StackResource): boolean {
  return stack.resources.get(resource.logicalId)?.resource.ref !== resource.ref;
}
