import basicExecution from './aws-lambda-basic-execution-role.json';

/**
 * The AWS managed policies that the deployed roles use, by the part of their ARN behind `:policy/`. One more is one more
 * JSON file and one more line.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html
 */
const documents: ReadonlyMap<string, unknown> = new Map([['service-role/AWSLambdaBasicExecutionRole', basicExecution]]);

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
