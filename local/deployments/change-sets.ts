import { randomUUID } from 'node:crypto';
import type { ChangeSetRequest, ChangeSetView } from '../services/cloudformation/stack-view';
import { type Adopting, shown } from './adoption';
import type { Engine } from './engine';
import { changesBeside, plannedChanges } from './planned-changes';
import { plannedImports } from './planned-imports';
import type { Desired, StackRecord } from './stack-record';
import { shownParameters } from './template-view';

/** A change set: what a stack is to be, until it is told to be so. */
export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stack: StackRecord;
  readonly request: ChangeSetRequest;
  readonly desired: Desired;
  readonly createdAt: number;
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly reason?: string;
  executionStatus: ChangeSetView['executionStatus'];
  readonly changes: ChangeSetView['changes'];
  /** What is taken over and not made. */
  readonly adopting: Adopting;
}

/** **Observed**, the CDK CLI knows a change set without changes by this sentence. */
const nothingChanges =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/**
 * Makes a change set of a stack. One in which nothing changes, or which can't take over what is there, is there, and has failed.
 *
 * @throws ServiceError `ValidationError` for what can't be imported
 */
export function makeChangeSet(
  stack: StackRecord,
  request: ChangeSetRequest,
  desired: Desired,
  engine: Engine,
): ChangeSet {
  const { partition, region, account } = stack;
  const planned = plannedChanges(stack, desired, engine);
  const { adopting, problem } = plannedImports(stack, request, desired, engine, planned);
  const changes = planned.map((change) => {
    const identifier = adopting.get(change.logicalId);
    return identifier === undefined ? change : { ...change, action: 'Import' as const, physicalId: shown(identifier) };
  });
  // A stack that stopped halfway is not what its template says.
  const halfway = stack.status === 'CREATE_FAILED' || stack.status === 'UPDATE_FAILED';
  const empty = changes.length === 0 && !halfway && !changesBeside(stack, desired);
  const reason = problem ?? (empty ? nothingChanges : undefined);
  return {
    id: `arn:${partition}:cloudformation:${region}:${account}:changeSet/${request.changeSetName}/${randomUUID()}`,
    name: request.changeSetName,
    ...{ stack, request, desired, changes, adopting },
    createdAt: stack.now(),
    ...(reason === undefined
      ? { status: 'CREATE_COMPLETE', executionStatus: 'AVAILABLE' }
      : { status: 'FAILED', executionStatus: 'UNAVAILABLE', reason }),
  };
}

/** A change set as CloudFormation tells of it. */
export function changeSetView({ stack, request, desired, adopting: _, ...set }: ChangeSet): ChangeSetView {
  const { description, onStackFailure, importExisting } = request;
  return {
    ...set,
    stack: { name: stack.name, id: stack.id },
    ...(description !== undefined && { description }),
    ...(onStackFailure !== undefined && { onStackFailure }),
    ...(importExisting && { importExisting }),
    parameters: shownParameters(desired.template, desired.parameters),
    tags: desired.tags,
    capabilities: desired.capabilities,
    template: desired.text,
  };
}
