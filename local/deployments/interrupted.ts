import type { Resource } from '../resources/resource-type';
import type { StackStatus } from '../services/cloudformation/stack-status';
import type { KeptResource } from './kept-resource';
import type { StackRecord } from './stack-record';

const reason = 'The local cloud was stopped while this was going on.';

/**
 * What becomes of a stack at which something was going on: it has failed, as far as it went, so that it can be continued, rolled back or
 * deleted.
 */
const outcomes: Partial<Record<StackStatus, StackStatus>> = {
  CREATE_IN_PROGRESS: 'CREATE_FAILED',
  ROLLBACK_IN_PROGRESS: 'ROLLBACK_FAILED',
  DELETE_IN_PROGRESS: 'DELETE_FAILED',
  UPDATE_IN_PROGRESS: 'UPDATE_FAILED',
  // The update is complete. What it was to delete is the stack's still (`leaving`), and goes at the start, or with its next operation.
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'UPDATE_COMPLETE',
  UPDATE_ROLLBACK_IN_PROGRESS: 'UPDATE_ROLLBACK_FAILED',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'UPDATE_ROLLBACK_FAILED',
  // An import has changed no resource: the stack lets go of those that it had begun to take over.
  IMPORT_IN_PROGRESS: 'IMPORT_ROLLBACK_COMPLETE',
  IMPORT_ROLLBACK_IN_PROGRESS: 'IMPORT_ROLLBACK_COMPLETE',
};

/**
 * Ends what was going on at stacks when the process ended that kept them. A stack within another one that waited for its parent waits on,
 * unless that was complete: then its parent's next operation changes it again, or takes it back.
 *
 * @param restored a resource that was kept
 */
export function interruptAll(
  stacks: readonly StackRecord[],
  restored: (kept: KeptResource) => Resource<unknown>,
): void {
  const complete = new Set(
    stacks.flatMap(({ id, status }) => (status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' ? [id] : [])),
  );
  for (const stack of stacks) {
    if (stack.waitsForParent && !complete.has(stack.parentId ?? '')) continue;
    interrupt(stack);
    stack.waitsForParent = false;
  }
  for (const stack of stacks) takeIn(stack, stacks, restored);
}

/** A stack that was being made when the process ended is its parent's: it goes where that goes. */
function takeIn(
  child: StackRecord,
  stacks: readonly StackRecord[],
  restored: (kept: KeptResource) => Resource<unknown>,
): void {
  const parent = stacks.find(({ id }) => id === child.parentId);
  if (parent === undefined || child.status === 'DELETE_COMPLETE') return;
  if ([...parent.resources.values()].some(({ resource: { ref } }) => ref === child.id)) return;
  const begun = parent.history.findLast(
    ({ physicalId, status }) => physicalId === child.id && status === 'CREATE_FAILED',
  );
  if (begun === undefined || parent.resources.has(begun.logicalId)) return;
  const { logicalId, type, properties = {} } = begun;
  const { name: stackName, account, region, partition } = parent;
  const resource = restored({
    ...{ stackName, logicalId, type, ref: child.id, attributes: {}, account, region, partition },
    ...{ properties: properties as Record<string, unknown>, place: `${stackName}: ${logicalId}` },
  });
  const failed = { status: 'CREATE_FAILED', reason, at: parent.now() } as const;
  const policies = { deletionPolicy: 'Delete', updateReplacePolicy: 'Delete' } as const;
  const made = { resource, ...policies, ...failed, waitsFor: [] };
  parent.resources.set(logicalId, made);
  const { undo } = parent;
  if (undo === undefined) return;
  parent.undo = {
    ...undo,
    updates: [...undo.updates.slice(0, -1), [...(undo.updates.at(-1) ?? []), { kind: 'created', made }]],
  };
}

/** Ends what was going on at one stack. */
export function interrupt(stack: StackRecord): void {
  const outcome = stack.busy ? outcomes[stack.status] : undefined;
  if (outcome === undefined) return;
  const { history } = stack;
  const ids = new Set(history.map(({ logicalId }) => logicalId));
  for (const id of ids) {
    const last = history.findLast(({ logicalId }) => logicalId === id);
    if (id === stack.name || !last?.status.endsWith('_IN_PROGRESS')) continue;
    const { logicalId, physicalId, type } = last;
    stack.tell({
      ...{ logicalId, physicalId, type, reason, ...(last.properties && { properties: last.properties }) },
      status: last.status.replace('_IN_PROGRESS', '_FAILED') as typeof last.status,
    });
  }
  if (outcome === 'UPDATE_COMPLETE') stack.undo = undefined;
  if (outcome === 'IMPORT_ROLLBACK_COMPLETE') {
    const operation = history.at(-1)?.operation;
    const begun = history.filter((event) => event.operation === operation && event.status.startsWith('IMPORT'));
    for (const { logicalId } of begun) stack.resources.delete(logicalId);
    stack.importing = new Set();
  }
  stack.enter(outcome, reason);
}
