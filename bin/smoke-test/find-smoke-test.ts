import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { GameFederationConfig } from '../../lib/config/schema';
import { deployCommand, describeStack } from '../shared/describe-stack';

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
  config: Pick<GameFederationConfig, 'stage' | 'account'>,
): Promise<FoundSmokeTest> {
  const { stage } = config;
  const { status, outputs } = await describeStack(client, stackName, config);
  const functionName = outputs[output];
  if (functionName === undefined) {
    throw new Error(
      `the stack ${stackName} is ${status} and has no output ${output}; deploy it: ${deployCommand(stage)}`,
    );
  }
  const remark = remarkOn(stackName, status, stage);
  return { functionName, ...(remark !== undefined && { remark }) };
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
