import { allowEverything, ask, identityPolicy, type Statement } from './fixtures';

const sub = 'cognito-identity.amazonaws.com:sub';
const keys = { [sub]: 'adele', 'dynamodb:LeadingKeys': ['PLAYER#adele'] };
const files = (folder: string) => `arn:aws:s3:::files/${folder}`;
const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/records';
const leadingKeys = (value: string) => ({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [value] } });

const own: Statement = {
  Sid: 'Own',
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: files(`private/\${${sub}}/*`),
};
const shared: Statement = { Sid: 'Shared', Effect: 'Allow', Action: 's3:GetObject', Resource: files('public/*') };
const whole: Statement = { ...shared, Sid: 'Whole', Resource: files('private/*') };
const records = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table };
const boards: Statement = { ...records, Sid: 'Boards', Condition: leadingKeys('BOARD#1') };
const player: Statement = { ...records, Sid: 'Player', Condition: leadingKeys(`PLAYER#\${${sub}}`) };

const reasonOf = (action: string, resource: string, ...statements: readonly Statement[]) =>
  ask(action, resource, { identityPolicies: [identityPolicy(...statements)], keys }).reason();

test.each([
  ['the statement that allows', 's3:GetObject', files('private/adele/a'), [own, shared], 'Own'],
  ['the other, where that does', 's3:GetObject', files('public/a'), [own, shared], 'Shared'],
  ['the one whose condition holds', 'dynamodb:GetItem', table, [boards, player], 'Player'],
])('an allow has %s', (_what, action, resource, statements, sid) => {
  const reason = reasonOf(action, resource, ...statements);
  expect(reason).toMatchObject({ kind: 'allow', action, resource, statement: { sid, lacks: [] } });
  expect(reason.statement?.written).toEqual(statements.find(({ Sid }) => Sid === sid));
});

test('an allow says which resource took the request, and with which value each condition holds', () => {
  expect(reasonOf('dynamodb:GetItem', table, boards, player).statement?.took).toEqual([
    `its resource ${table}`,
    "its condition ForAllValues:StringEquals dynamodb:LeadingKeys 'PLAYER#adele': the request has ['PLAYER#adele']",
  ]);
});

test('a denial by a statement has that statement', () => {
  const deny = { Sid: 'Never', Effect: 'Deny', Action: 's3:*', Resource: '*' };
  const reason = reasonOf('s3:GetObject', files('public/a'), allowEverything, deny);
  expect(reason).toMatchObject({ kind: 'explicit-deny', statement: { sid: 'Never', lacks: [] } });
});

test.each([
  ['a condition', 'dynamodb:GetItem', table, [boards], 'Boards', ['condition']],
  [
    'the action, before another resource',
    's3:DeleteObject',
    files('private/adele/a'),
    [shared, own],
    'Own',
    ['action'],
  ],
  ['the resource, the most alike', 's3:GetObject', files('private/bea/a'), [shared, own], 'Own', ['resource']],
  ['the folder, before the action', 's3:PutObject', files('private/bea/a'), [whole, own], 'Own', ['resource']],
  ['everything', 's3:ListBucket', 'arn:aws:s3:::files', [player], 'Player', ['action', 'resource']],
])(
  'a refusal has the statement that came nearest, which lacked %s',
  (_what, action, resource, statements, sid, lacks) => {
    const reason = reasonOf(action, resource, ...statements);
    expect(reason).toMatchObject({ kind: 'implicit-deny', type: 'identity-based policy', asked: ['test policy'] });
    expect(reason.statement?.sid).toBe(sid);
    expect(reason.statement?.lacks.map(({ element }) => element)).toEqual(lacks);
  },
);

test('where there is no policy, none came near', () => {
  const reason = ask('s3:GetObject', files('public/a'), { identityPolicies: [] }).reason();
  expect(reason).toMatchObject({ kind: 'implicit-deny', asked: [] });
  expect(reason.statement).toBeUndefined();
});

const clan = 'aws:PrincipalTag/clan';
const clans: Statement = {
  ...own,
  Sid: 'Clans',
  Resource: files(`clans/\${${clan}}/*`),
  Condition: { StringLike: { [clan]: '?*' } },
};
const clanRecords: Statement = {
  ...records,
  Sid: 'ClanRecords',
  Condition: { ...leadingKeys(`CLAN#\${${clan}}`), StringLike: { [clan]: '?*' } },
};

test.each([
  ['the folder of that value', 's3:GetObject', files('clans/red/a'), keys, [own, clans], 'Clans'],
  [
    'the key of that value',
    'dynamodb:GetItem',
    table,
    { [sub]: 'adele', 'dynamodb:LeadingKeys': ['CLAN#red'] },
    [player, clanRecords],
    'ClanRecords',
  ],
])(
  'a statement is near that would be about %s, and lacks one key however often it asks for it',
  (_what, action, resource, keys, statements, sid) => {
    const { statement } = ask(action, resource, { identityPolicies: [identityPolicy(...statements)], keys }).reason();
    expect(statement?.sid).toBe(sid);
    expect(statement?.lacks.map(({ missingKey }) => missingKey)).toEqual([clan.toLowerCase(), clan.toLowerCase()]);
  },
);

test('one that would be about something else all the same is not', () => {
  const { statement } = reasonOf('s3:PutObject', files('private/bea/a'), clans, own);
  expect(statement).toMatchObject({ sid: 'Own', lacks: [{ element: 'resource' }] });
  expect(statement?.lacks[0]).not.toHaveProperty('missingKey');
});
