import { playerGrants } from '../../../lib/guardrails/player-grants';
import { findings } from './findings';

const sub = '${cognito-identity.amazonaws.com:sub}';
const bucket = 'arn:aws:s3:::files';
const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/records';
const leading = { 'dynamodb:LeadingKeys': ['PLAYER#${cognito-identity.amazonaws.com:sub}'] };
const guarded = { 'ForAllValues:StringEquals': leading, Null: { 'dynamodb:LeadingKeys': 'false' } };
const listed = { StringLike: { 's3:prefix': 'private/${cognito-identity.amazonaws.com:sub}/*' } };

/** The problems of one statement that a role with this principal holds. */
function problems(statement: object, Principal: object = { Federated: 'cognito-identity.amazonaws.com' }): string[] {
  return findings(playerGrants, {
    Api: { Type: 'AWS::ApiGateway::RestApi' },
    Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { StageName: 'v1' } },
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

test.each([
  'iam:PassRole',
  'sts:AssumeRole',
  'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
  'DynamoDB:scan',
  'dynamodb:Scan',
  'dynamodb:PartiQLSelect',
  'dynamodb:*',
  's3:PutObject*',
  's3:ListBucketMultipartUploads',
])('%s fails, whatever its condition', (Action) => {
  expect(problems({ Action, Resource: '*', Condition: guarded })).toHaveLength(1);
});

test.each([undefined, '*', '', 'private/*/x', 'private/${cognito-identity.amazonaws.com:sub}*'])(
  'listing under the prefix %p fails',
  (prefix) => {
    const Condition = prefix === undefined ? undefined : { StringLike: { 's3:prefix': prefix } };
    expect(problems({ Action: 's3:ListBucket', Resource: bucket, Condition })).toEqual([
      expect.stringContaining('s3:prefix'),
    ]);
  },
);

test.each(['*', '**', 'PLAYER#*', 'PLAYER#', 'PLAYER#${cognito-identity.amazonaws.com:sub}*'])(
  'an item under the leading key %p fails',
  (key) => {
    const under = (value: string) => ({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [value] },
      Null: guarded.Null,
    });
    expect(problems({ Action: 'dynamodb:GetItem', Resource: table, Condition: under('BOARD#*') })).toEqual([]);
    expect(problems({ Action: 'dynamodb:GetItem', Resource: table, Condition: under(key) })).toHaveLength(1);
  },
);

test('the problem says what the zone does not allow to whom', () => {
  const Condition = { ...guarded, 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [`LEDGER#${sub}`] } };
  expect(problems({ Action: 'dynamodb:PutItem', Resource: table, Condition })).toEqual([
    `Own: dynamodb:PutItem under the leading key 'LEDGER#${sub}': the zone ledger does not let signed-in players write what is theirs`,
  ]);
});

test('of a role for several kinds of players, each must be allowed it', () => {
  const both = { Federated: ['cognito-identity.amazonaws.com', 'accounts.google.com'] };
  const own = { Action: 's3:GetObject', Resource: `${bucket}/private/${sub}/*` };
  expect(problems({ Action: 's3:GetObject', Resource: `${bucket}/public/*` }, both)).toEqual([]);
  expect(problems(own)).toEqual([]);
  expect(problems(own, both)).toEqual([expect.stringContaining('players without the pool')]);
});

describe('a put', () => {
  const own = { 's3:x-amz-storage-class': 'STANDARD', 's3:x-amz-server-side-encryption': 'AES256' };
  const noKey = { 's3:x-amz-server-side-encryption-customer-algorithm': 'true' };
  const put = (Condition?: object) =>
    problems({ Action: 's3:PutObject', Resource: `${bucket}/private/${sub}/*`, Condition });
  const { 's3:x-amz-storage-class': _, ...noClass } = own;
  const { 's3:x-amz-server-side-encryption': __, ...noEncryption } = own;

  test.each([
    ['where the header is there', { StringEqualsIfExists: own, Null: noKey }],
    ['in each request', { StringEquals: own, Null: noKey }],
  ])('that is told what it may ask for %s passes', (_what, Condition) => {
    expect(put(Condition)).toEqual([]);
  });

  test.each([
    ['any storage class', { StringEqualsIfExists: noClass, Null: noKey }, 'storage-class'],
    ['storage classes by a pattern', { StringEqualsIfExists: noClass, StringLike: own, Null: noKey }, 'storage-class'],
    ['any encryption', { StringEqualsIfExists: noEncryption, Null: noKey }, 'server-side-encryption '],
    ['a key of its own', { StringEqualsIfExists: own }, 'customer-algorithm'],
    [
      'nothing but a key of its own',
      { StringEqualsIfExists: own, Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } },
      'customer-algorithm',
    ],
  ])('that may ask for %s fails', (_what, Condition, problem) => {
    expect(put(Condition)).toEqual([expect.stringContaining(problem)]);
  });
});

test('an index fails', () => {
  const Resource = [table, `${table}/index/by-score`];
  expect(problems({ Action: 'dynamodb:Query', Resource, Condition: guarded })).toEqual([
    expect.stringContaining('index'),
  ]);
});

describe('permissions from elsewhere', () => {
  const trust = { Statement: [{ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' } }] };
  const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } };
  const scan = { Statement: { Sid: 'Own', Effect: 'Allow', Action: 'dynamodb:Scan', Resource: '*' } };
  const found = (resources: Parameters<typeof findings>[1]) =>
    findings(playerGrants, resources).map(({ logicalId }) => logicalId);

  test('a role policy is read like any other', () => {
    const own = { RoleName: { Ref: 'Role' }, PolicyDocument: { Statement: [] } };
    expect(found({ Role: role, More: { Type: 'AWS::IAM::RolePolicy', Properties: own } })).toEqual([]);
    const more = { ...own, PolicyDocument: scan };
    expect(found({ Role: role, More: { Type: 'AWS::IAM::RolePolicy', Properties: more } })).toEqual(['More']);
  });

  test('a managed policy on the role fails', () => {
    const Properties = { ...role.Properties, ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] };
    expect(found({ Role: { ...role, Properties } })).toEqual(['Role']);
  });

  test('a policy that is attached by a name or an import fails: nobody can tell to whom', () => {
    const more = (reference: unknown) => ({
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { Roles: [reference], PolicyDocument: { Statement: [] } },
    });
    expect(found({ Role: role, More: more({ Ref: 'Role' }) })).toEqual([]);
    expect(found({ Role: role, More: more('player') })).toEqual(['More']);
    expect(found({ Role: role, More: more({ 'Fn::ImportValue': 'Role' }) })).toEqual(['More']);
  });
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

describe('calling an API', () => {
  const own = 'arn:aws:execute-api:eu-west-1:123456789012:';
  const joined = (separator: string, ...parts: unknown[]) => ({
    Action: 'execute-api:Invoke',
    Resource: { 'Fn::Join': [separator, parts] },
  });
  const on = (path: string, api: unknown = { Ref: 'Api' }) => joined('', own, api, path);
  const [partition, region, account] = ['Partition', 'Region', 'AccountId'].map((name) => ({ Ref: `AWS::${name}` }));
  const anywhere = ['arn:', partition, ':execute-api:', region, ':', account, ':'];

  test.each([
    ['submitting to a board', '/v1/POST/boards/weekly/scores'],
    ['deleting oneself', '/v1/DELETE/me'],
  ])('%s passes', (_, path) => {
    expect(problems(on(path))).toEqual([]);
  });

  test.each([
    ['a stage by its name', joined('', own, { Ref: 'Api' }, '/', { Ref: 'Stage' }, '/DELETE/me')],
    ['a region that only the deployment knows', joined('', ...anywhere, { Ref: 'Api' }, '/v1/DELETE/me')],
  ])('%s passes', (_, statement) => {
    expect(problems(statement)).toEqual([]);
  });

  test.each([
    ['any board', on('/v1/POST/boards/*/scores'), 'players submit scores'],
    ['any call', on('/*'), 'players submit scores'],
    ['any stage', on('/*/DELETE/me'), 'players submit scores'],
    ['any method', on('/v1/*/me'), 'players submit scores'],
    ['deleting anybody', on('/v1/DELETE/players/1'), 'players submit scores'],
    ['the route of the user pool', on('/v1/POST/user-pool/boards/weekly/scores'), 'players submit scores'],
    ['an API of somebody else', on('/v1/DELETE/me', 'a1b2c3d4e5'), 'on no path of an API'],
    ['an API that a parameter names', on('/v1/DELETE/me', { Ref: 'Parameter' }), 'on no path of an API'],
    ['a role in the place of an API', on('/v1/DELETE/me', { Ref: 'Role' }), 'on no path of an API'],
    ['APIs whose IDs end alike', joined('', `${own}*`, { Ref: 'Api' }, '/v1/DELETE/me'), 'on no path of an API'],
    [
      'every region’s',
      joined('', own.replace('eu-west-1', '*'), { Ref: 'Api' }, '/v1/DELETE/me'),
      'on no path of an API',
    ],
    ['a wildcard between the parts', joined('*', own, { Ref: 'Api' }, '/v1/DELETE/me'), 'on no path of an API'],
    [
      'another API before it',
      joined('', `${own}a1b2c3d4e5/*/`, { Ref: 'Api' }, '/v1/DELETE/me'),
      'on no path of an API',
    ],
    [
      'a stage that a parameter names',
      joined('', own, { Ref: 'Api' }, '/', { Ref: 'Parameter' }, '/DELETE/me'),
      'players submit scores',
    ],
    ['every API', { Action: 'execute-api:Invoke', Resource: '*' }, 'on no path of an API'],
    ['all actions', { ...on('/v1/DELETE/me'), Action: 'execute-api:*' }, 'is not among what a player may be granted'],
  ])('%s fails', (_, statement, problem) => {
    expect(problems(statement)).toEqual([expect.stringContaining(problem)]);
  });

  test('is not for players without the pool', () => {
    expect(problems(on('/v1/DELETE/me'), { Federated: 'accounts.google.com' })).toEqual([
      expect.stringContaining('is for players of the pool'),
    ]);
  });
});
