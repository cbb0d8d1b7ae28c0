import type { Engine } from './engine';
import { letGo, removeAll } from './removal';
import type { StackRecord } from './stack-record';

const cleaning = { UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'UPDATE_COMPLETE' } as const;
const cleaningRollback = { UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'UPDATE_ROLLBACK_COMPLETE' } as const;

/**
 * Ends an update, or its rollback: deletes what it has left, and has the stacks within it do so too, which have waited for that. That a stack
 * deletes its own first is **unconfirmed**.
 */
export async function cleanUp(stack: StackRecord, engine: Engine): Promise<void> {
  const { status } = stack;
  await removeLeaving(stack, engine);
  for (const child of childrenOf(stack, engine)) {
    if (!child.waitsForParent) continue;
    child.actor = stack.actor;
    await cleanUp(child, engine);
  }
  if (status in cleaningRollback) {
    const adopted = (stack.undo?.updates ?? []).flat().filter(({ kind }) => kind === 'adopted');
    letGo(stack, new Set(adopted.flatMap((change) => (change.kind === 'adopted' ? [idOf(change)] : []))));
  }
  stack.undo = undefined;
  stack.waitsForParent = false;
  const ended = { ...cleaning, ...cleaningRollback }[status as keyof typeof cleaning];
  if (ended === undefined) return;
  if (status in cleaningRollback) stack.importing = new Set();
  stack.enter(ended);
}

/**
 * Deletes what an operation has left. Also what could not be deleted is the stack's no longer: CloudFormation tries again and then lets it be
 * (**documented**).
 */
export async function removeLeaving(stack: StackRecord, engine: Engine): Promise<void> {
  const { leaving } = stack;
  if (leaving.length === 0) return;
  await removeAll(stack, leaving, engine);
  for (const { gone } of leaving) {
    const { logicalId, ref } = gone.resource;
    if (stack.resources.get(logicalId)?.resource.ref === ref) stack.resources.delete(logicalId);
  }
  stack.leaving = [];
}

/** The stacks that are resources of a stack. */
export function childrenOf(stack: Pick<StackRecord, 'id'>, engine: Pick<Engine, 'others'>): readonly StackRecord[] {
  return engine.others(stack as StackRecord).filter(({ parentId }) => parentId === stack.id);
}

const idOf = ({ made }: { readonly made: { readonly resource: { readonly logicalId: string } } }) =>
  made.resource.logicalId;
