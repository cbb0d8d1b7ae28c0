import type { StackView } from '../services/cloudformation/stack-view';
import type { StackRecord } from './stack-record';
import { shownParameters } from './template-view';

/** A stack as CloudFormation tells of it. */
export function viewOf(stack: StackRecord): StackView {
  const { name, id, createdAt, updatedAt, deletedAt, status, reason, outputs, desired, events } = stack;
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
    events: [...events],
  };
}
