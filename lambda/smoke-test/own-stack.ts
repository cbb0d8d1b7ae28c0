import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { UnexpectedAnswer } from './aws-error';
import { environmentNames } from './environment';
import type { SmokeTestStep } from './report';
import type { Try } from './step';

/** What the function learns of the stack that it stands in. */
export interface OwnStack {
  readonly step: SmokeTestStep;
  /** CloudFormation's word for it: `UPDATE_IN_PROGRESS`. Absent where it can't be read. */
  readonly status?: string;
  /** Whether the status says that the stack is being rolled back; false also where it can't be read. */
  readonly inRollback: boolean;
}

/** **Observed** (serverless#8509), and **documented** among the common errors. */
const refusedBy = ['AccessDenied', 'AccessDeniedException'];

/** `ROLLBACK_IN_PROGRESS`, of a creation, update or import; not `UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS`, when all is decided. */
const rollback = /(?:^|_)ROLLBACK_IN_PROGRESS$/;

/**
 * Reads whether the function's own stack is being rolled back. An update that fails sends the trigger's custom resource another Update
 * with the old properties (**documented**: CDK, `custom_resources`), and the trigger invokes the old version of the function by it, without
 * a word about what for (read in the handler of the CDK's `Trigger`, 2.276.0; **unconfirmed** by any rollback). The stack's status tells.
 *
 * Every error is worth another try: too many calls, an outage, a network that fails in one of its many ways. No list of names is ever
 * complete, and what is refused for good costs only the patience.
 *
 * @param stackId absent or empty: the step fails
 * @param until milliseconds since the epoch until when it is tried again: the permission may be as new as the stack
 * @returns a step that failed, and no status, where it can't be read
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html documented: what each status means
 */
export async function readOwnStack(
  client: CloudFormationClient,
  stackId: string | undefined,
  attempt: Try,
  until: number,
): Promise<OwnStack> {
  const { step, answer: status } = await attempt({
    name: 'may read the status of its own stack',
    expected: 'allowed',
    ...{ refusedBy, notYetBy: 'anything' },
    // What is not there at the first try never comes.
    ...(stackId && { until }),
    run: async () => {
      if (!stackId) throw new Error(`The environment variable ${environmentNames.stackId} is missing.`);
      const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackId }));
      const status = Stacks?.[0]?.StackStatus;
      if (status === undefined) throw new UnexpectedAnswer('CloudFormation told no status of the stack.');
      return status;
    },
  });
  return { step, ...(status && { status }), inRollback: status !== undefined && rollback.test(status) };
}
