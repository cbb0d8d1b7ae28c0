import { uuid } from '../../assembly/physical-name';
import type { EventView, StackView } from '../services/cloudformation/stack-view';
import type { StackEvent, StackRecord } from './stack-record';
import { shownParameters } from './template-view';

/** A stack as CloudFormation tells of it. */
export function viewOf(stack: StackRecord): StackView {
  const { name, id, createdAt, updatedAt, deletedAt, status, reason, outputs, desired } = stack;
  const description = desired?.template.Description;
  return {
    ...{ name, id, createdAt, status, outputs },
    ...(description !== undefined && { description }),
    ...(updatedAt !== undefined && { updatedAt }),
    ...(deletedAt !== undefined && { deletedAt }),
    ...(reason !== undefined && { reason }),
    parameters: desired === undefined ? new Map() : shownParameters(desired.template, desired.parameters),
    tags: desired?.tags ?? new Map(),
    capabilities: desired?.capabilities ?? [],
    ...(stack.roleArn !== undefined && { roleArn: stack.roleArn }),
    ...(stack.parentId !== undefined && { parentId: stack.parentId }),
    ...(stack.rootId !== undefined && { rootId: stack.rootId }),
    terminationProtection: stack.terminationProtection,
    disableRollback: stack.disableRollback,
    ...(desired !== undefined && { template: desired.text }),
    resources: [...stack.resources.values()].map((standing) => ({
      logicalId: standing.resource.logicalId,
      physicalId: standing.resource.ref,
      type: standing.resource.type,
      status: standing.status,
      ...(standing.reason !== undefined && { reason: standing.reason }),
      at: standing.at,
    })),
    // A history is long, and most who ask of a stack don't ask for it.
    get events() {
      return stack.history.map((event, index) => eventView(stack, event, index)).reverse();
    },
  };
}

function eventView(stack: StackRecord, event: StackEvent, index: number): EventView {
  const { logicalId, physicalId, status } = event;
  const unique = uuid(['event', stack.id, String(index)]);
  const own = logicalId === stack.name && physicalId === stack.id;
  return { ...event, id: own ? unique : `${logicalId}-${status}-${unique}` };
}
