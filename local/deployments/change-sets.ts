import { randomUUID } from 'node:crypto';
import type { ChangeSetRequest, ChangeSetView } from '../services/cloudformation/stack-view';
import type { Engine } from './engine';
import { changesBeside, plannedChanges } from './planned-changes';
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
}

/** **Observed**, the CDK CLI knows a change set without changes by this sentence. */
const nothingChanges =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** Makes a change set of a stack. One in which nothing changes is there, and has failed. */
export function makeChangeSet(
  stack: StackRecord,
  request: ChangeSetRequest,
  desired: Desired,
  engine: Engine,
): ChangeSet {
  const { partition, region, account } = stack;
  const changes = plannedChanges(stack, desired, engine.account, engine.importsOf(stack));
  // A stack that stopped halfway is not what its template says.
  const halfway = stack.status === 'CREATE_FAILED' || stack.status === 'UPDATE_FAILED';
  const empty = changes.length === 0 && !halfway && !changesBeside(stack, desired);
  return {
    id: `arn:${partition}:cloudformation:${region}:${account}:changeSet/${request.changeSetName}/${randomUUID()}`,
    name: request.changeSetName,
    ...{ stack, request, desired, changes },
    createdAt: stack.now(),
    status: empty ? 'FAILED' : 'CREATE_COMPLETE',
    ...(empty && { reason: nothingChanges }),
    executionStatus: empty ? 'UNAVAILABLE' : 'AVAILABLE',
  };
}

/** A change set as CloudFormation tells of it. */
export function changeSetView({ stack, request, desired, ...set }: ChangeSet): ChangeSetView {
  const { description, onStackFailure } = request;
  return {
    ...set,
    stack: { name: stack.name, id: stack.id },
    ...(description !== undefined && { description }),
    ...(onStackFailure !== undefined && { onStackFailure }),
    parameters: shownParameters(desired.template, desired.parameters),
    tags: desired.tags,
    capabilities: desired.capabilities,
    template: desired.text,
  };
}
