import { compilePolicy } from '../../../policy/compile';
import { guestSessionPolicies } from '../../../policy/guest-session-policy';
import { knownManagedPolicies, managedPolicyDocument } from '../../../policy/managed/managed-policies';
import { allowEverything, ask, identityPolicy } from '../fixtures';

test('the Lambda execution policy writes logs and does nothing else', () => {
  const document = managedPolicyDocument('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole');
  const identityPolicies = [compilePolicy(document, 'AWSLambdaBasicExecutionRole', 'identity')];
  expect(ask('logs:PutLogEvents', 'arn:aws:logs:eu-west-1:1:log-group:x', { identityPolicies }).allowed).toBe(true);
  expect(ask('s3:GetObject', 'arn:aws:s3:::b/k', { identityPolicies }).allowed).toBe(false);
});

test('a managed policy is found in every partition, an unknown one in none', () => {
  expect(
    managedPolicyDocument('arn:aws-us-gov:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'),
  ).toBeDefined();
  expect(managedPolicyDocument('arn:aws:iam::aws:policy/IAMFullAccess')).toBeUndefined();
  expect(
    managedPolicyDocument('arn:aws:iam::123456789012:policy/service-role/AWSLambdaBasicExecutionRole'),
  ).toBeUndefined();
});

test.each([
  ['AmazonDynamoDBFullAccess', 'dynamodb:PutItem', 's3:GetObject'],
  ['AmazonDynamoDBReadOnlyAccess', 'dynamodb:Query', 'dynamodb:PutItem'],
  ['CloudWatchLogsReadOnlyAccess', 'logs:GetLogEvents', 'logs:PutLogEvents'],
  ['service-role/AWSLambdaVPCAccessExecutionRole', 'logs:PutLogEvents', 'lambda:InvokeFunction'],
])('%s allows %s, and not %s', (name, action, other) => {
  const document = managedPolicyDocument(`arn:aws:iam::aws:policy/${name}`);
  const identityPolicies = [compilePolicy(document, name, 'identity')];
  expect(ask(action, '*', { identityPolicies }).allowed).toBe(true);
  expect(ask(other, '*', { identityPolicies }).allowed).toBe(false);
});

test('every managed policy compiles', () => {
  for (const name of knownManagedPolicies()) {
    const document = managedPolicyDocument(`arn:aws:iam::aws:policy/${name}`);
    expect(() => compilePolicy(document, name, 'identity')).not.toThrow();
  }
});

describe("a guest's ceiling", () => {
  const identityPolicies = [identityPolicy(allowEverything)];
  const may = (action: string, region = 'eu-west-1') =>
    ask(action, '*', { identityPolicies, sessionPolicies: guestSessionPolicies(region) }).allowed;

  test.each([
    's3:GetObject',
    'dynamodb:Query',
    'lambda:InvokeFunction',
    'execute-api:Invoke',
    'kms:Decrypt',
    'geo:GetMapTile',
  ])('%s is inside', (action) => expect(may(action)).toBe(true));

  test.each([
    'iam:CreateUser',
    'sts:AssumeRole',
    'ec2:RunInstances',
    'ssm:GetParameter',
    'secretsmanager:GetSecretValue',
    'kms:CreateKey',
  ])('%s is outside', (action) => expect(may(action)).toBe(false));

  test('is lower in a region that an account must opt in to', () => {
    expect(may('sdb:Select', 'eu-west-1')).toBe(true);
    expect(may('sdb:Select', 'eu-south-1')).toBe(false);
    expect(may('s3:GetObject', 'eu-south-1')).toBe(true);
  });
});
