import type { DeployedOutput, DeploymentTarget } from '../../../assembly/types';
import {
  absentStackQuestion,
  describeAllStacksQuestions,
  stackQuestion,
} from '../../../policy/operations/cloudformation';
import type { Operation } from '../../http/operation';
import { memberElements, queryParameters } from '../../protocols/query-xml';
import { stackNotFound, unknownToken } from './errors';
import { stackNameParameter } from './stack-name';
import type { Stack, Stacks } from './stacks';

/** The call's parameters. */
export interface DescribeStacksInput {
  /** Name or ID; absent: every stack is meant. */
  readonly stackName?: string;
  readonly nextToken?: string;
}

/**
 * `DescribeStacks`: one stack, or all of them. AWS ends a page at 1 MB; here everything is one page, so that no token was ever handed
 * out. Nobody is asked for parameters or capabilities here, so a stack has none.
 *
 * @param place where the stacks stand
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html documented
 */
export function describeStacks(stacks: Stacks, place: DeploymentTarget): Operation<DescribeStacksInput, object> {
  return {
    name: 'DescribeStacks',
    signature: 'required',
    parse(request) {
      const parameters = queryParameters(request);
      return { stackName: stackNameParameter(parameters), nextToken: parameters.get('NextToken') };
    },
    authorize({ stackName }) {
      if (stackName === undefined) return describeAllStacksQuestions(place);
      const stack = stacks.find(stackName);
      if (stack === undefined) return [absentStackQuestion('DescribeStacks', stackName, place)];
      return [stackQuestion('DescribeStacks', stack.id)];
    },
    run({ stackName, nextToken }) {
      if (nextToken !== undefined) throw unknownToken();
      return { Stacks: memberElements(wanted(stacks, stackName).map(stackElement)) };
    },
  };
}

function wanted(stacks: Stacks, stackName: string | undefined): readonly Stack[] {
  if (stackName === undefined) return stacks.all();
  const stack = stacks.find(stackName);
  if (stack === undefined) throw stackNotFound(stackName);
  return [stack];
}

/**
 * The structure `Stack`. Tags, notification ARNs and the rollback configuration are there although they are empty; outputs, parameters
 * and capabilities are not (**observed**: aws-cli#3247). The protection is told of every stack, listed or named (**observed**:
 * delstack#74; older answers had it for a named stack alone).
 */
function stackElement({ name, id, description, createdAt, status, outputs, terminationProtection }: Stack): object {
  return {
    StackId: id,
    StackName: name,
    ...(description === undefined ? {} : { Description: description }),
    CreationTime: new Date(createdAt).toISOString(),
    RollbackConfiguration: '',
    StackStatus: status,
    DisableRollback: false,
    NotificationARNs: '',
    ...(outputs.length === 0 ? {} : { Outputs: memberElements(outputs.map(outputElement)) }),
    Tags: '',
    EnableTerminationProtection: terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

function outputElement({ name, value, description, exportName }: DeployedOutput): object {
  return {
    OutputKey: name,
    OutputValue: value,
    ...(description === undefined ? {} : { Description: description }),
    ...(exportName === undefined ? {} : { ExportName: exportName }),
  };
}
