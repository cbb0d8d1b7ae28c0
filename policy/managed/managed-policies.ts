import basicExecution from './aws-lambda-basic-execution-role.json';
import bootstrap from './bootstrap-policies.json';
import common from './common-policies.json';
import data from './data-policies.json';

/**
 * AWS managed policies, by the part of their ARN behind `:policy/`: the one that the deployed roles use, and those that sessions are
 * commonly narrowed by, and those that the CDK's bootstrap stack attaches: `AWSCloudFormationReadOnlyAccess` without what was added to it
 * since its version 4, `ReadOnlyAccess` as far as a deployment looks things up by it (its page lists some hundred services). All others are left to whoever knows their present version: AWS changes them.
 *
 * Those of apps' data as their pages had them: `AWSLambdaVPCAccessExecutionRole` version 3 (2024-01-05), `CloudWatchLogsReadOnlyAccess`
 * version 8 (2025-12-02; what was added since is left out), and of `AmazonDynamoDBFullAccess` version 15 (2021-01-29) and
 * `AmazonDynamoDBReadOnlyAccess` version 15 (2024-11-18) what is about DynamoDB and DAX, without what the console asks of other services.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html (documented, a page each)
 */
const documents: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['service-role/AWSLambdaBasicExecutionRole', basicExecution],
  ...Object.entries(common),
  ...Object.entries(bootstrap),
  ...Object.entries(data),
]);

const managedPolicyArn = /^arn:aws(?:-[a-z-]+)?:iam::aws:policy\/(.+)$/;

/**
 * The document of an AWS managed policy, to be compiled as an `identity` policy.
 *
 * @param arn `arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`, in any partition
 * @returns undefined for a policy that is not known here
 */
export function managedPolicyDocument(arn: string): unknown {
  const name = managedPolicyArn.exec(arn)?.[1];
  return name === undefined ? undefined : documents.get(name);
}

/** Their names, for an error that says which are known. */
export function knownManagedPolicies(): readonly string[] {
  return [...documents.keys()];
}
