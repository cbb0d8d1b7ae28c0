import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { clientOf, type Local } from '../local-process';
import { gameTemplate } from './templates';

/** What a worker plays with: clients, and what is deployed by its names. */
export interface Game {
  readonly s3: S3Client;
  readonly dynamoDb: DynamoDBClient;
  readonly users: CognitoIdentityProviderClient;
  readonly identities: CognitoIdentityClient;
  readonly cloudFormation: CloudFormationClient;
  readonly client: ReturnType<typeof clientOf>;
  readonly names: Readonly<Record<string, string>>;
}

const stackName = 'game';

/** The game in a cloud that is up; in an empty one it is deployed first. */
export async function gameIn(local: Local): Promise<Game> {
  // Each failure is to be seen, not retried.
  const client = { ...clientOf(local), maxAttempts: 1 };
  const cloudFormation = new CloudFormationClient(client);
  let stack = await stackOf(cloudFormation, stackName);
  if (stack === undefined) {
    const template = { TemplateBody: JSON.stringify(gameTemplate), Capabilities: ['CAPABILITY_IAM' as const] };
    await cloudFormation.send(new CreateStackCommand({ StackName: stackName, ...template }));
    stack = await settled(cloudFormation, stackName);
  }
  if (stack?.StackStatus !== 'CREATE_COMPLETE') throw new Error(`the game's stack is ${stack?.StackStatus}`);
  const outputs = stack.Outputs ?? [];
  return {
    s3: new S3Client(client),
    dynamoDb: new DynamoDBClient(client),
    users: new CognitoIdentityProviderClient(client),
    identities: new CognitoIdentityClient(client),
    cloudFormation,
    client,
    names: Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
  };
}

/** A stack as it is now; undefined where there is none. */
export async function stackOf(cloudFormation: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    return stack;
  } catch (error) {
    if ((error as Error).message.includes('does not exist')) return undefined;
    throw error;
  }
}

/** A stack once nothing is going on at it any more. */
export async function settled(cloudFormation: CloudFormationClient, name: string): Promise<Stack | undefined> {
  for (;;) {
    const stack = await stackOf(cloudFormation, name);
    if (stack?.StackStatus?.endsWith('_IN_PROGRESS') !== true) return stack;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What a call answers; undefined where what it asks for is not there. */
export async function unlessGone<Answer>(
  call: Promise<Answer>,
  ...gone: readonly string[]
): Promise<Answer | undefined> {
  return call.catch((error: Error) => {
    if (gone.includes(error.name)) return undefined;
    throw error;
  });
}
