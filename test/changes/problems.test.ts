import type { Deployment } from '../../changes/templates';
import {
  bucket,
  emptying,
  exporting,
  group,
  hold,
  keep,
  one,
  pool,
  problemsOf,
  provider,
  schema,
  stack,
  table,
  tags,
  users,
} from './small-templates';

/** A bucket that keeps old versions so many days, and so many of each file. */
const files = (NoncurrentDays: number, NewerNoncurrentVersions?: number) => {
  const rules = [
    { NoncurrentDays },
    ...(NewerNoncurrentVersions ? [{ NoncurrentDays: 1, NewerNoncurrentVersions }] : []),
  ];
  const Rules = rules.map((NoncurrentVersionExpiration) => ({ Status: 'Enabled', NoncurrentVersionExpiration }));
  return { Files: { Type: 'AWS::S3::Bucket', Properties: { LifecycleConfiguration: { Rules } } } };
};
const out = (Value: unknown) => ({ Out: { Value, Export: { Name: 'data:arn' } } });
/** A deployment of which CloudFormation says who imports that export. */
const imported = (deployment: Deployment, ...by: string[]): Deployment =>
  deployment.map((one) => ({ ...one, importers: { 'data:arn': by } }));

const sewn = stack('federation', {
  Reader: { Type: 'AWS::IAM::Policy', Properties: { Resource: { 'Fn::ImportValue': { 'Fn::Sub': '${Data}:arn' } } } },
});

hold([
  [
    'an export that is taken away while it is imported',
    [exporting(table('pk'), { Ref: 'Table' }), exporting(table('pk'))],
    ['refused: “Cannot delete export data:arn as it is in use”'],
    [exporting(table('pk'), { Ref: 'Table' }), exporting(table('pk'), { Ref: 'Table' })],
  ],
  [
    'an export that a stack outside imports, as CloudFormation tells',
    [imported([stack('data', table('pk'), out({ Ref: 'Table' }))], 'other'), [stack('data', table('pk'))]],
    ['refused: “Cannot delete export data:arn as it is in use by other”'],
    [imported([stack('data', table('pk'), out({ Ref: 'Table' }))]), [stack('data', table('pk'))]],
  ],
  [
    'an export that a stack of the deployment imports by a name that its template only puts together',
    [
      [...imported([stack('data', table('pk'), out({ Ref: 'Table' }))], 'federation'), sewn],
      [stack('data', table('pk')), sewn],
    ],
    ['refused: “Cannot delete export data:arn as it is in use by federation”'],
    [
      [...imported([stack('data', table('pk'), out({ Ref: 'Table' }))]), sewn],
      [stack('data', table('pk')), sewn],
    ],
  ],
  [
    'an export whose value moves while stacks outside import it',
    [
      imported([stack('data', table('pk'), out({ Ref: 'Table' }))], 'other', 'third'),
      [stack('data', table('id'), out({ Ref: 'Table' }))],
    ],
    [
      'refused: “Cannot update export data:arn as it is in use by other and third”',
      'lost: table deleted: records of players',
    ],
    [
      imported([stack('data', table('pk'), out({ Ref: 'Table' }))], 'other'),
      [stack('data', table('pk'), out({ Ref: 'Table' }))],
    ],
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
    ["lost: user pool left behind, outside the stack: players' accounts"],
    one(users({ DeletionProtection: 'ACTIVE' }), users({ DeletionProtection: 'INACTIVE' })),
  ],
  [
    'a bucket that stays and is emptied',
    one({ Files: bucket(true), Emptying: emptying }, { Files: bucket(true) }),
    ['lost: bucket Files stays, and is emptied: files of players'],
    one({ Files: bucket(true), Emptying: emptying }, { Files: bucket(false) }),
  ],
  [
    'a number of old versions that a bucket keeps no longer',
    one(files(30, 50), files(30, 10)),
    ['lost: old versions of files: bucket Files keeps 10 of each, where it kept 50'],
    one(files(30, 10), files(30, 50)),
  ],
  [
    'a first number of old versions',
    one(files(30), files(30, 10)),
    ['lost: old versions of files: bucket Files keeps 10 of each, where it kept any number'],
    one(files(30, 10), files(30)),
  ],
  [
    'old versions that go earlier',
    one(files(30, 10), files(7, 10)),
    ['lost: old versions of files: bucket Files keeps them 7 days, where it kept them 30'],
    one(files(7, 10), files(30, 10)),
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
]);

test('a group of a pool that is replaced is another group, not a second one of the same name', () => {
  const replaced = one(
    { ...provider('Users'), ...group('Group') },
    { ...provider('Users', 'https://b.example'), ...group('Group') },
  );
  expect(problemsOf(replaced)).toEqual(['lost: group deleted: who belongs to it']);
});
