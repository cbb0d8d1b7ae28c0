import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { GameFederationConfig } from '../../lib/config/schema';

/** A stage's smoke test, as its stack tells it. */
export interface FoundSmokeTest {
  readonly functionName: string;
  /** What is to be said of the stack before its report is read. Absent: nothing. */
  readonly remark?: string;
}

const output = 'SmokeTestFunctionName';

/**
 * Finds the smoke test of a stage by its stack's outputs.
 *
 * @param config the stage's; where it has an account, a stack of the same name in another account is not the stage's
 * @throws Error where there is no such stack, it is another account's, or it has no smoke test, with what to do about it; or what
 *   CloudFormation answered
 */
export async function findSmokeTest(
  client: CloudFormationClient,
  stackName: string,
  { stage, account }: Pick<GameFederationConfig, 'stage' | 'account'>,
): Promise<FoundSmokeTest> {
  const deploy = `npx cdk deploy --all -c stage=${stage}`;
  const stack = await describe(client, stackName);
  if (stack === undefined) {
    throw new Error(
      `there is no stack ${stackName} in ${await client.config.region()}, in the account of your credentials; deploy it first: ${deploy}`,
    );
  }
  const found = accountOf(stack);
  if (account !== undefined && found !== account) {
    throw new Error(
      `your credentials are for account ${found}, whose ${stackName} is another stack than the stage's: ${stage} is in account ${account}; take credentials for that one`,
    );
  }
  const { StackStatus: status = 'without a status', Outputs = [] } = stack;
  const functionName = Outputs.find(({ OutputKey }) => OutputKey === output)?.OutputValue;
  if (functionName === undefined) {
    throw new Error(`the stack ${stackName} is ${status} and has no output ${output}; deploy it: ${deploy}`);
  }
  const remark = remarkOn(stackName, status, stage);
  return { functionName, ...(remark !== undefined && { remark }) };
}

/** The account in a stack's ID, an ARN (**documented**: `Stack`). */
function accountOf({ StackId = '' }: Stack): string {
  return StackId.split(':')[4] ?? 'unknown';
}

/** Undefined where there is none. */
async function describe(client: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0];
  } catch (error) {
    // Observed (boto3#2807): CloudFormation has no error of its own for it.
    const { name, message } = error as Error;
    if (name === 'ValidationError' && / does not exist$/.test(message)) return undefined;
    throw error;
  }
}

/**
 * What a status means for a report (each status is **documented**: CloudFormation user guide, "Stack status codes").
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
function remarkOn(stackName: string, status: string, stage: string): string | undefined {
  const is = `${stackName} is ${status}:`;
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    return `${is} its rollback failed, and what is tested may be half old, half new; continue it: npx cdk rollback -c stage=${stage} ${stackName}`;
  }
  if (status === 'UPDATE_ROLLBACK_COMPLETE') {
    return `${is} its last update failed; what is tested is what was there before it`;
  }
  if (status.endsWith('_COMPLETE')) return undefined;
  if (status.endsWith('_IN_PROGRESS')) {
    return `${is} it is being changed, so what is found now need not hold afterwards; run this again when that has ended`;
  }
  return `${is} its last change failed, and what is tested may be half done`;
}
