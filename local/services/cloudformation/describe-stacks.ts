import {
  absentStackQuestion,
  describeAllStacksQuestions,
  stackQuestion,
} from '../../../policy/operations/cloudformation';
import type { Operation } from '../../http/operation';
import { memberElements, queryParameters } from '../../protocols/query-xml';
import { stackElement } from './answers';
import { stackNotFound, unknownToken } from './errors';
import type { CloudFormationDependencies } from './operation-parts';
import { stackNameParameter } from './stack-name';
import type { StacksOfAccount, StackView } from './stack-view';

/** The call's parameters. */
export interface DescribeStacksInput {
  /** Name or ID; absent: every stack is meant. */
  readonly stackName?: string;
  readonly nextToken?: string;
}

/**
 * `DescribeStacks`: one stack, or all of them. AWS ends a page at 1 MB; here everything is one page, so that no token was ever handed
 * out.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html documented
 */
export function describeStacks({ stacks, place }: CloudFormationDependencies): Operation<DescribeStacksInput, object> {
  return {
    name: 'DescribeStacks',
    signature: 'required',
    parse(request) {
      const parameters = queryParameters(request);
      return { stackName: stackNameParameter(parameters), nextToken: parameters.get('NextToken') };
    },
    authorize({ stackName }) {
      if (stackName === undefined) return describeAllStacksQuestions(place);
      const stack = stacks.view(stackName);
      if (stack === undefined) return [absentStackQuestion('DescribeStacks', stackName, place)];
      return [stackQuestion('DescribeStacks', stack.id)];
    },
    run({ stackName, nextToken }) {
      if (nextToken !== undefined) throw unknownToken();
      return { Stacks: memberElements(wanted(stacks, stackName).map(stackElement)) };
    },
  };
}

function wanted(stacks: StacksOfAccount, stackName: string | undefined): readonly StackView[] {
  if (stackName === undefined) return stacks.standing();
  const stack = stacks.view(stackName);
  if (stack === undefined) throw stackNotFound(stackName);
  return [stack];
}
