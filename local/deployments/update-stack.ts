import { type Adopting, nothingToAdopt } from './adoption';
import { cleanUp, removeLeaving } from './cleanup';
import { failureReason, finish } from './create-stack';
import { type Engine, reasonOf } from './engine';
import { inOrderOfDeletion } from './removal';
import { withChange } from './resource-steps';
import { leaveAsItIs } from './skipped';
import type { Desired, StackRecord } from './stack-record';
import type { Leaving, StackResource } from './stack-resource';
import { TemplateApplication } from './template-application';
import type { Change, Failure } from './undo';

/** When what an operation has left is deleted. */
export type Cleanup = 'now' | 'with its parent';

/**
 * Makes a stack what is desired now; where that fails, what it was. What leaves is deleted last.
 *
 * @throws AssemblyError before anything is changed, for a template in which resources wait for each other
 */
export async function updateStack(
  stack: StackRecord,
  desired: Desired,
  engine: Engine,
  onFailure: 'ROLLBACK' | 'DO_NOTHING' = 'ROLLBACK',
  adopting: Adopting = nothingToAdopt,
  cleanup: Cleanup = 'now',
): Promise<readonly Failure[]> {
  const application = new TemplateApplication(stack, desired, engine, adopting);
  // What an earlier one that was complete was stopped at.
  if (stack.undo === undefined) await removeLeaving(stack, engine);
  const order = inOrderOfDeletion(stack);
  const earlier = stack.undo?.updates ?? [];
  stack.importing = application.imports.used;
  stack.updatedAt = stack.now();
  // From the beginning, and it grows with what is done: an update that ends with its process can be undone by the next one.
  const { outputs, imports } = stack;
  stack.undo = {
    updates: [...earlier, application.changes],
    was: stack.undo?.was ?? { desired: stack.desired, outputs, imports },
  };
  stack.coming = desired;
  stack.waitsForParent = false;
  stack.enter('UPDATE_IN_PROGRESS', 'User Initiated');
  await application.run();
  const failures = [...application.failures, ...(application.failures.length === 0 ? finish(application) : [])];
  if (failures.length > 0) {
    const reason = failureReason(stack, failures);
    if (onFailure === 'DO_NOTHING') stack.enter('UPDATE_FAILED', reason);
    else await rollBackUpdate(stack, engine, reason, new Set(), cleanup);
    return failures;
  }
  const wanted = new Set(application.wanted);
  const unwanted = order.filter(({ resource }) => !wanted.has(resource.logicalId));
  stack.leaving = [...unwanted.map(left), ...replacedBy([...earlier.flat(), ...application.changes])];
  stack.enter('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  if (cleanup === 'now') await cleanUp(stack, engine);
  else stack.waitsForParent = true;
  return failures;
}

const left = (gone: StackResource): Leaving => ({ gone, policy: gone.deletionPolicy });

function replacedBy(changes: readonly Change[]): readonly Leaving[] {
  return changes
    .flatMap((change) => (change.kind === 'replaced' ? [change.before] : []))
    .reverse()
    .map((gone) => ({ gone, policy: gone.updateReplacePolicy }));
}

/**
 * Gives a stack's resources back what they had, in the order in which they were changed, and then deletes what the update made.
 *
 * @param skip logical IDs that are left as they are (`ResourcesToSkip`)
 */
export async function rollBackUpdate(
  stack: StackRecord,
  engine: Engine,
  reason: string,
  skip: ReadonlySet<string> = new Set(),
  cleanup: Cleanup = 'now',
): Promise<void> {
  // The latest update is undone first; each in the order in which it did what it did.
  const changes = (stack.undo?.updates ?? []).toReversed().flat();
  stack.coming = undefined;
  stack.skipping = skip;
  stack.waitsForParent = false;
  stack.leaving = [];
  stack.enter('UPDATE_ROLLBACK_IN_PROGRESS', reason);
  const failed: Failure[] = [];
  for (const change of changes) {
    if (change.kind === 'created' || change.kind === 'adopted') continue;
    const { before } = change;
    if (skip.has(idOf(change))) {
      leaveAsItIs(stack, before);
      continue;
    }
    const asked = change.kind === 'updated' ? change.after : change.byUpdate && change.made;
    if (asked === undefined) stack.resources.set(before.resource.logicalId, before);
    else {
      const failure = await giveBack(stack, asked, before, engine);
      if (failure !== undefined) failed.push(failure);
    }
  }
  if (failed.length > 0) {
    const ids = failed.map(({ logicalId }) => logicalId).join(', ');
    stack.enter('UPDATE_ROLLBACK_FAILED', `The following resource(s) failed to update: [${ids}]. `);
    return;
  }
  Object.assign(stack, stack.undo?.was);
  const made = changes
    .flatMap((change) => (change.kind === 'updated' || change.kind === 'adopted' ? [] : [change]))
    .filter((change) => change.kind === 'created' || !skip.has(idOf(change)))
    .reverse();
  stack.leaving = made.map(({ made: gone }) => ({ gone, policy: gone.deletionPolicy, justMade: true }));
  stack.enter('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  if (cleanup === 'now') await cleanUp(stack, engine);
  else stack.waitsForParent = true;
}

async function giveBack(
  stack: StackRecord,
  { resource: after }: StackResource,
  before: StackResource,
  engine: Engine,
): Promise<Failure | undefined> {
  const { logicalId, type, ref: physicalId } = after;
  // An earlier rollback, which failed elsewhere, has given it back already.
  if (stack.resources.get(logicalId) === before) return undefined;
  const told = { logicalId, physicalId, type, properties: before.resource.properties };
  stack.tell({ ...told, status: 'UPDATE_IN_PROGRESS' });
  try {
    // What was refused before anything was done has nothing to give back.
    const asked = { ...before.resource, ref: physicalId };
    const nothing = after === before.resource;
    const made = nothing ? undefined : await engine.permit(stack, { step: 'update', resource: asked, before: after })();
    // A function is asked with the ID that it gave last (the request's ID is unconfirmed, that there is one observed: aws-cdk#29581), and may give another.
    const resource = withChange(before.resource, made);
    stack.resources.set(logicalId, resource.ref === before.resource.ref ? before : { ...before, resource });
    stack.tell({ ...told, physicalId: resource.ref, status: 'UPDATE_COMPLETE' });
    return undefined;
  } catch (error) {
    stack.tell({ ...told, status: 'UPDATE_FAILED', reason: reasonOf(error) });
    return { logicalId, error };
  }
}

const idOf = (change: Change) =>
  (change.kind === 'created' || change.kind === 'adopted' ? change.made : change.before).resource.logicalId;
