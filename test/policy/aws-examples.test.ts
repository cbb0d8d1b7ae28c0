import { compilePolicy } from '../../policy/compile';
import { guestSessionPolicies } from '../../policy/guest-session-policy';
import type { Principal } from '../../policy/types';
import { account, ask, document, identityPolicy, type Keys, resourcePolicy } from './fixtures';

/** Worked examples of AWS's documentation, each with its page; names of buckets and accounts are the pages'. */

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_s3_cognito-bucket.html
describe('Amazon S3: allows Amazon Cognito users to access objects in their bucket', () => {
  const variable = `\${cognito-identity.amazonaws.com:sub}`;
  const policy = identityPolicy(
    {
      Sid: 'ListYourObjects',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: ['arn:aws:s3:::bucket-name'],
      Condition: { StringLike: { 's3:prefix': [`cognito/application-name/${variable}/*`] } },
    },
    {
      Sid: 'ReadWriteDeleteYourObjects',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      Resource: [`arn:aws:s3:::bucket-name/cognito/application-name/${variable}/*`],
    },
  );
  const may = (action: string, resource: string, keys: Keys = {}) =>
    ask(action, resource, {
      identityPolicies: [policy],
      keys: { 'cognito-identity.amazonaws.com:sub': 'us-east-1:me', ...keys },
    }).allowed;

  test('own objects', () => {
    expect(may('s3:GetObject', 'arn:aws:s3:::bucket-name/cognito/application-name/us-east-1:me/a')).toBe(true);
    expect(may('s3:DeleteObject', 'arn:aws:s3:::bucket-name/cognito/application-name/us-east-1:me/a')).toBe(true);
    expect(
      may('s3:ListBucket', 'arn:aws:s3:::bucket-name', { 's3:prefix': 'cognito/application-name/us-east-1:me/' }),
    ).toBe(true);
  });

  test('nobody else’s', () => {
    expect(may('s3:GetObject', 'arn:aws:s3:::bucket-name/cognito/application-name/us-east-1:you/a')).toBe(false);
    expect(may('s3:ListBucket', 'arn:aws:s3:::bucket-name', { 's3:prefix': 'cognito/' })).toBe(false);
    expect(may('s3:PutObjectAcl', 'arn:aws:s3:::bucket-name/cognito/application-name/us-east-1:me/a')).toBe(false);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
describe('Carlos and his logs: identity-based and resource-based policy in one account', () => {
  const carlos: Principal = { kind: 'user', account, arn: `arn:aws:iam::${account}:user/carlossalazar` };
  const identityPolicies = [
    identityPolicy(
      {
        Sid: 'AllowS3ListRead',
        Effect: 'Allow',
        Action: [
          's3:GetBucketLocation',
          's3:GetAccountPublicAccessBlock',
          's3:ListAccessPoints',
          's3:ListAllMyBuckets',
        ],
        Resource: 'arn:aws:s3:::*',
      },
      {
        Sid: 'AllowS3Self',
        Effect: 'Allow',
        Action: 's3:*',
        Resource: ['arn:aws:s3:::carlossalazar/*', 'arn:aws:s3:::carlossalazar'],
      },
      { Sid: 'DenyS3Logs', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::*log*' },
    ),
  ];
  const bucket = resourcePolicy({
    Effect: 'Allow',
    Principal: { AWS: carlos.arn },
    Action: 's3:*',
    Resource: ['arn:aws:s3:::carlossalazar/*', 'arn:aws:s3:::carlossalazar'],
  });

  test('saving to carlossalazar-logs is denied explicitly', () => {
    const logs = ask('s3:PutObject', 'arn:aws:s3:::carlossalazar-logs/x', { principal: carlos, identityPolicies });
    expect(logs.kind).toBe('explicit-deny');
  });

  test('saving to carlossalazar is allowed, by either policy alone too', () => {
    const save = (rest: object) =>
      ask('s3:PutObject', 'arn:aws:s3:::carlossalazar/x', { principal: carlos, ...rest }).allowed;
    expect(save({ identityPolicies, resourcePolicy: bucket })).toBe(true);
    expect(save({ identityPolicies })).toBe(true);
    expect(save({ resourcePolicy: bucket })).toBe(true);
    expect(save({})).toBe(false);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html
test('explicit and implicit denies: an allow of lists and gets, a deny of reports', () => {
  const policy = identityPolicy(
    { Sid: 'AllowGetList', Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' },
    { Sid: 'DenyReports', Effect: 'Deny', Action: 'iam:*Report', Resource: '*' },
  );
  const kind = (action: string) => ask(action, '*', { identityPolicies: [policy] }).kind;
  expect(kind('iam:GetUser')).toBe('allow');
  expect(kind('iam:CreatePolicy')).toBe('implicit-deny');
  expect(kind('iam:GetOrganizationsAccessReport')).toBe('explicit-deny');
  expect(kind('iam:GenerateCredentialReport')).toBe('explicit-deny');
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
test('policy variables with no value: access is denied when aws:PrincipalTag/Team is not set', () => {
  const policy = identityPolicy(
    { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
    {
      Effect: 'Deny',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
      Condition: { StringNotEquals: { 's3:ExistingObjectTag/Team': `\${aws:PrincipalTag/Team}` } },
    },
  );
  const kind = (keys: Keys) =>
    ask('s3:GetObject', 'arn:aws:s3:::amzn-s3-demo-bucket/x', { identityPolicies: [policy], keys }).kind;
  expect(kind({ 's3:ExistingObjectTag/Team': 'red' })).toBe('explicit-deny');
  expect(kind({ 's3:ExistingObjectTag/Team': 'red', 'aws:PrincipalTag/Team': 'blue' })).toBe('explicit-deny');
  expect(kind({ 's3:ExistingObjectTag/Team': 'red', 'aws:PrincipalTag/Team': 'red' })).toBe('allow');
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
test('StringLike takes colons where ArnLike does not', () => {
  const pattern = 'arn:aws:someservice:*:111122223333:finance/*';
  const value = 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt';
  const holds = (operator: string) =>
    ask('s3:GetObject', '*', {
      identityPolicies: [
        identityPolicy({
          Effect: 'Allow',
          Action: '*',
          Resource: '*',
          Condition: { [operator]: { 'aws:SourceArn': pattern } },
        }),
      ],
      keys: { 'aws:SourceArn': value },
    }).allowed;
  expect(holds('StringLike')).toBe(true);
  expect(holds('ArnLike')).toBe(false);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
test('RunInstances: StringLike fails on resources without instance type, StringLikeIfExists does not', () => {
  const run = (operator: string, keys: Keys) =>
    ask('ec2:RunInstances', 'arn:aws:ec2:us-east-1:1:subnet/s', {
      identityPolicies: [
        identityPolicy({
          Effect: 'Allow',
          Action: 'ec2:RunInstances',
          Resource: '*',
          Condition: { [operator]: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } },
        }),
      ],
      keys,
    }).allowed;
  expect(run('StringLike', {})).toBe(false);
  expect(run('StringLikeIfExists', {})).toBe(true);
  expect(run('StringLikeIfExists', { 'ec2:InstanceType': 't2.micro' })).toBe(true);
  expect(run('StringLikeIfExists', { 'ec2:InstanceType': 'p4d.24xlarge' })).toBe(false);
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html (manage access based on HTTP or HTTPS requests)
test('a bucket policy that denies what does not come over TLS', () => {
  const bucket = compilePolicy(
    document({
      Sid: 'RestrictToTLSRequestsOnly',
      Action: 's3:*',
      Effect: 'Deny',
      Resource: ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::amzn-s3-demo-bucket/*'],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      Principal: '*',
    }),
    'bucket policy',
    'resource',
  );
  const read = identityPolicy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
  const kind = (secure: string) =>
    ask('s3:GetObject', 'arn:aws:s3:::amzn-s3-demo-bucket/x', {
      identityPolicies: [read],
      resourcePolicy: bucket,
      keys: { 'aws:SecureTransport': secure },
    }).kind;
  expect(kind('true')).toBe('allow');
  expect(kind('false')).toBe('explicit-deny');
});

// https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html (access policies for unauthenticated identities)
test('a guest of the enhanced flow does what role and session policy both allow', () => {
  const may = (action: string, granted: string) =>
    ask(action, '*', {
      identityPolicies: [identityPolicy({ Effect: 'Allow', Action: granted, Resource: '*' })],
      sessionPolicies: guestSessionPolicies('eu-west-1'),
    }).allowed;
  expect(may('s3:GetObject', 's3:*')).toBe(true);
  expect(may('rum:PutRumEvents', '*')).toBe(true);
  expect(may('ssm:GetParameter', '*')).toBe(false);
  expect(may('iam:CreateUser', '*')).toBe(false);
  expect(may('s3:GetObject', 'dynamodb:*')).toBe(false);
});
