import { ServiceError } from '../shared/service-error';
import type { StackRecord } from './stack-record';

/** Where a stack can be updated from (**documented**: "Stack status codes"). */
const updatable = [
  ...['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'],
  ...['IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'],
  ...['CREATE_FAILED', 'UPDATE_FAILED'],
];

/** @throws ServiceError `ValidationError` */
export function checkUpdatable(stack: StackRecord): void {
  // A stack whose import failed has nothing to be updated (unconfirmed: deleted, it can be imported again).
  if (!updatable.includes(stack.status) || stack.desired === undefined) throw notIn(stack, 'can not be updated');
}

/**
 * A rollback goes on at the stack at the top, for all within it (**documented**: `ContinueUpdateRollback`; of `RollbackStack`, and the words,
 * **unconfirmed**).
 *
 * @throws ServiceError `ValidationError`
 */
export function checkNotNested(stack: StackRecord): void {
  if (stack.rootId === undefined) return;
  throw invalid(`Stack [${stack.id}] is a nested stack: its root stack [${stack.rootId}] is rolled back`);
}

/** @throws ServiceError `ValidationError`: something goes on with the stack */
export function checkAtRest(stack: StackRecord): void {
  if (stack.busy) throw notIn(stack, 'can not be updated');
}

/** The words are **observed**: aws-cdk#12382. */
export const notIn = (stack: StackRecord, what: string) =>
  invalid(`Stack:${stack.id} is in ${stack.status} state and ${what}.`);
export const invalid = (message: string) => new ServiceError('ValidationError', message);

const noUpdates = 'No updates are to be performed.';

/** What an update comes to by which nothing changes (**observed**: aws-cli and the CDK know it by its words). */
export function nothingToUpdate(): ServiceError {
  return invalid(noUpdates);
}

/** Whether something is that. */
export function isNothingToUpdate(error: unknown): boolean {
  return error instanceof ServiceError && error.message === noUpdates;
}
