import { resourceOrder } from '../../assembly/template-dependencies';
import { type Engine, reasonOf } from './engine';
import type { StackRecord } from './stack-record';
import type { RetentionPolicy, StackResource } from './stack-resource';
import type { Failure } from './undo';

/** A resource that is to go, and by which policy. */
export interface Leaving {
  readonly gone: StackResource;
  readonly policy: RetentionPolicy;
  /** Whether the operation that is undone made it: then `RetainExceptOnCreate` does not keep it (**documented**). */
  readonly justMade?: boolean;
}

/**
 * Deletes resources, one after the other, or lets those be that are to be kept. One that can't be deleted keeps none of the others.
 *
 * @param leaving each before what it waits for
 * @returns what could not be deleted
 */
export async function removeAll(
  stack: StackRecord,
  leaving: readonly Leaving[],
  engine: Engine,
): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  for (const { gone, policy, justMade = false } of leaving) {
    const { resource } = gone;
    const { logicalId, type, ref: physicalId } = resource;
    const told = { logicalId, physicalId, type };
    if (policy === 'Retain' || (policy === 'RetainExceptOnCreate' && !justMade)) {
      stack.tell({ ...told, status: 'DELETE_SKIPPED' });
      continue;
    }
    stack.tell({ ...told, status: 'DELETE_IN_PROGRESS' });
    try {
      await engine.typeOf(type)?.remove(resource, engine.account);
      stack.tell({ ...told, status: 'DELETE_COMPLETE' });
    } catch (error) {
      stack.tell({ ...told, status: 'DELETE_FAILED', reason: reasonOf(error) });
      failures.push({ logicalId, error });
    }
  }
  return failures;
}

/** A stack's resources, each before what it waits for, by the template that is deployed. */
export function inOrderOfDeletion(stack: StackRecord): readonly StackResource[] {
  const order = stack.desired === undefined ? [] : resourceOrder(stack.desired.template, stack.name);
  const place = (resource: StackResource) => order.indexOf(resource.resource.logicalId);
  return [...stack.resources.values()].sort((one, other) => place(other) - place(one));
}
