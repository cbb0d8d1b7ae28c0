import { stackQuestion } from '../../../policy/operations/cloudformation';
import type { AnyOperation, Call, Operation } from '../../http/operation';
import { memberElements, queryParameters } from '../../protocols/query-xml';
import { ServiceError } from '../../shared/service-error';
import { changeSetElement } from './answers';
import {
  type CloudFormationDependencies,
  callerOf,
  flag,
  oneOf,
  optional,
  questionAbout,
  required,
  structures,
  timestamp,
} from './operation-parts';
import { questionsBeside, type StackInput, stackInput, withTemplate } from './stack-request';
import type { ChangeSetView, ResourceToImport } from './stack-view';

interface CreateInput extends StackInput {
  readonly changeSetName: string;
  readonly type: 'CREATE' | 'UPDATE' | 'IMPORT';
  readonly resourcesToImport: readonly ResourceToImport[];
  readonly importExisting: boolean;
  readonly description?: string;
  readonly onStackFailure?: 'DELETE' | 'DO_NOTHING' | 'ROLLBACK';
}

/** `CreateChangeSet`. */
export function createChangeSet(parts: CloudFormationDependencies): Operation<CreateInput, object> {
  return {
    name: 'CreateChangeSet',
    signature: 'required',
    parse(request) {
      const parameters = queryParameters(request);
      const type = oneOf(parameters, 'ChangeSetType', ['CREATE', 'UPDATE', 'IMPORT']) ?? 'UPDATE';
      const description = parameters.get('Description');
      const onStackFailure = oneOf(parameters, 'OnStackFailure', ['DELETE', 'DO_NOTHING', 'ROLLBACK']);
      return {
        ...stackInput(parameters),
        changeSetName: changeSetName(parameters),
        type,
        resourcesToImport: toImport(parameters),
        importExisting: flag(parameters, 'ImportExistingResources') ?? false,
        ...(description !== undefined && { description }),
        ...(onStackFailure !== undefined && { onStackFailure }),
      };
    },
    authorize: (input) => [questionAbout('CreateChangeSet', input.stackName, parts), ...questionsBeside(input, parts)],
    run(input, call) {
      const { changeSetName, type, description, onStackFailure, resourcesToImport, importExisting } = input;
      const made = parts.stacks.createChangeSet({
        ...withTemplate(input, call, parts),
        ...{ changeSetName, type, description, onStackFailure, resourcesToImport, importExisting },
      });
      return { Id: made.id, StackId: made.stack.id };
    },
  };
}

/** A change set that is there, by its name and that of its stack, or by its ID. */
interface NamedSet {
  readonly set: string;
  readonly stack?: string;
}

function named(parameters: ReadonlyMap<string, string>): NamedSet {
  const stack = parameters.get('StackName');
  const set = required(parameters, 'ChangeSetName');
  if (stack === undefined && !set.startsWith('arn:')) {
    throw new ServiceError(
      'ValidationError',
      'StackName must be specified if ChangeSetName is not specified as an ARN.',
    );
  }
  return { set, ...(stack !== undefined && { stack }) };
}

/** @param run what is done with the change set */
function onChangeSet(
  name: string,
  parts: CloudFormationDependencies,
  run: (set: ChangeSetView, parameters: ReadonlyMap<string, string>, call: Call) => object,
): Operation<NamedSet, object> {
  const find = ({ set, stack }: NamedSet) => parts.stacks.changeSet(set, stack);
  return {
    name,
    signature: 'required',
    parse: (request) => named(queryParameters(request)),
    authorize(input) {
      const found = find(input);
      // The ARN of a change set is not that of its stack, which is what is judged (documented: resource type stack).
      if (found !== undefined) return [stackQuestion(name, found.stack.id)];
      return [questionAbout(name, input.stack ?? '*', parts)];
    },
    run(input, call) {
      const found = find(input);
      if (found === undefined) {
        if (name === 'DeleteChangeSet') return {};
        throw new ServiceError('ChangeSetNotFound', `ChangeSet [${input.set.slice(0, 256)}] does not exist`, 404);
      }
      return run(found, queryParameters(call.request), call);
    },
  };
}

/** Operations on change sets. */
export function changeSetOperations(parts: CloudFormationDependencies): readonly AnyOperation<object>[] {
  return [
    createChangeSet(parts),
    onChangeSet('DescribeChangeSet', parts, changeSetElement),
    onChangeSet('ExecuteChangeSet', parts, (set, parameters, call) => {
      const token = parameters.get('ClientRequestToken');
      const disableRollback = flag(parameters, 'DisableRollback') ?? false;
      parts.stacks.executeChangeSet(set.id, {
        disableRollback,
        ...callerOf(call),
        ...(token !== undefined && { token }),
      });
      return {};
    }),
    onChangeSet('DeleteChangeSet', parts, (set) => {
      parts.stacks.deleteChangeSet(set.id);
      return {};
    }),
    {
      name: 'ListChangeSets',
      signature: 'required',
      parse: (request) => required(queryParameters(request), 'StackName'),
      authorize: (stackName: string) => [questionAbout('ListChangeSets', stackName, parts)],
      run: (stackName: string) => ({ Summaries: memberElements(parts.stacks.changeSets(stackName).map(summary)) }),
    },
  ];
}

function summary(set: ChangeSetView): object {
  return {
    StackId: set.stack.id,
    StackName: set.stack.name,
    ChangeSetId: set.id,
    ChangeSetName: set.name,
    ExecutionStatus: set.executionStatus,
    Status: set.status,
    ...optional('StatusReason', set.reason),
    CreationTime: timestamp(set.createdAt),
    ...optional('Description', set.description),
    IncludeNestedStacks: false,
  };
}

function changeSetName(parameters: ReadonlyMap<string, string>): string {
  const name = required(parameters, 'ChangeSetName');
  if (/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) return name;
  throw new ServiceError(
    'ValidationError',
    `1 validation error detected: Value '${name.slice(0, 128)}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
  );
}

function toImport(parameters: ReadonlyMap<string, string>): readonly ResourceToImport[] {
  return structures(parameters, 'ResourcesToImport').map((fields) => {
    const identifier = structures(fields, 'ResourceIdentifier', 'entry');
    return {
      logicalId: required(fields, 'LogicalResourceId'),
      type: required(fields, 'ResourceType'),
      identifier: Object.fromEntries(identifier.map((entry) => [required(entry, 'key'), required(entry, 'value')])),
    };
  });
}
