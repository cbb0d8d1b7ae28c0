import type { Engine } from './engine';
import { exportsProblem } from './exports';
import { inOrderOfDeletion, removeAll } from './removal';
import type { StackRecord } from './stack-record';

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
  stack.enter('DELETE_IN_PROGRESS', 'User Initiated');
  const inUse = exportsProblem(stack, [], engine.others(stack));
  if (inUse !== undefined) {
    stack.enter('DELETE_FAILED', inUse);
    return;
  }
  const leaving = inOrderOfDeletion(stack).map((gone) => {
    const policy = retain.has(gone.resource.logicalId) ? ('Retain' as const) : gone.deletionPolicy;
    // Whatever a failed creation has left was made by it.
    return { gone, policy, justMade: stack.madeByFailedCreation };
  });
  const failed = await removeAll(stack, leaving, engine);
  const stuck = new Set(failed.map(({ logicalId }) => logicalId));
  for (const id of [...stack.resources.keys()]) if (!stuck.has(id)) stack.resources.delete(id);
  if (failed.length > 0) {
    stack.enter('DELETE_FAILED', `The following resource(s) failed to delete: [${[...stuck].join(', ')}]. `);
    return;
  }
  stack.outputs = [];
  stack.imports = new Set();
  stack.enter('DELETE_COMPLETE');
}
