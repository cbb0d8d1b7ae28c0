import type { StackStatus } from '../services/cloudformation/stack-status';
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
  // The update is complete. What it was to delete is the stack's still, and goes with the next update.
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'UPDATE_COMPLETE',
  UPDATE_ROLLBACK_IN_PROGRESS: 'UPDATE_ROLLBACK_FAILED',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'UPDATE_ROLLBACK_FAILED',
  // An import has changed no resource: the stack lets go of those that it had begun to take over.
  IMPORT_IN_PROGRESS: 'IMPORT_ROLLBACK_COMPLETE',
  IMPORT_ROLLBACK_IN_PROGRESS: 'IMPORT_ROLLBACK_COMPLETE',
};

/** Ends what was going on at a stack when the process ended that kept it. */
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
      ...{ logicalId, physicalId, type, reason },
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
