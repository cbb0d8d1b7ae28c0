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
 * @throws ServiceError `ValidationError`, unless each of them has failed in the rollback (**documented** there; the words are unconfirmed)
 */
export function checkSkipped(stack: StackRecord, ids: readonly string[]): void {
  // The latest event tells: what failed in the update, and was given back what it had, has succeeded since.
  const others = ids.filter((id) => id === stack.name || stack.lastStatusOf(id) !== 'UPDATE_FAILED');
  if (others.length === 0) return;
  throw new ServiceError(
    'ValidationError',
    `[${others.join(', ')}] in ResourcesToSkip did not fail in the rollback of ${stack.name}, and can not be skipped.`,
  );
}
