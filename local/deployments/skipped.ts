import { nestedStack } from '../resources/cloudformation/nested-stack';
import { ServiceError } from '../shared/service-error';
import type { StackRecord } from './stack-record';
import type { StackResource } from './stack-resource';

/**
 * A resource that could not be given back what it had. Its stack believes that it has what the template says, so that a deployment which
 * changes nothing of it does not write it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html documented: ResourcesToSkip, its
 *   status, and that it is not what the template says. That nothing but a change of the template writes it is unconfirmed.
 */
export function leaveAsItIs(stack: StackRecord, before: StackResource): void {
  const { logicalId, type } = before.resource;
  const { ref } = stack.resources.get(logicalId)?.resource ?? before.resource;
  const kept = { ...before, resource: { ...before.resource, ref }, status: 'UPDATE_COMPLETE' as const };
  stack.resources.set(logicalId, kept);
  // By this sentence the CDK CLI knows what was skipped (observed).
  const why = { status: 'UPDATE_COMPLETE' as const, reason: 'Resource skipped during UpdateRollback' };
  stack.tell({ logicalId, type, physicalId: ref, ...why, properties: before.resource.properties });
}

/**
 * Whether resources may be skipped where a rollback goes on.
 *
 * @param find other stacks, by name or ID
 * @throws ServiceError `ValidationError`, unless each of them has failed in the rollback (**documented** there; the words are unconfirmed)
 */
export function checkSkipped(
  stack: StackRecord,
  ids: readonly string[],
  find: (nameOrId: string) => StackRecord | undefined,
): void {
  const others = ids.filter((id) => !mayBeSkipped(stack, id, find));
  if (others.length === 0) return;
  throw new ServiceError(
    'ValidationError',
    `[${others.join(', ')}] in ResourcesToSkip did not fail in the rollback of ${stack.name}, and can not be skipped.`,
  );
}

function mayBeSkipped(stack: StackRecord, id: string, find: (nameOrId: string) => StackRecord | undefined): boolean {
  const [name = '', logicalId] = id.split('.');
  if (logicalId !== undefined) {
    const within = find(name);
    return within?.rootId === (stack.rootId ?? stack.id) && mayBeSkipped(within, logicalId, find);
  }
  // The latest event tells: what failed in the update, and was given back what it had, has succeeded since.
  if (id === stack.name || stack.lastStatusOf(id) !== 'UPDATE_FAILED') return false;
  const { type, ref = '' } = stack.resources.get(id)?.resource ?? {};
  // Documented there: a stack as a whole is skipped where it is deleted alone.
  return type !== nestedStack.type || /^DELETE_/.test(find(ref)?.status ?? 'DELETE_COMPLETE');
}

/**
 * Of the resources that are skipped in a rollback those that a stack within it has (**documented** there: `NestedStackName.ResourceLogicalID`),
 * and those of the stacks within that.
 */
export function skippedIn(
  { name }: Pick<StackRecord, 'name'>,
  { skipping }: Pick<StackRecord, 'skipping'>,
): ReadonlySet<string> {
  const within = [...skipping].filter((id) => id.includes('.'));
  const own = within.filter((id) => id.startsWith(`${name}.`)).map((id) => id.slice(name.length + 1));
  return new Set([...own, ...within]);
}
