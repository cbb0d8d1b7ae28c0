import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { GameFederationConfig } from '../../lib/config/schema';

/** A stack of a stage, as CloudFormation tells it. */
export interface DescribedStack {
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** How a stage is deployed. */
export const deployCommand = (stage: string) => `npx cdk deploy --all -c stage=${stage}`;

/**
 * Asks CloudFormation for a stack of a stage.
 *
 * @param config the stage's; where it has an account, a stack of the same name in another account is not the stage's
 * @throws Error where there is no such stack, or it is another account's, with what to do about it; or what CloudFormation answered
 */
export async function describeStack(
  client: CloudFormationClient,
  stackName: string,
  { stage, account }: Pick<GameFederationConfig, 'stage' | 'account'>,
): Promise<DescribedStack> {
  const stack = await describe(client, stackName);
  if (stack === undefined) {
    throw new Error(
      `there is no stack ${stackName} in ${await client.config.region()}, in the account of your credentials; deploy it first: ${deployCommand(stage)}`,
    );
  }
  const found = accountOf(stack);
  if (account !== undefined && found !== account) {
    throw new Error(
      `your credentials are for account ${found}, whose ${stackName} is another stack than the stage's: ${stage} is in account ${account}; take credentials for that one`,
    );
  }
  const { StackStatus: status = 'without a status', Outputs = [] } = stack;
  const outputs = Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  return { status, outputs };
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
