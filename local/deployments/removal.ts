import { dependencyOrder } from '../../assembly/dependency-order';
import { type Engine, reasonOf } from './engine';
import type { StackRecord } from './stack-record';
import type { Leaving, StackResource } from './stack-resource';
import type { Failure } from './undo';

/** What a deletion comes to. */
export interface Removed {
  readonly failures: readonly Failure[];
  /** Logical IDs that are still there against the template's will. */
  readonly left: ReadonlySet<string>;
}

/**
 * Deletes resources, one after the other, or lets those be that are to be kept. One that can't be deleted keeps those that it waits for:
 * the function of a custom resource is there to be asked again. That CloudFormation deletes what depends on another before that other is
 * **documented** ("DependsOn"); that it therefore does not begin with the latter is **unconfirmed**.
 *
 * @param leaving each before what it waits for
 * @returns what could not be deleted, and what was kept for it
 */
export async function removeAll(stack: StackRecord, leaving: readonly Leaving[], engine: Engine): Promise<Removed> {
  const failures: Failure[] = [];
  const held = new Set<string>();
  const hold = ({ waitsFor }: StackResource) => {
    for (const id of waitsFor) held.add(id);
  };
  for (const one of leaving) {
    const { gone, policy, justMade = false } = one;
    const { resource } = gone;
    const { logicalId, type, ref: physicalId } = resource;
    const told = { logicalId, physicalId, type };
    const standing = stack.resources.get(logicalId);
    // What its function still calls so is what stands now.
    if (standing !== undefined && standing !== gone && standing.resource.ref === physicalId) continue;
    if (policy === 'Retain' || (policy === 'RetainExceptOnCreate' && !justMade)) {
      stack.tell({ ...told, status: 'DELETE_SKIPPED' });
      continue;
    }
    if (held.has(logicalId)) {
      hold(gone);
      continue;
    }
    stack.tell({ ...told, status: 'DELETE_IN_PROGRESS' });
    try {
      await engine.permit(stack, { step: 'delete', resource })();
      stack.tell({ ...told, status: 'DELETE_COMPLETE' });
      stack.leaving = stack.leaving.filter((other) => other !== one);
    } catch (error) {
      const reason = reasonOf(error);
      stack.tell({ ...told, status: 'DELETE_FAILED', reason });
      if (standing === gone)
        stack.resources.set(logicalId, { ...gone, status: 'DELETE_FAILED', ...stack.shown({ reason }) });
      failures.push({ logicalId, error });
      hold(gone);
    }
  }
  return { failures, left: new Set([...failures.map(({ logicalId }) => logicalId), ...held]) };
}

/**
 * Takes out of a stack what it has adopted, and leaves it as it is.
 *
 * @param ids without it, whatever is adopted
 */
export function letGo(stack: StackRecord, ids?: ReadonlySet<string>): void {
  for (const { resource, adopted } of inOrderOfDeletion(stack)) {
    const { logicalId, type, ref: physicalId } = resource;
    if (!adopted || ids?.has(logicalId) === false) continue;
    stack.tell({ logicalId, type, physicalId, status: 'IMPORT_ROLLBACK_IN_PROGRESS' });
    stack.resources.delete(logicalId);
    stack.tell({ logicalId, type, physicalId, status: 'IMPORT_ROLLBACK_COMPLETE' });
  }
}

/** A stack's resources, each before what it waited for when it was made or changed last. */
export function inOrderOfDeletion(stack: StackRecord): readonly StackResource[] {
  const { resources } = stack;
  const waitsFor = (id: string) => resources.get(id)?.waitsFor ?? [];
  let ids: readonly string[] = [...resources.keys()];
  try {
    ids = dependencyOrder(ids, waitsFor, (path) => new Error(path.join(' → ')));
  } catch {
    // Halfway between two templates resources may wait for each other: then what was made last goes first.
  }
  return ids.toReversed().flatMap((id) => resources.get(id) ?? []);
}

/** What replacements of updates that were neither completed nor rolled back have left beside what stands. */
export function replacedAndLeft({ undo, resources }: StackRecord): readonly Leaving[] {
  const changes = undo?.updates.flat() ?? [];
  return changes
    .flatMap((change): readonly Leaving[] => {
      if (change.kind !== 'replaced') return [];
      const { before, made } = change;
      return [
        { gone: before, policy: before.updateReplacePolicy },
        { gone: made, policy: made.deletionPolicy, justMade: true },
      ];
    })
    .filter(({ gone: { resource } }) => resources.get(resource.logicalId)?.resource.ref !== resource.ref)
    .reverse();
}
