import { stepsOf } from '../../changes/steps';
import type { Deployment, Template, TemplateResource } from '../../changes/templates';

type Resources = Record<string, TemplateResource>;

const place = '123456789012/eu-west-1';
const stack = (name: string, Resources: Resources, Outputs: Template['Outputs'] = {}) => ({
  name,
  place,
  template: { Resources, Outputs },
});
const one = (...resources: Resources[]): Deployment[] => resources.map((set) => [stack('game', set)]);

const exported = (Value: unknown) => ({ Out: { Value, Export: { Name: 'data:arn' } } });
const importing = stack('federation', {
  Reader: { Type: 'AWS::IAM::Policy', Properties: { Resource: { 'Fn::ImportValue': 'data:arn' } } },
});
/** A data stack that exports something, and a federation stack that imports it. */
const exporting = (resources: Resources, value?: unknown): Deployment => [
  stack('data', resources, value === undefined ? {} : exported(value)),
  importing,
];

const table = (key: string): Resources => ({
  Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { KeySchema: [{ AttributeName: key, KeyType: 'HASH' }] } },
});
const provider = (id: string, Url = 'https://login.example'): Resources => ({
  [id]: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url } },
});
const tags = (id: string): Resources => ({
  [id]: {
    Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
    Properties: {
      IdentityPoolId: { Ref: 'Pool' },
      IdentityProviderName: 'arn:aws:iam::123456789012:oidc-provider/login',
    },
  },
});
const group = (id: string, UserPoolId: unknown = { Ref: 'Users' }, GroupName = 'moderator'): Resources => ({
  [id]: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId, GroupName } },
});
const users = (properties: object, attributes: object = {}): Resources => ({
  Users: { Type: 'AWS::Cognito::UserPool', Properties: { ...properties }, ...attributes },
});
const bucket = (tagged: boolean): TemplateResource => ({
  Type: 'AWS::S3::Bucket',
  Properties: { Tags: tagged ? [{ Key: 'aws-cdk:auto-delete-objects', Value: 'true' }] : [] },
});
const emptying = { Type: 'Custom::S3AutoDeleteObjects', Properties: { BucketName: { Ref: 'Files' } } };
const keep = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
const schema = (...names: string[]) => ({ Schema: names.map((Name) => ({ Name, AttributeDataType: 'String' })) });
const pool = (properties: object): Resources => ({
  Pool: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowClassicFlow: false, ...properties } },
});

/** What is wrong with a change, and the same change made well. */
const cases: [what: string, wrong: Deployment[], problems: string[], well: Deployment[]][] = [
  [
    'an export that is taken away while it is imported',
    [exporting(table('pk'), { Ref: 'Table' }), exporting(table('pk'))],
    ['refused: “Cannot delete export data:arn as it is in use”'],
    [exporting(table('pk'), { Ref: 'Table' }), exporting(table('pk'), { Ref: 'Table' })],
  ],
  [
    'an export that gets another value while it is imported',
    [exporting(table('pk'), { Ref: 'Table' }), exporting(table('pk'), 'another')],
    ['refused: “Cannot update export data:arn as it is in use”'],
    [exporting(table('pk'), 'the same'), exporting(table('pk'), 'the same')],
  ],
  [
    'an export of what is replaced',
    [exporting(table('pk'), { Ref: 'Table' }), exporting(table('player'), { Ref: 'Table' })],
    ['refused: “Cannot update export data:arn as it is in use”', 'lost: table deleted: records of players'],
    // What is exported is not what is replaced.
    [exporting({ ...provider('A') }, 'other'), exporting({ ...provider('A', 'https://b.example') }, 'other')],
  ],
  [
    'an export of what belongs to something that is replaced',
    [
      exporting({ ...provider('Users'), ...group('Group') }, { Ref: 'Group' }),
      exporting({ ...provider('Users', 'https://b.example'), ...group('Group') }, { Ref: 'Group' }),
    ],
    ['refused: “Cannot update export data:arn as it is in use”', 'lost: group deleted: who belongs to it'],
    [
      exporting({ ...group('Group', 'one') }, { Ref: 'Group' }),
      exporting({ ...group('Group', 'one') }, { Ref: 'Group' }),
    ],
  ],
  [
    'a provider under another logical ID',
    one(provider('ByName'), provider('ByOtherName')),
    ['refused: OIDC provider: created before the old one is deleted: “EntityAlreadyExists”'],
    one(provider('ByHost'), provider('ByOtherHost', 'https://id.example')),
  ],
  [
    'principal tags under another logical ID, whose deletion would take the new ones along',
    one({ ...pool({}), ...tags('ByName') }, { ...pool({}), ...tags('ByOtherName') }),
    ['lost: principal tags: set before the old one is deleted, whose deletion takes the new ones along'],
    one({ ...pool({}), ...tags('Tags') }, { ...pool({}), ...tags('Tags') }),
  ],
  [
    'a group under another logical ID',
    one(group('ByName'), group('ByOtherName')),
    [
      'refused: group: created before the old one is deleted: “A group with the name already exists”',
      'lost: group deleted: who belongs to it',
    ],
    one(group('Group'), { ...group('Group'), ...group('Second', { Ref: 'Users' }, 'guide') }),
  ],
  [
    'a user pool that is deleted',
    one({ ...users({}), ...pool({}) }, pool({})),
    ["lost: user pool deleted: players' accounts"],
    one({ ...pool({}) }, { ...users({}), ...pool({}) }),
  ],
  [
    'a user pool that is left behind',
    one({ ...users({}, keep), ...pool({}) }, pool({})),
    ["lost: user pool left behind, outside the stack: players' accounts"],
    one({ ...users({}, keep) }, { ...users({ UserPoolName: 'other' }, keep) }),
  ],
  [
    'an attribute that leaves a schema',
    one(users(schema('clan', 'team')), users(schema('team'))),
    ['refused: user pool, attribute clan: “Existing schema attributes cannot be modified or deleted”'],
    one(users(schema('clan')), users(schema('clan', 'team'))),
  ],
  [
    'the deletion of a protected user pool',
    one({ ...users({ DeletionProtection: 'ACTIVE' }) }, {}),
    ['refused: user pool: is protected against deletion', "lost: user pool deleted: players' accounts"],
    one(users({ DeletionProtection: 'ACTIVE' }), users({ DeletionProtection: 'INACTIVE' })),
  ],
  [
    'a bucket that stays and is emptied',
    one({ Files: bucket(true), Emptying: emptying }, { Files: bucket(true) }),
    ['lost: bucket Files stays, and is emptied: files of players'],
    one({ Files: bucket(true), Emptying: emptying }, { Files: bucket(false) }),
  ],
  [
    'the name of a developer provider',
    one(pool({ DeveloperProviderName: 'login.one' }), pool({ DeveloperProviderName: 'login.other' })),
    ["refused: identity pool: the developer provider's name 'login.one' can't be changed"],
    one(pool({}), pool({ DeveloperProviderName: 'login.one' })),
  ],
  [
    'a way in that the pool no longer takes',
    one(
      pool({ SupportedLoginProviders: { 'accounts.google.com': 'web' } }),
      pool({ SupportedLoginProviders: { 'www.amazon.com': 'app' } }),
    ),
    ['closed: nobody signs in by accounts.google.com'],
    // The same way in, held by IAM from now on.
    one(pool({ SupportedLoginProviders: { 'accounts.google.com': 'web' } }), {
      ...pool({ OpenIdConnectProviderARNs: [{ Ref: 'Google' }] }),
      ...provider('Google', 'https://accounts.google.com'),
    }),
  ],
];

const problemsOf = (deployments: Deployment[]) =>
  stepsOf(deployments).flatMap(({ problems }) => problems.map(({ verdict, sentence }) => `${verdict}: ${sentence}`));

describe.each(cases)('%s', (_, wrong, problems, well) => {
  test('is told', () => {
    expect(problemsOf(wrong)).toEqual(problems);
  });

  test('is told of that alone', () => {
    expect(problemsOf(well)).toEqual([]);
  });
});

test('a group of a pool that is replaced is another group, not a second one of the same name', () => {
  const replaced = one(
    { ...provider('Users'), ...group('Group') },
    { ...provider('Users', 'https://b.example'), ...group('Group') },
  );
  expect(problemsOf(replaced)).toEqual(['lost: group deleted: who belongs to it']);
});
