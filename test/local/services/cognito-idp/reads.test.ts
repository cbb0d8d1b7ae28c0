import { type Changes, goodPassword, userPoolOnHand } from './user-pool-on-hand';

const UserPoolId = { Ref: 'Players' };
const group = (GroupName: string, more: object = {}) => ({
  Type: 'AWS::Cognito::UserPoolGroup',
  Properties: { UserPoolId, GroupName, ...more },
});
const app = (ClientName: string) => ({ Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId, ClientName } });

const game: Changes = {
  pool: {
    UserPoolName: 'players',
    DeletionProtection: 'ACTIVE',
    MfaConfiguration: 'OPTIONAL',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    UserPoolTags: { game: 'moons' },
    WebAuthnRelyingPartyID: 'moons.example',
    Policies: { PasswordPolicy: { MinimumLength: 12, RequireNumbers: true } },
    Schema: [
      { Name: 'email', AttributeDataType: 'String', Required: true },
      { Name: 'clan', AttributeDataType: 'String', StringAttributeConstraints: { MaxLength: '20' } },
      { Name: 'level', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '1' } },
    ],
  },
  client: { AccessTokenValidity: 2, TokenValidityUnits: { AccessToken: 'hours' } },
  more: {
    Heroes: group('heroes', { Description: 'Who won', Precedence: 3 }),
    Villains: group('villains'),
    Api: {
      Type: 'AWS::Cognito::UserPoolResourceServer',
      Properties: {
        UserPoolId,
        Identifier: 'scores',
        Name: 'Scores',
        Scopes: [{ ScopeName: 'write', ScopeDescription: 'Submits' }],
      },
    },
    Bare: { Type: 'AWS::Cognito::UserPoolResourceServer', Properties: { UserPoolId, Identifier: 'b', Name: 'Bare' } },
    Web: app('web'),
    Console: app('console'),
    Domain: {
      Type: 'AWS::Cognito::UserPoolDomain',
      Properties: { UserPoolId, Domain: 'moons', ManagedLoginVersion: 2 },
    },
  },
};

async function playedGame() {
  const pool = userPoolOnHand(game);
  for (const name of ['adele', 'bruno', 'carla']) {
    await pool.player(`${name}@example.com`);
    const user = { UserPoolId: pool.UserPoolId, Username: `${name}@example.com` };
    await pool.call('AdminAddUserToGroup', { ...user, GroupName: 'heroes' });
  }
  return pool;
}

let pool: Awaited<ReturnType<typeof playedGame>>;
let ofPool: { readonly UserPoolId: string };
beforeAll(async () => {
  pool = await playedGame();
  ofPool = { UserPoolId: pool.UserPoolId };
});

describe('a pool is answered whole', () => {
  test('what its template says, under the names of the API', async () => {
    const { UserPool } = await pool.call('DescribeUserPool', ofPool);
    expect(UserPool).toMatchObject({
      Id: pool.UserPoolId,
      Name: 'players',
      Arn: expect.stringMatching(/^arn:aws:cognito-idp:[\w-]+:\d{12}:userpool\//),
      DeletionProtection: 'ACTIVE',
      MfaConfiguration: 'OPTIONAL',
      Domain: 'moons',
      EstimatedNumberOfUsers: 3,
      LambdaConfig: {},
      UserPoolTags: { game: 'moons' },
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      CreationDate: pool.clock.now() / 1000,
      LastModifiedDate: pool.clock.now() / 1000,
    });
    expect(UserPool.Policies.PasswordPolicy).toEqual({
      MinimumLength: 12,
      RequireLowercase: false,
      RequireNumbers: true,
      RequireSymbols: false,
      RequireUppercase: false,
      TemporaryPasswordValidityDays: 7,
    });
  });

  test.each(['UserPoolName', 'Schema', 'EnabledMfas', 'WebAuthnRelyingPartyID'])(
    'nothing that the template alone calls %s',
    async (name) => {
      expect((await pool.call('DescribeUserPool', ofPool)).UserPool).not.toHaveProperty(name);
    },
  );

  test.each([
    ['sub', 'String', true, false, { StringAttributeConstraints: { MinLength: '1', MaxLength: '2048' } }],
    ['email', 'String', true, true, { StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' } }],
    ['birthdate', 'String', false, true, { StringAttributeConstraints: { MinLength: '10', MaxLength: '10' } }],
    ['updated_at', 'Number', false, true, { NumberAttributeConstraints: { MinValue: '0' } }],
    ['email_verified', 'Boolean', false, true, {}],
    ['custom:clan', 'String', false, true, { StringAttributeConstraints: { MaxLength: '20' } }],
    ['custom:level', 'Number', false, true, { NumberAttributeConstraints: { MinValue: '1' } }],
  ])('the attribute %s', async (Name, AttributeDataType, Required, Mutable, constraints) => {
    const { UserPool } = await pool.call('DescribeUserPool', ofPool);
    const found = UserPool.SchemaAttributes.filter((one: { readonly Name: string }) => one.Name === Name);
    expect(found).toEqual([
      { Name, AttributeDataType, Required, Mutable, DeveloperOnlyAttribute: false, ...constraints },
    ]);
  });

  test('an app client, without a secret', async () => {
    const { UserPoolClient } = await pool.call('DescribeUserPoolClient', { ...ofPool, ClientId: pool.ClientId });
    expect(UserPoolClient).toMatchObject({
      UserPoolId: pool.UserPoolId,
      ClientId: pool.ClientId,
      AccessTokenValidity: 2,
      RefreshTokenValidity: 30,
      TokenValidityUnits: { AccessToken: 'hours' },
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
      AllowedOAuthFlowsUserPoolClient: false,
      AuthSessionValidity: 3,
      CreationDate: pool.clock.now() / 1000,
    });
    expect(UserPoolClient).not.toHaveProperty('ClientSecret');
    expect(UserPoolClient).not.toHaveProperty('GenerateSecret');
  });

  test('its second factors, and those of a pool that has none', async () => {
    expect(await pool.call('GetUserPoolMfaConfig', ofPool)).toEqual({
      SoftwareTokenMfaConfiguration: { Enabled: true },
      MfaConfiguration: 'OPTIONAL',
    });
    const plain = userPoolOnHand();
    expect(await plain.call('GetUserPoolMfaConfig', { UserPoolId: plain.UserPoolId })).toEqual({
      MfaConfiguration: 'OFF',
    });
  });

  test('its domain, and nothing of one that nobody has', async () => {
    expect(await pool.call('DescribeUserPoolDomain', { Domain: 'moons' })).toEqual({
      DomainDescription: {
        UserPoolId: pool.UserPoolId,
        AWSAccountId: expect.stringMatching(/^\d{12}$/),
        Domain: 'moons',
        Status: 'ACTIVE',
        CustomDomainConfig: {},
        ManagedLoginVersion: 2,
      },
    });
    expect(await pool.call('DescribeUserPoolDomain', { Domain: 'suns' })).toEqual({ DomainDescription: {} });
  });

  test('a group', async () => {
    const { Group } = await pool.call('GetGroup', { ...ofPool, GroupName: 'heroes' });
    expect(Group).toMatchObject({ GroupName: 'heroes', ...ofPool, Description: 'Who won', Precedence: 3 });
    expect(Group).toHaveProperty('CreationDate');
  });

  test('its tags', async () => {
    const { UserPool } = await pool.call('DescribeUserPool', ofPool);
    expect(await pool.call('ListTagsForResource', { ResourceArn: UserPool.Arn })).toEqual({ Tags: { game: 'moons' } });
  });
});

describe('lists come in pages', () => {
  const lists: readonly (readonly [
    operation: string,
    member: string,
    size: string,
    token: string,
    more: object,
    id: string,
    all: number,
  ])[] = [
    ['ListUserPoolClients', 'UserPoolClients', 'MaxResults', 'NextToken', {}, 'ClientId', 3],
    ['ListGroups', 'Groups', 'Limit', 'NextToken', {}, 'GroupName', 2],
    ['ListUsersInGroup', 'Users', 'Limit', 'NextToken', { GroupName: 'heroes' }, 'Username', 3],
    ['ListUsers', 'Users', 'Limit', 'PaginationToken', {}, 'Username', 3],
    ['AdminListGroupsForUser', 'Groups', 'Limit', 'NextToken', { Username: 'adele@example.com' }, 'GroupName', 1],
  ];

  test.each(lists)('%s, one by one, is the whole', async (operation, member, size, token, more, id, all) => {
    const whole = (await pool.call(operation, { ...ofPool, ...more }))[member];
    const found: object[] = [];
    let next: string | undefined;
    do {
      const page = await pool.call(operation, { ...ofPool, ...more, [size]: 1, ...(next && { [token]: next }) });
      expect(page[member]).toHaveLength(1);
      found.push(...page[member]);
      next = page[token];
    } while (next !== undefined);
    expect(found).toEqual(whole);
    expect(new Set(whole.map((one: Record<string, string>) => one[id])).size).toBe(all);
  });

  test.each(lists)('%s refuses a token that leads nowhere', async (operation, _member, _size, token, more) => {
    const wanted = { ...ofPool, ...more, [token]: 'nowhere' };
    expect(await pool.refusal(operation, wanted)).toBe('InvalidParameterException: Invalid pagination token.');
  });

  test.each(lists)('%s refuses a page larger than AWS answers', async (operation, _member, size, _token, more) => {
    expect(await pool.refusal(operation, { ...ofPool, ...more, [size]: 61 })).toMatch(/^InvalidParameterException/);
    expect(await pool.refusal(operation, { ...ofPool, ...more, [size]: 60 })).toBe('no refusal');
  });

  test('the pools of the account, for whom a number must be given', async () => {
    expect((await pool.call('ListUserPools', { MaxResults: 60 })).UserPools).toMatchObject([
      { Id: pool.UserPoolId, Name: 'players', LambdaConfig: {} },
    ]);
    expect(await pool.refusal('ListUserPools', {})).toMatch(/^InvalidParameterException/);
    expect(await pool.refusal('ListUserPools', { MaxResults: 61 })).toMatch(/^InvalidParameterException/);
  });
});

test('resource servers are listed, a page at a time, and described', async () => {
  const Scopes = [{ ScopeName: 'write', ScopeDescription: 'Submits' }];
  const scores = { ...ofPool, Identifier: 'scores', Name: 'Scores', Scopes };
  const bare = { ...ofPool, Identifier: 'b', Name: 'Bare', Scopes: [] };
  const first = await pool.call('ListResourceServers', { ...ofPool, MaxResults: 1 });
  const second = await pool.call('ListResourceServers', { ...ofPool, MaxResults: 1, NextToken: first.NextToken });
  const both = [...first.ResourceServers, ...second.ResourceServers];
  expect(both).toHaveLength(2);
  expect(both).toEqual(expect.arrayContaining([scores, bare]));
  expect(second.NextToken).toBeUndefined();
  expect(await pool.call('DescribeResourceServer', { ...ofPool, Identifier: 'scores' })).toEqual({
    ResourceServer: scores,
  });
});

test.each<[string, Record<string, unknown>, unknown]>([
  ['ESSENTIALS where its template does not say', {}, 'ESSENTIALS'],
  ['LITE where it says so', { UserPoolTier: 'LITE' }, 'LITE'],
  ['PLUS where it says so', { UserPoolTier: 'PLUS' }, 'PLUS'],
])('a pool’s tier is %s', async (_what, properties, tier) => {
  const plain = userPoolOnHand({ pool: properties });
  const { UserPool } = await plain.call('DescribeUserPool', { UserPoolId: plain.UserPoolId });
  expect(UserPool.UserPoolTier).toBe(tier);
});

test('a pool’s aliases are told', async () => {
  const aliased = userPoolOnHand({ pool: { UsernameAttributes: undefined, AliasAttributes: ['email'] } });
  const { UserPool } = await aliased.call('DescribeUserPool', { UserPoolId: aliased.UserPoolId });
  expect(UserPool.AliasAttributes).toEqual(['email']);
});

describe('what a pool does not have', () => {
  test.each([
    ['ListIdentityProviders', { Providers: [] }],
    ['AdminListDevices', { Devices: [] }],
  ])('%s is empty', async (operation, answer) => {
    expect(await pool.call(operation, { ...ofPool, Username: 'adele@example.com' })).toEqual(answer);
  });

  const DeviceKey = 'us-east-1_0a';
  test.each([
    ['DescribeIdentityProvider', { ProviderName: 'Google' }, 'Identity provider Google does not exist.'],
    ['GetIdentityProviderByIdentifier', { IdpIdentifier: 'Google' }, 'Identity provider Google does not exist.'],
    ['DescribeResourceServer', { Identifier: 'api' }, 'Resource server api does not exist.'],
    ['GetGroup', { GroupName: 'nobody' }, 'Group not found.'],
    ['ListUsersInGroup', { GroupName: 'nobody' }, 'Group not found.'],
    ['DescribeUserPoolClient', { ClientId: 'nobody' }, 'User pool client nobody does not exist.'],
    ['AdminGetDevice', { Username: 'adele@example.com', DeviceKey }, 'Device does not exist.'],
    ['AdminForgetDevice', { Username: 'adele@example.com', DeviceKey }, 'Device does not exist.'],
    ['AdminUpdateDeviceStatus', { Username: 'adele@example.com', DeviceKey }, 'Device does not exist.'],
  ])('%s says so', async (operation, wanted, sentence) => {
    expect(await pool.refusal(operation, { ...ofPool, ...wanted })).toBe(`ResourceNotFoundException: ${sentence}`);
  });

  test.each(['ListUserPoolClients', 'DescribeUserPool', 'GetUserPoolMfaConfig', 'ListGroups', 'ListIdentityProviders'])(
    '%s of a pool that is not there',
    async (operation) => {
      expect(await pool.refusal(operation, { UserPoolId: 'us-east-1_nowhere' })).toBe(
        'ResourceNotFoundException: User pool us-east-1_nowhere does not exist.',
      );
    },
  );

  test('tags of another account’s pool', async () => {
    const ResourceArn = `arn:aws:cognito-idp:us-east-1:999999999999:userpool/${pool.UserPoolId}`;
    expect(await pool.refusal('ListTagsForResource', { ResourceArn })).toMatch(/^ResourceNotFoundException/);
    expect(pool.questions('ListTagsForResource', { ResourceArn })[0]?.resource).toBe(ResourceArn);
  });
});

describe('what a player asks with their access token', () => {
  const DeviceKey = 'us-east-1_0a';
  const operations: readonly (readonly [operation: string, wanted: object, answer: string])[] = [
    ['ListDevices', {}, 'no refusal'],
    ['GetDevice', { DeviceKey }, 'ResourceNotFoundException: Device does not exist.'],
    ['ForgetDevice', { DeviceKey }, 'ResourceNotFoundException: Device does not exist.'],
    ['UpdateDeviceStatus', { DeviceKey }, 'ResourceNotFoundException: Device does not exist.'],
    ['ConfirmDevice', { DeviceKey }, 'ResourceNotFoundException: Device does not exist.'],
    ['DeleteUserAttributes', { UserAttributeNames: ['custom:clan'] }, 'no refusal'],
  ];
  const mayWrite: Changes = { client: { WriteAttributes: ['custom:clan', 'nickname', 'email'] } };

  test.each(operations)('%s', async (operation, wanted, answer) => {
    const one = userPoolOnHand(mayWrite);
    await one.player('adele@example.com');
    const { AccessToken, IdToken } = await one.tokens('adele@example.com');
    expect(await one.refusal(operation, { ...wanted, AccessToken })).toBe(answer);
    expect(await one.refusal(operation, { ...wanted, AccessToken: IdToken })).toMatch(/^NotAuthorizedException/);
    const [header = '', claims = ''] = AccessToken.split('.');
    const forged = `${header}.${claims}.${Buffer.from('forged').toString('base64url')}`;
    expect(await one.refusal(operation, { ...wanted, AccessToken: forged })).toMatch(/^NotAuthorizedException/);
    await one.call('GlobalSignOut', { AccessToken });
    expect(await one.refusal(operation, { ...wanted, AccessToken })).toBe(
      'NotAuthorizedException: Access Token has been revoked',
    );
  });

  test.each(operations)('%s, with a token of another pool, or an expired one', async (operation, wanted, answer) => {
    const one = userPoolOnHand(mayWrite);
    await one.player('adele@example.com');
    const { AccessToken } = await one.tokens('adele@example.com');
    const other = userPoolOnHand({ firstKey: 2 });
    expect(await other.refusal(operation, { ...wanted, AccessToken })).toMatch(/^NotAuthorizedException/);
    expect(await one.refusal(operation, { ...wanted, AccessToken })).toBe(answer);
    one.clock.time += 3_600_001;
    expect(await one.refusal(operation, { ...wanted, AccessToken })).toBe(
      'NotAuthorizedException: Access Token has expired',
    );
  });
});

describe('attributes are taken away', () => {
  async function adele(client: object = {}) {
    const one = userPoolOnHand({ client: { WriteAttributes: ['custom:clan', 'nickname', 'email'], ...client } });
    await one.player('adele@example.com');
    const { AccessToken } = await one.tokens('adele@example.com');
    const user = { UserPoolId: one.UserPoolId, Username: 'adele@example.com' };
    const UserAttributes = ['nickname', 'custom:clan'].map((Name) => ({ Name, Value: 'red' }));
    await one.call('AdminUpdateUserAttributes', { ...user, UserAttributes });
    const named = async () => {
      const answer = await one.call('AdminGetUser', user);
      return answer.UserAttributes.map(({ Name }: { readonly Name: string }) => Name);
    };
    return { ...one, AccessToken, user, named };
  }

  test('by their user, and by an administrator', async () => {
    const { call, AccessToken, user, named } = await adele();
    await call('DeleteUserAttributes', { AccessToken, UserAttributeNames: ['nickname'] });
    expect(await named()).toEqual(['sub', 'email', 'email_verified', 'custom:clan']);
    await call('AdminDeleteUserAttributes', { ...user, UserAttributeNames: ['custom:clan'] });
    expect(await named()).toEqual(['sub', 'email', 'email_verified']);
  });

  test.each([
    ['custom:founder', 'NotAuthorizedException: A client attempted to write unauthorized attribute'],
    ['email_verified', 'NotAuthorizedException: A client attempted to write unauthorized attribute'],
    ['sub', 'NotAuthorizedException: A client attempted to write unauthorized attribute'],
    ['email', 'InvalidParameterException: Cannot delete an attribute that the user signs in by.'],
  ])('but not %s by its user', async (name, refusal) => {
    const { refusal: refused, AccessToken, named } = await adele();
    const before = await named();
    expect(await refused('DeleteUserAttributes', { AccessToken, UserAttributeNames: [name, 'nickname'] })).toBe(
      refusal,
    );
    expect(await named()).toEqual(before);
    expect(await refused('DeleteUserAttributes', { AccessToken, UserAttributeNames: ['nickname'] })).toBe('no refusal');
  });

  test('an address that goes takes along that it was verified', async () => {
    const one = userPoolOnHand({ pool: { UsernameAttributes: [], AutoVerifiedAttributes: [] } });
    const user = { UserPoolId: one.UserPoolId, Username: 'adele' };
    const UserAttributes = [
      { Name: 'email', Value: 'adele@example.com' },
      { Name: 'email_verified', Value: 'true' },
    ];
    await one.call('AdminCreateUser', { ...user, TemporaryPassword: goodPassword, UserAttributes });
    await one.call('AdminDeleteUserAttributes', { ...user, UserAttributeNames: ['email'] });
    expect((await one.call('AdminGetUser', user)).UserAttributes).toHaveLength(1);
    const late = [{ Name: 'email', Value: 'bruno@example.com' }];
    await one.call('AdminUpdateUserAttributes', { ...user, UserAttributes: late });
    const { UserAttributes: after } = await one.call('AdminGetUser', user);
    expect(after).toContainEqual({ Name: 'email_verified', Value: 'false' });
  });
});
