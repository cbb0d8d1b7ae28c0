import { domain } from '../../services/cognito-idp/managed-login/login-on-hand';
import { claimsOf, goodPassword } from '../../services/cognito-idp/user-pool-on-hand';
import { deployedPool } from './changes-on-hand';

const heroes = {
  Type: 'AWS::Cognito::UserPoolGroup',
  Properties: { UserPoolId: { Ref: 'Players' }, GroupName: 'heroes', RoleArn: 'arn:aws:iam::123456789012:role/hero' },
};
const ada = 'ada@game.example';
const mfa = { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] };

/** A pool with a player in it, who is signed in. */
async function withPlayer() {
  const pool = deployedPool({ more: { Heroes: heroes, Domain: domain } });
  const { UserPoolId, ClientId, call, refusal } = pool;
  await pool.player(ada);
  await call('AdminAddUserToGroup', { UserPoolId, Username: ada, GroupName: 'heroes' });
  const tokens = await pool.tokens(ada);
  const refresh = { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: tokens.RefreshToken } };
  const signUp = (Password = goodPassword) => ({ ClientId, Username: 'bob@game.example', Password });
  return {
    ...pool,
    tokens,
    signUp,
    described: async () => (await call('DescribeUserPool', { UserPoolId })).UserPool,
    byAccessToken: () => refusal('GetUser', { AccessToken: tokens.AccessToken }),
    byRefreshToken: () => refusal('InitiateAuth', refresh),
    byPassword: () => refusal('InitiateAuth', pool.passwordSignIn(ada)),
    refreshed: async () => claimsOf((await call('InitiateAuth', refresh)).AuthenticationResult.IdToken),
    groups: async () =>
      (await call('AdminListGroupsForUser', { UserPoolId, Username: ada })).Groups.map(
        ({ GroupName }: { GroupName: string }) => GroupName,
      ),
  };
}
type Pool = Awaited<ReturnType<typeof withPlayer>>;

test.each<[string, string, Record<string, unknown>, (pool: Pool) => unknown, unknown, unknown]>([
  [
    'the policy of passwords',
    'Players',
    { Policies: { PasswordPolicy: { MinimumLength: 20 } } },
    ({ refusal, signUp }) => refusal('SignUp', signUp()),
    'no refusal',
    'InvalidPasswordException: Password did not conform with policy: Password not long enough',
  ],
  [
    'who may sign up',
    'Players',
    { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
    ({ refusal, signUp }) => refusal('SignUp', signUp()),
    'no refusal',
    'NotAuthorizedException: SignUp is not permitted for this user pool',
  ],
  [
    'how accounts are recovered',
    'Players',
    { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] } },
    ({ refusal, ClientId }) => refusal('ForgotPassword', { ClientId, Username: ada }),
    'no refusal',
    'NotAuthorizedException: Contact administrator to reset password.',
  ],
  [
    'MFA',
    'Players',
    mfa,
    async ({ refusal, tokens }) =>
      (await refusal('AssociateSoftwareToken', { AccessToken: tokens.AccessToken })).split(':')[0],
    'SoftwareTokenMFANotFoundException',
    'no refusal',
  ],
  [
    'the tier',
    'Players',
    { UserPoolTier: 'PLUS' },
    async (pool) => (await pool.described()).UserPoolTier,
    'ESSENTIALS',
    'PLUS',
  ],
  [
    'tags, as IAM is asked about them',
    'Players',
    { UserPoolTags: { game: 'star' } },
    ({ questions, UserPoolId }) =>
      [...(questions('DescribeUserPool', { UserPoolId })[0]?.context ?? [])].find(([key]) =>
        /resourcetag\/game/i.test(key),
      )?.[1],
    undefined,
    'star',
  ],
  [
    'the schema',
    'Players',
    {
      Schema: [
        { Name: 'clan', AttributeDataType: 'String', Mutable: true },
        { Name: 'founder', AttributeDataType: 'String', Mutable: false },
        { Name: 'guild', AttributeDataType: 'String', Mutable: true },
      ],
    },
    ({ refusal, UserPoolId }) =>
      refusal('AdminUpdateUserAttributes', {
        UserPoolId,
        Username: ada,
        UserAttributes: [{ Name: 'custom:guild', Value: 'red' }],
      }).then((answer) => answer.split(':')[0]),
    'InvalidParameterException',
    'no refusal',
  ],
  [
    'protection',
    'Players',
    { DeletionProtection: 'ACTIVE' },
    async (pool) => (await pool.described()).DeletionProtection,
    'INACTIVE',
    'ACTIVE',
  ],
  [
    'how long tokens live',
    'App',
    { IdTokenValidity: 2 },
    async (pool) => {
      const { exp, iat } = await pool.refreshed();
      return Number(exp) - Number(iat);
    },
    3600,
    7200,
  ],
  [
    'which flows an app client allows',
    'App',
    { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    ({ refusal, ClientId }) =>
      refusal('InitiateAuth', {
        ClientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: ada, SRP_A: 'a'.repeat(64) },
      }).then((answer) => answer.split(':')[0]),
    'no refusal',
    'InvalidParameterException',
  ],
  [
    'a group’s role',
    'Heroes',
    { RoleArn: 'arn:aws:iam::123456789012:role/villain' },
    async (pool) => (await pool.refreshed())['cognito:preferred_role'],
    'arn:aws:iam::123456789012:role/hero',
    'arn:aws:iam::123456789012:role/villain',
  ],
  [
    'the version of managed login',
    'Domain',
    { ManagedLoginVersion: 1 },
    ({ pools, UserPoolId }) => pools.find(UserPoolId)?.managedLogin?.needsBranding,
    true,
    false,
  ],
])(
  'an update of %s is seen at the next call, and every player stays',
  async (_claim, logicalId, changed, look, before, after) => {
    expect(await look(await withPlayer())).toEqual(before);
    const pool = await withPlayer();
    const { keys } = pool.pools.get(pool.UserPoolId);
    const login = pool.pools.get(pool.UserPoolId).managedLogin?.browserSessions;
    pool.update(logicalId, changed);
    expect(await look(pool)).toEqual(after);
    expect([await pool.byAccessToken(), await pool.byRefreshToken(), await pool.byPassword()]).toEqual(
      Array(3).fill('no refusal'),
    );
    expect(await pool.groups()).toEqual(['heroes']);
    expect(pool.pools.get(pool.UserPoolId).keys).toBe(keys);
    expect(pool.pools.get(pool.UserPoolId).managedLogin?.browserSessions).toBe(login);
  },
);

test.each<[string, (pool: Pool) => void, readonly string[], readonly string[]]>([
  ['nothing', () => {}, ['no refusal', 'no refusal', 'no refusal'], ['heroes']],
  [
    'an app client',
    ({ remove }) => remove('App'),
    [
      'NotAuthorizedException: Invalid Access Token',
      'ResourceNotFoundException: User pool client CLIENT does not exist.',
      'ResourceNotFoundException: User pool client CLIENT does not exist.',
    ],
    ['heroes'],
  ],
  [
    'an app client that comes back',
    ({ remove, create }) => {
      remove('App');
      create('App');
    },
    [
      'NotAuthorizedException: Access Token has been revoked',
      'NotAuthorizedException: Invalid Refresh Token',
      'no refusal',
    ],
    ['heroes'],
  ],
  ['a group', ({ remove }) => remove('Heroes'), ['no refusal', 'no refusal', 'no refusal'], []],
  [
    'a group that comes back',
    ({ remove, create }) => {
      remove('Heroes');
      create('Heroes');
    },
    ['no refusal', 'no refusal', 'no refusal'],
    [],
  ],
])('what the removal of %s leaves of a player', async (_claim, act, tokens, groups) => {
  const pool = await withPlayer();
  act(pool);
  const seen = [await pool.byAccessToken(), await pool.byRefreshToken(), await pool.byPassword()];
  expect(seen.map((answer) => answer.replace(pool.ClientId, 'CLIENT'))).toEqual(tokens);
  expect(await pool.groups()).toEqual(groups);
});

test('a pool that is removed ends with everybody in it, and comes back empty, with other keys', async () => {
  const pool = await withPlayer();
  const { UserPoolId, refusal, remove, create } = pool;
  const keySet = await pool.pools.get(UserPoolId).keys.keySet();
  for (const logicalId of ['Heroes', 'Domain', 'App', 'Players']) remove(logicalId);
  expect(await pool.byAccessToken()).toBe('NotAuthorizedException: Invalid Access Token');
  expect(await refusal('DescribeUserPool', { UserPoolId })).toContain('ResourceNotFoundException');
  create('Players');
  create('App');
  expect(await pool.described()).toMatchObject({ EstimatedNumberOfUsers: 0 });
  expect(await pool.byPassword()).toContain('NotAuthorizedException');
  expect(await pool.byAccessToken()).toBe('NotAuthorizedException: Invalid Access Token');
  expect(await pool.pools.get(UserPoolId).keys.keySet()).not.toEqual(keySet);
});
