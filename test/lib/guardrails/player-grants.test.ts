import { playerGrants } from '../../../lib/guardrails/player-grants';
import { findings } from './findings';

const bucket = 'arn:aws:s3:::files';
const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/records';
const leading = { 'dynamodb:LeadingKeys': ['PLAYER#${cognito-identity.amazonaws.com:sub}'] };
const guarded = { 'ForAllValues:StringEquals': leading, Null: { 'dynamodb:LeadingKeys': 'false' } };
const listed = { StringLike: { 's3:prefix': 'private/${cognito-identity.amazonaws.com:sub}/*' } };

/** The problems of one statement that a role with this principal holds. */
function problems(statement: object, Principal: object = { Federated: 'cognito-identity.amazonaws.com' }): string[] {
  return findings(playerGrants, {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal }] } },
    },
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: { Statement: [{ Sid: 'Own', Effect: 'Allow', ...statement }] },
      },
    },
  }).map(({ problem }) => problem);
}

test.each([
  [
    'a record action with leading keys and the Null guard',
    { Action: ['dynamodb:GetItem'], Resource: table, Condition: guarded },
  ],
  ['an object action', { Action: 's3:GetObject', Resource: `${bucket}/public/*` }],
  ['a listing under a prefix', { Action: 's3:ListBucket', Resource: bucket, Condition: listed }],
])('%s passes', (_what, statement) => {
  expect(problems(statement)).toEqual([]);
});

test.each([
  ['no leading keys', { Null: guarded.Null }, 'without ForAllValues'],
  [
    'any leading key',
    { ...guarded, 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': '*' } },
    'without ForAllValues',
  ],
  [
    'ForAnyValue, which one own key satisfies',
    { 'ForAnyValue:StringEquals': leading, Null: guarded.Null },
    'without ForAllValues',
  ],
  ['no Null guard', { 'ForAllValues:StringEquals': leading }, 'lacks the Null guard'],
  [
    'the Null guard the wrong way round',
    { ...guarded, Null: { 'dynamodb:LeadingKeys': 'true' } },
    'lacks the Null guard',
  ],
])('a record action with %s fails', (_what, Condition, problem) => {
  expect(problems({ Action: 'dynamodb:GetItem', Resource: table, Condition })).toEqual([
    expect.stringMatching(new RegExp(`^Own: .*${problem}`)),
  ]);
});

test.each(['dynamodb:Scan', 'dynamodb:PartiQLSelect', 'dynamodb:*', 's3:PutObject*', 's3:ListBucketMultipartUploads'])(
  '%s fails, whatever its condition',
  (Action) => {
    expect(problems({ Action, Resource: '*', Condition: guarded })).toHaveLength(1);
  },
);

test('listing without a prefix fails', () => {
  expect(problems({ Action: 's3:ListBucket', Resource: bucket })).toEqual([expect.stringContaining('s3:prefix')]);
});

test('NotAction and NotResource fail', () => {
  expect(problems({ NotAction: 's3:DeleteBucket', Resource: '*' })).toHaveLength(1);
  expect(problems({ Action: 's3:GetObject', NotResource: bucket })).toHaveLength(1);
});

test('a backend role may scan', () => {
  const scan = { Action: 'dynamodb:Scan', Resource: table };
  expect(problems(scan)).toHaveLength(1);
  expect(problems(scan, { Service: 'lambda.amazonaws.com' })).toEqual([]);
});
