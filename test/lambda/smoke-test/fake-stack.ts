import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { awsException, fakeClient } from './aws-exception';

/** CloudFormation with one stack, as far as the smoke test asks for it. */
export class FakeStack {
  readonly id =
    'arn:aws:cloudformation:eu-central-1:111122223333:stack/game-federation/11111111-2222-3333-4444-555555555555';
  status: string | undefined = 'UPDATE_IN_PROGRESS';
  /** Thrown instead of the next answers. */
  readonly failures: Error[] = [];
  /** How often its status was asked for. */
  asked = 0;

  readonly client = fakeClient<CloudFormationClient>(({ constructor: { name }, input }) => {
    if (name !== 'DescribeStacksCommand') throw new Error(`${name} is not played here`);
    this.asked += 1;
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    if (input.StackName !== this.id) throw awsException('ValidationError', `Stack ${input.StackName} does not exist`);
    return { Stacks: [{ StackId: this.id, StackStatus: this.status }] };
  });
}
