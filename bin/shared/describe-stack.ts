import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { GameFederationConfig } from '../../lib/config/schema';

/** A stack of a stage, as CloudFormation tells it. */
export interface DescribedStack {
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** The same, of a stack that may be anybody's. */
export interface FoundStack extends DescribedStack {
  /** The account in the stack's ID, an ARN (**documented**: `Stack`). */
  readonly account: string;
  /** Whether it is protected against deletion. */
  readonly isProtected: boolean;
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
  const stack = await findStack(client, stackName);
  if (stack === undefined) {
    throw new Error(
      `there is no stack ${stackName} in ${await client.config.region()}, in the account of your credentials; deploy it first: ${deployCommand(stage)}`,
    );
  }
  if (account !== undefined && stack.account !== account) {
    throw new Error(
      `your credentials are for account ${stack.account}, whose ${stackName} is another stack than the stage's: ${stage} is in account ${account}; take credentials for that one`,
    );
  }
  return stack;
}

/**
 * Asks CloudFormation for a stack that may be missing.
 *
 * @returns undefined where there is none
 * @throws what CloudFormation answered
 */
export async function findStack(client: CloudFormationClient, StackName: string): Promise<FoundStack | undefined> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0] && foundStack(Stacks[0]);
  } catch (error) {
    // Observed (boto3#2807): CloudFormation has no error of its own for it.
    const { name, message } = error as Error;
    if (name === 'ValidationError' && / does not exist$/.test(message)) return undefined;
    throw error;
  }
}

function foundStack({ StackId = '', StackStatus, Outputs = [], EnableTerminationProtection }: Stack): FoundStack {
  return {
    status: StackStatus ?? 'without a status',
    outputs: Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
    account: StackId.split(':')[4] ?? 'unknown',
    isProtected: EnableTerminationProtection === true,
  };
}
