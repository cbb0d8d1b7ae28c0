import type { AuthorizationQuestion } from '../../../policy/types';
import type { AnyOperation, Operation } from '../../http/operation';
import { memberElements, queryParameters } from '../../protocols/query-xml';
import { ServiceError } from '../../shared/service-error';
import { eventElement, resourceElement, summaryElement } from './answers';
import { unknownToken } from './errors';
import { type CloudFormationDependencies, questionAbout, required, strings, theStack } from './operation-parts';
import { stackName } from './stack-request';
import type { StackView } from './stack-view';

type Parameters = ReadonlyMap<string, string>;

/** What tells of one stack. */
function ofStack(
  name: string,
  parts: CloudFormationDependencies,
  tell: (stack: StackView, parameters: Parameters) => object,
): Operation<string, object> {
  return {
    name,
    signature: 'required',
    parse: (request) => stackName(queryParameters(request)),
    authorize: (nameOrId) => [questionAbout(name, nameOrId, parts)],
    run(nameOrId, call) {
      const parameters = queryParameters(call.request);
      refuseToken(parameters);
      return tell(theStack(parts.stacks, nameOrId), parameters);
    },
  };
}

/** What tells of the account, about no stack (**documented**: no resource type). */
function ofAccount(name: string, tell: (parameters: Parameters) => object): Operation<Parameters, object> {
  const question: AuthorizationQuestion = { action: `cloudformation:${name}`, resource: '*' };
  return {
    name,
    signature: 'required',
    parse: (request) => queryParameters(request),
    authorize: () => [question],
    run(parameters) {
      refuseToken(parameters);
      return tell(parameters);
    },
  };
}

/** Everything is one page here, so that no token was ever handed out. */
function refuseToken(parameters: Parameters): void {
  if (parameters.get('NextToken') !== undefined) throw unknownToken();
}

/** Operations that tell, and change nothing. */
export function readingOperations(parts: CloudFormationDependencies): readonly AnyOperation<object>[] {
  const { stacks } = parts;
  return [
    ofStack('DescribeStackEvents', parts, (stack) => ({
      StackEvents: memberElements(stack.events.map((event) => eventElement(stack, event))),
    })),
    ofStack('DescribeStackResources', parts, (stack, parameters) => {
      const wanted = parameters.get('LogicalResourceId');
      const found = stack.resources.filter(({ logicalId }) => wanted === undefined || logicalId === wanted);
      return { StackResources: memberElements(found.map((one) => resourceElement(stack, one, 'Timestamp'))) };
    }),
    ofStack('DescribeStackResource', parts, (stack, parameters) => {
      const logicalId = required(parameters, 'LogicalResourceId');
      const found = stack.resources.find((one) => one.logicalId === logicalId);
      if (found === undefined) {
        throw new ServiceError('ValidationError', `Resource ${logicalId} does not exist for stack ${stack.name}`);
      }
      const more = { StackId: stack.id, StackName: stack.name };
      return { StackResourceDetail: resourceElement(stack, found, 'LastUpdatedTimestamp', more) };
    }),
    ofStack('ListStackResources', parts, (stack) => ({
      StackResourceSummaries: memberElements(
        stack.resources.map((one) => resourceElement(stack, one, 'LastUpdatedTimestamp')),
      ),
    })),
    ofStack('GetTemplate', parts, (stack, parameters) => {
      const set = parameters.get('ChangeSetName');
      const template = set === undefined ? stack.template : stacks.changeSet(set, stack.name)?.template;
      // A stack that only a change set talks of has none yet, and that is no error (the CDK CLI takes it for an empty one).
      return { TemplateBody: template ?? '', StagesAvailable: memberElements(['Original', 'Processed']) };
    }),
    ofAccount('ListStacks', (parameters) => {
      const wanted = strings(parameters, 'StackStatusFilter');
      const found = stacks.everything().filter(({ status }) => wanted.length === 0 || wanted.includes(status));
      return { StackSummaries: memberElements(found.map(summaryElement)) };
    }),
    ofAccount('ListExports', () => ({
      Exports: memberElements(
        stacks
          .standing()
          .flatMap(({ id, outputs }) =>
            outputs.flatMap(({ exportName, value }) =>
              exportName === undefined ? [] : [{ ExportingStackId: id, Name: exportName, Value: value }],
            ),
          ),
      ),
    })),
    ofAccount('ListImports', (parameters) => {
      const name = required(parameters, 'ExportName');
      const importers = stacks.importers(name);
      if (importers.length === 0)
        throw new ServiceError('ValidationError', `Export '${name}' is not imported by any stack.`);
      return { Imports: memberElements(importers) };
    }),
  ];
}
