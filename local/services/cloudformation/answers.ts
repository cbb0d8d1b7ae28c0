import type { DeployedOutput } from '../../../assembly/types';
import { memberElements } from '../../protocols/query-xml';
import { optional, timestamp } from './operation-parts';
import type { ChangeSetView, ChangeView, EventView, ResourceView, StackView } from './stack-view';

/**
 * The structure `Stack`. Tags, notification ARNs and the rollback configuration are there although they are empty; outputs, parameters
 * and capabilities are not (**observed**: aws-cli#3247). The protection is told of every stack, listed or named (**observed**:
 * delstack#74; older answers had it for a named stack alone).
 */
export function stackElement(stack: StackView): object {
  const { name, id, description, outputs, parameters, tags, capabilities } = stack;
  return {
    StackId: id,
    StackName: name,
    ...optional('Description', description),
    ...parametersElement(parameters),
    CreationTime: timestamp(stack.createdAt),
    ...optional('DeletionTime', stack.deletedAt && timestamp(stack.deletedAt)),
    ...optional('LastUpdatedTime', stack.updatedAt && timestamp(stack.updatedAt)),
    RollbackConfiguration: '',
    StackStatus: stack.status,
    ...optional('StackStatusReason', stack.reason),
    DisableRollback: stack.disableRollback,
    NotificationARNs: '',
    ...(capabilities.length === 0 ? {} : { Capabilities: memberElements(capabilities) }),
    ...(outputs.length === 0 ? {} : { Outputs: memberElements(outputs.map(outputElement)) }),
    ...optional('RoleARN', stack.roleArn),
    Tags: tagsElement(tags),
    EnableTerminationProtection: stack.terminationProtection,
    ...familyElement(stack),
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

function outputElement({ name, value, description, exportName }: DeployedOutput): object {
  return {
    OutputKey: name,
    OutputValue: value,
    ...optional('Description', description),
    ...optional('ExportName', exportName),
  };
}

/** The member `Parameters`, where there are some. */
export function parametersElement(parameters: ReadonlyMap<string, string>): object {
  const members = [...parameters].map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
  return members.length === 0 ? {} : { Parameters: memberElements(members) };
}

/** The member `Tags`. */
export function tagsElement(tags: ReadonlyMap<string, string>): object | '' {
  return memberElements([...tags].map(([Key, Value]) => ({ Key, Value })));
}

/** The structure `StackSummary`. */
export function summaryElement(stack: StackView): object {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ...optional('TemplateDescription', stack.description),
    CreationTime: timestamp(stack.createdAt),
    ...optional('LastUpdatedTime', stack.updatedAt && timestamp(stack.updatedAt)),
    ...optional('DeletionTime', stack.deletedAt && timestamp(stack.deletedAt)),
    StackStatus: stack.status,
    ...optional('StackStatusReason', stack.reason),
    ...familyElement(stack),
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

function familyElement({ parentId, rootId }: StackView): object {
  return { ...optional('ParentId', parentId), ...optional('RootId', rootId) };
}

/** The structure `StackEvent`. */
export function eventElement(stack: StackView, event: EventView): object {
  return {
    StackId: stack.id,
    EventId: event.id,
    OperationId: event.operation,
    StackName: stack.name,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: timestamp(event.at),
    ResourceStatus: event.status,
    ...optional('ResourceStatusReason', event.reason),
    ...optional('ResourceProperties', event.properties && JSON.stringify(event.properties)),
    ...optional('ClientRequestToken', event.token),
  };
}

/** The structure `StackResource`, or of a list `StackResourceSummary`. */
export function resourceElement(stack: StackView, resource: ResourceView, time: string, more: object = {}): object {
  return {
    ...more,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    [time]: timestamp(resource.at),
    ResourceStatus: resource.status,
    ...optional('ResourceStatusReason', resource.reason),
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    ...(time === 'Timestamp' ? { StackId: stack.id, StackName: stack.name } : {}),
  };
}

/** What `DescribeChangeSet` answers. */
export function changeSetElement(set: ChangeSetView): object {
  return {
    ChangeSetName: set.name,
    ChangeSetId: set.id,
    StackId: set.stack.id,
    StackName: set.stack.name,
    ...optional('Description', set.description),
    ...parametersElement(set.parameters),
    CreationTime: timestamp(set.createdAt),
    ExecutionStatus: set.executionStatus,
    Status: set.status,
    ...optional('StatusReason', set.reason),
    NotificationARNs: '',
    RollbackConfiguration: '',
    ...(set.capabilities.length === 0 ? {} : { Capabilities: memberElements(set.capabilities) }),
    Tags: tagsElement(set.tags),
    Changes: memberElements(set.changes.map(changeElement)),
    IncludeNestedStacks: false,
    ...optional('OnStackFailure', set.onStackFailure),
    ...optional('ImportExistingResources', set.importExisting),
  };
}

function changeElement(change: ChangeView): object {
  const scopes = [...new Set(change.details.map(({ attribute }) => attribute))];
  return {
    Type: 'Resource',
    ResourceChange: {
      Action: change.action,
      LogicalResourceId: change.logicalId,
      ...optional('PhysicalResourceId', change.physicalId),
      ResourceType: change.type,
      ...optional('Replacement', change.replacement),
      Scope: memberElements(scopes),
      Details: memberElements(
        change.details.map(({ attribute, name, recreation }) => ({
          Target: { Attribute: attribute, ...optional('Name', name), RequiresRecreation: recreation },
          Evaluation: 'Static',
          ChangeSource: 'DirectModification',
        })),
      ),
    },
  };
}
