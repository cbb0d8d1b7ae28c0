import { claimsOf, goodPassword } from '../user-pool-on-hand';
import { poolWithTriggers } from './functions-on-hand';

const ana = 'ana@example.com';
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:trigger';
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const group = (name: string, more: object) => ({
  Type: 'AWS::Cognito::UserPoolGroup',
  Properties: { UserPoolId: { Ref: 'Players' }, GroupName: name, ...more },
});

type Version = 'V1_0' | 'V2_0' | 'V3_0';
const details = (version: Version) => (version === 'V1_0' ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails');

async function tokensWith(version: Version, changes: object | null) {
  const pool = poolWithTriggers([], {
    config: { PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: version } },
    more: { Red: group('red', { RoleArn: role('red'), Precedence: 1 }) },
  });
  await pool.player(ana);
  await pool.call('AdminAddUserToGroup', { UserPoolId: pool.UserPoolId, Username: ana, GroupName: 'red' });
  const plain = await pool.tokens(ana);
  pool.functions.answers(() => ({ [details(version)]: changes }));
  const { IdToken, AccessToken } = await pool.tokens(ana);
  const events = pool.functions.events;
  const told = (token: string) => {
    const { iat, exp, auth_time, event_id, jti, origin_jti, ...rest } = claimsOf(token);
    return rest;
  };
  return {
    event: events[1],
    before: { id: told(plain.IdToken), access: told(plain.AccessToken) },
    after: { id: told(IdToken), access: told(AccessToken) },
    pool,
    AccessToken,
  };
}

interface Row {
  readonly name: string;
  readonly version: Version;
  readonly changes: object | null;
  /** What differs from the tokens of a function that asks for nothing; undefined for a claim that is gone. */
  readonly id: Readonly<Record<string, unknown>>;
  readonly access: Readonly<Record<string, unknown>>;
}

const fixed =
  'acr amr at_hash aud auth_time azp cognito:username exp iat identities iss jti nbf nonce origin_jti sub token_use';
const others = Object.fromEntries(fixed.split(' ').map((name) => [name, 'eve']));
const accessOnly = {
  client_id: 'eve',
  username: 'eve',
  scope: 'aws.cognito.signin.user.admin eve',
  event_id: 'eve',
  version: 9,
};
const noGroups = {
  id: { 'cognito:groups': undefined, 'cognito:roles': undefined, 'cognito:preferred_role': undefined },
  access: { 'cognito:groups': undefined },
};

const rows: readonly Row[] = [
  { name: 'nothing', version: 'V1_0', changes: null, id: {}, access: {} },
  {
    name: 'a claim, another one changed, and one suppressed',
    version: 'V1_0',
    changes: { claimsToAddOrOverride: { rank: 'gold', email: 'x@example.com' }, claimsToSuppress: ['email_verified'] },
    id: { rank: 'gold', email: 'x@example.com', email_verified: undefined },
    access: {},
  },
  {
    name: 'a claim both set and suppressed',
    version: 'V1_0',
    changes: { claimsToAddOrOverride: { rank: 'gold' }, claimsToSuppress: ['rank'] },
    id: {},
    access: {},
  },
  { name: 'what stays Cognito’s', version: 'V1_0', changes: { claimsToAddOrOverride: others }, id: {}, access: {} },
  {
    name: 'what stays Cognito’s, suppressed',
    version: 'V1_0',
    changes: { claimsToSuppress: fixed.split(' ') },
    id: {},
    access: {},
  },
  {
    name: 'groups as claims',
    version: 'V1_0',
    changes: {
      claimsToAddOrOverride: {
        'cognito:groups': 'admins',
        'cognito:preferred_role': role('admin'),
        'https://aws.amazon.com/tags': 'admin',
      },
    },
    id: {},
    access: {},
  },
  {
    name: 'other groups and roles',
    version: 'V1_0',
    changes: {
      groupOverrideDetails: {
        groupsToOverride: ['blue'],
        iamRolesToOverride: [role('blue')],
        preferredRole: role('blue'),
      },
    },
    id: { 'cognito:groups': ['blue'], 'cognito:roles': [role('blue')], 'cognito:preferred_role': role('blue') },
    access: { 'cognito:groups': ['blue'] },
  },
  { name: 'no groups', version: 'V1_0', changes: { groupOverrideDetails: null }, ...noGroups },
  { name: 'groups of nothing', version: 'V2_0', changes: { groupOverrideDetails: {} }, ...noGroups },
  {
    name: 'claims of any kind in both tokens',
    version: 'V2_0',
    changes: {
      idTokenGeneration: { claimsToAddOrOverride: { level: 7, badges: ['a'] } },
      accessTokenGeneration: { claimsToAddOrOverride: { level: 8 }, claimsToSuppress: ['cognito:groups'] },
    },
    id: { level: 7, badges: ['a'] },
    access: { level: 8, 'cognito:groups': undefined },
  },
  {
    name: 'what stays Cognito’s in an access token',
    version: 'V2_0',
    changes: {
      accessTokenGeneration: {
        claimsToAddOrOverride: { ...others, ...accessOnly },
        claimsToSuppress: Object.keys(accessOnly),
      },
    },
    id: {},
    access: {},
  },
  {
    name: 'scopes',
    version: 'V3_0',
    changes: { accessTokenGeneration: { scopesToAdd: ['scores/read', 'aws.cognito.more', 'two words'] } },
    id: {},
    access: { scope: 'aws.cognito.signin.user.admin scores/read' },
  },
];

test.each(rows)('$name ($version)', async ({ version, changes, id, access }) => {
  const { event, before, after } = await tokensWith(version, changes);
  const given = (claims: object) =>
    Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  expect(after.id).toEqual(given({ ...before.id, ...id }));
  expect(after.access).toEqual(given({ ...before.access, ...access }));
  expect(event).toMatchObject({
    version: { V1_0: '1', V2_0: '2', V3_0: '3' }[version],
    request: {
      userAttributes: { sub: before.id.sub, email: ana, 'cognito:user_status': 'CONFIRMED' },
      groupConfiguration: {
        groupsToOverride: ['red'],
        iamRolesToOverride: [role('red')],
        preferredRole: role('red'),
      },
      ...(version === 'V1_0' ? {} : { scopes: ['aws.cognito.signin.user.admin'] }),
    },
    response: { [details(version)]: null },
  });
});

test.each([
  ['keeps', {}, 'no refusal'],
  [
    'takes away',
    { accessTokenGeneration: { scopesToSuppress: ['aws.cognito.signin.user.admin'] } },
    'NotAuthorizedException: Access Token does not have required scopes',
  ],
])('a function that %s the scope of one’s own account', async (_name, changes, told) => {
  const { pool, AccessToken } = await tokensWith('V2_0', changes);
  expect(await pool.refusal('GetUser', { AccessToken })).toBe(told);
});

test.each<[string, object, boolean]>([
  ['a text', { rank: 'gold' }, true],
  ['a number', { rank: 7 }, false],
])('a claim of version 1 is %s', async (_name, claimsToAddOrOverride, passes) => {
  const pool = poolWithTriggers(['PreTokenGeneration']);
  await pool.player(ana);
  pool.functions.answers(() => ({ claimsOverrideDetails: { claimsToAddOrOverride } }));
  expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(ana, goodPassword))).toBe(
    passes ? 'no refusal' : 'InvalidLambdaResponseException: Unrecognizable lambda output',
  );
});
