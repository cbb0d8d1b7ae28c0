import { rollBackCreation } from './create-stack';
import { deleteStack } from './delete-stack';
import type { Deployments } from './deployments';
import { reasonOf } from './engine';
import { changesBeside, plannedChanges } from './planned-changes';
import type { Desired, StackRecord } from './stack-record';
import { rollBackUpdate, updateStack } from './update-stack';

/** Of these nothing stands that anybody could want to keep: the CDK CLI deletes such a stack and creates it again (observed). */
const neverStood = new Set([
  'CREATE_FAILED',
  'ROLLBACK_FAILED',
  'ROLLBACK_COMPLETE',
  'REVIEW_IN_PROGRESS',
  'DELETE_FAILED',
]);

/**
 * Makes a stack that was kept what its assembly says now; where nothing of it changes, nothing happens. Where that fails it is rolled back.
 *
 * @param onProblem told why it is not what it should be
 * @returns `gone` where it never stood whole, and was deleted: then it is to be created
 */
export async function redeployStack(
  stack: StackRecord,
  desired: Desired,
  deployments: Deployments,
  onProblem: (problem: string) => void = () => {},
): Promise<'gone' | 'there'> {
  stack.actor = undefined;
  stack.token = undefined;
  try {
    if (neverStood.has(stack.status)) {
      if (stack.status === 'CREATE_FAILED') await rollBackCreation(stack, deployments, 'User Initiated');
      await deleteStack(stack, deployments);
      // `enter` has changed it since it was looked at.
      if ((stack.status as StackRecord['status']) === 'DELETE_COMPLETE') return 'gone';
      onProblem(`${stack.name} could not be deleted to be created again: ${stack.reason ?? ''}`);
      return 'there';
    }
    if (stack.status === 'UPDATE_ROLLBACK_FAILED') await rollBackUpdate(stack, deployments, 'User Initiated');
    if (!changes(stack, desired, deployments)) {
      moveTo(stack, desired, deployments);
      return 'there';
    }
    const failures = await updateStack(stack, desired, deployments);
    for (const { logicalId, error } of failures) {
      onProblem(`${stack.name} was not updated, and is as it was before: ${logicalId}: ${reasonOf(error)}`);
    }
  } catch (error) {
    onProblem(`${stack.name} was not updated, and is as it was before: ${reasonOf(error)}`);
  }
  return 'there';
}

function changes(stack: StackRecord, desired: Desired, deployments: Deployments): boolean {
  const halfway = stack.status === 'UPDATE_FAILED' || [...stack.resources.values()].some(isFailed);
  if (halfway || changesBeside(stack, desired)) return true;
  return plannedChanges(stack, desired, deployments).length > 0;
}

const isFailed = ({ status }: { readonly status: string }) => status.endsWith('_FAILED');

/** What was synthesized again lies elsewhere, whatever it says. */
function moveTo(stack: StackRecord, desired: Desired, deployments: Deployments): void {
  stack.desired = desired;
  for (const [id, standing] of stack.resources) {
    const resource = { ...standing.resource, assets: desired.assets };
    stack.resources.set(id, { ...standing, resource });
    deployments.moved(resource);
  }
}
