import type { AnyOperation, Operation } from '../../http/operation';
import { queryParameters } from '../../protocols/query-xml';
import {
  type CloudFormationDependencies,
  callerOf,
  flag,
  oneOf,
  questionAbout,
  required,
  strings,
  theStack,
} from './operation-parts';
import {
  passRoleQuestion,
  questionsBeside,
  type StackInput,
  stackInput,
  stackName,
  withTemplate,
} from './stack-request';
import type { StackCaller, StackView } from './stack-view';

/** What begins with a template: `CreateStack`, `UpdateStack`. */
function fromTemplate(
  name: string,
  parts: CloudFormationDependencies,
  run: (request: ReturnType<typeof withTemplate>, parameters: ReadonlyMap<string, string>) => StackView,
): Operation<StackInput, object> {
  return {
    name,
    signature: 'required',
    parse: (request) => stackInput(queryParameters(request)),
    authorize: (input) => [questionAbout(name, input.stackName, parts), ...questionsBeside(input, parts)],
    run: (input, call) => ({ StackId: run(withTemplate(input, call, parts), queryParameters(call.request)).id }),
  };
}

interface NamedStack {
  readonly nameOrId: string;
  readonly roleArn?: string;
}

/** What is done with a stack that is there, by the role that the call hands on where it hands one on. */
function onStack(
  name: string,
  parts: CloudFormationDependencies,
  run: (nameOrId: string, parameters: ReadonlyMap<string, string>, caller: StackCaller) => object,
): Operation<NamedStack, object> {
  return {
    name,
    signature: 'required',
    parse(request) {
      const parameters = queryParameters(request);
      const roleArn = parameters.get('RoleARN');
      return { nameOrId: stackName(parameters), ...(roleArn !== undefined && { roleArn }) };
    },
    authorize: ({ nameOrId, roleArn }) => [questionAbout(name, nameOrId, parts), ...passRoleQuestion(roleArn)],
    run: ({ nameOrId, roleArn }, call) =>
      run(nameOrId, queryParameters(call.request), { ...(roleArn !== undefined && { roleArn }), ...callerOf(call) }),
  };
}

/** Operations that change stacks. */
export function stackOperations(parts: CloudFormationDependencies): readonly AnyOperation<object>[] {
  const { stacks } = parts;
  const tokenOf = (parameters: ReadonlyMap<string, string>) => {
    const token = parameters.get('ClientRequestToken');
    return token === undefined ? {} : { token };
  };
  return [
    fromTemplate('CreateStack', parts, (request, parameters) => {
      const onFailure = oneOf(parameters, 'OnFailure', ['DELETE', 'DO_NOTHING', 'ROLLBACK']);
      const disabled = flag(parameters, 'DisableRollback') ?? false;
      const made = stacks.createStack(request, onFailure ?? (disabled ? 'DO_NOTHING' : 'ROLLBACK'));
      return flag(parameters, 'EnableTerminationProtection') ? stacks.protect(made.id, true) : made;
    }),
    fromTemplate('UpdateStack', parts, (request, parameters) =>
      stacks.updateStack(request, flag(parameters, 'DisableRollback') ?? false),
    ),
    onStack('DeleteStack', parts, (nameOrId, parameters, caller) => {
      const retain = strings(parameters, 'RetainResources');
      stacks.deleteStack(nameOrId, { ...caller, retain, ...tokenOf(parameters) });
      return {};
    }),
    onStack('UpdateTerminationProtection', parts, (nameOrId, parameters) => {
      required(parameters, 'EnableTerminationProtection');
      const on = flag(parameters, 'EnableTerminationProtection') ?? false;
      return { StackId: stacks.protect(theStack(stacks, nameOrId).id, on).id };
    }),
    onStack('ContinueUpdateRollback', parts, (nameOrId, parameters, caller) => {
      const skip = strings(parameters, 'ResourcesToSkip');
      stacks.continueRollback(nameOrId, { ...caller, skip, ...tokenOf(parameters) });
      return {};
    }),
    onStack('RollbackStack', parts, (nameOrId, parameters, caller) => ({
      StackId: stacks.rollback(nameOrId, { ...caller, ...tokenOf(parameters) }).id,
    })),
  ];
}
