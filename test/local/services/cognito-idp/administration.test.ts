import { goodPassword, userPoolOnHand } from './user-pool-on-hand';

const email = 'adele@example.com';
const another = 'Another-Horse-8';

describe('a user whom an administrator makes', () => {
  const create = (UserPoolId: string, more: object = {}) => ({ UserPoolId, Username: email, ...more });

  test('replaces their temporary password at the first sign-in', async () => {
    const pool = userPoolOnHand();
    const { ClientId, UserPoolId } = pool;
    const { User } = await pool.call('AdminCreateUser', create(UserPoolId));
    expect(User).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true });
    expect(pool.sent).toMatchObject([{ purpose: 'invitation', to: email }]);
    const asked = await pool.call('InitiateAuth', pool.passwordSignIn(email, pool.lastCode()));
    expect(asked).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    expect(asked).not.toHaveProperty('AuthenticationResult');
    const respond = (NEW_PASSWORD: string, Session = asked.Session) => ({
      ClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME: email, NEW_PASSWORD },
    });
    expect(await pool.refusal('RespondToAuthChallenge', respond(another, 'x'.repeat(40)))).toMatch(/Invalid session/);
    expect(await pool.refusal('RespondToAuthChallenge', respond('weak'))).toMatch(/^InvalidPasswordException/);
    const { AuthenticationResult } = await pool.call('RespondToAuthChallenge', respond(another));
    expect(AuthenticationResult).toHaveProperty('IdToken');
    expect(await pool.refusal('RespondToAuthChallenge', respond(another))).toMatch(/Invalid session/);
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email, another))).toBe('no refusal');
  });

  test('has seven days for it', async () => {
    const pool = userPoolOnHand();
    await pool.call(
      'AdminCreateUser',
      create(pool.UserPoolId, { TemporaryPassword: goodPassword, MessageAction: 'SUPPRESS' }),
    );
    expect(pool.sent).toEqual([]);
    pool.clock.time += 7 * 24 * 60 * 60 * 1000 - 1;
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email))).toBe('no refusal');
    pool.clock.time += 1;
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email))).toMatch(/Temporary password has expired/);
  });

  test('signs in at once where their password is made theirs, by the administrator’s own flow too', async () => {
    const pool = userPoolOnHand();
    const { ClientId, UserPoolId } = pool;
    await pool.call('AdminCreateUser', create(UserPoolId, { MessageAction: 'SUPPRESS' }));
    await pool.call('AdminSetUserPassword', create(UserPoolId, { Password: goodPassword, Permanent: true }));
    const start = { ClientId, UserPoolId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' };
    const parameters = { USERNAME: email, PASSWORD: goodPassword };
    const { AuthenticationResult } = await pool.call('AdminInitiateAuth', { ...start, AuthParameters: parameters });
    expect(AuthenticationResult).toHaveProperty('RefreshToken');
    await pool.call('AdminDeleteUser', create(UserPoolId));
    expect(await pool.refusal('AdminGetUser', create(UserPoolId))).toBe('UserNotFoundException: User does not exist.');
    expect(await pool.refusal('AdminCreateUser', create(UserPoolId))).toBe('no refusal');
  });

  test('gets a password of the policy that nobody can guess', async () => {
    const policy = { MinimumLength: 24, RequireSymbols: true, RequireNumbers: true, RequireUppercase: true };
    const pool = userPoolOnHand({ pool: { Policies: { PasswordPolicy: policy } } });
    await pool.call('AdminCreateUser', create(pool.UserPoolId));
    await pool.call('AdminCreateUser', create(pool.UserPoolId, { Username: 'bela@example.com' }));
    const [one = '', two = ''] = pool.sent.map(({ code }) => code);
    expect(one).toMatch(/^(?=.*[A-Z])(?=.*\d)(?=.*[^A-Za-z\d\s]).{24,}$/);
    expect(one).not.toBe(two);
  });
});

describe('a list of users', () => {
  const listOf = async () => {
    const pool = userPoolOnHand();
    for (const name of ['adele', 'agnes', 'bela']) await pool.player(`${name}@example.com`);
    return async (more: object) => {
      const { Users, PaginationToken } = await pool.call('ListUsers', { UserPoolId: pool.UserPoolId, ...more });
      const emails = Users.map(({ Attributes }: { Attributes: { Name: string; Value: string }[] }) =>
        Attributes.find(({ Name }) => Name === 'email')?.Value.replace('@example.com', ''),
      );
      return {
        emails,
        PaginationToken,
        refusal: (Filter: string) => pool.refusal('ListUsers', { UserPoolId: pool.UserPoolId, Filter }),
      };
    };
  };

  test.each([
    ['email = "bela@example.com"', ['bela']],
    ['email ^= "a"', ['adele', 'agnes']],
    ['cognito:user_status = "CONFIRMED"', ['adele', 'agnes', 'bela']],
    ['status = "Disabled"', []],
    ['email = "*"', []],
  ])('by the filter %s', async (Filter, expected) => {
    expect((await (await listOf())({ Filter })).emails).toEqual(expected);
  });

  test('comes in pages', async () => {
    const list = await listOf();
    const first = await list({ Limit: 2 });
    expect(first.emails).toEqual(['adele', 'agnes']);
    expect(await list({ Limit: 2, PaginationToken: first.PaginationToken })).toMatchObject({
      emails: ['bela'],
      PaginationToken: undefined,
    });
  });

  test('by no custom attribute, and by no filter that is none', async () => {
    const { refusal } = await (await listOf())({});
    for (const filter of ['custom:clan = "red"', 'email', 'constructor = "x"', 'email = "a" or "b"']) {
      expect(await refusal(filter)).toBe('InvalidParameterException: Invalid search filter.');
    }
    expect(await refusal('email = "x"')).toBe('no refusal');
  });
});

test('a pool and a client are described as their template has them', async () => {
  const pool = userPoolOnHand({ pool: { UserPoolName: 'players' } });
  const { ClientId, UserPoolId } = pool;
  const { UserPool } = await pool.call('DescribeUserPool', { UserPoolId });
  expect(UserPool).toMatchObject({
    Id: UserPoolId,
    Name: 'players',
    MfaConfiguration: 'OFF',
    EstimatedNumberOfUsers: 0,
  });
  const { UserPoolClient } = await pool.call('DescribeUserPoolClient', { UserPoolId, ClientId });
  expect(UserPoolClient).toMatchObject({ ClientId, UserPoolId, EnableTokenRevocation: true });
  expect(await pool.refusal('DescribeUserPoolClient', { UserPoolId, ClientId: 'other' })).toMatch(/^ResourceNotFound/);
});

describe('IAM is asked about the pool', () => {
  test('by the operation’s own name, with the pool’s tags', () => {
    const pool = userPoolOnHand({ pool: { UserPoolTags: { stage: 'local' } } });
    const arn = `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${pool.UserPoolId}`;
    const user = { UserPoolId: pool.UserPoolId, Username: email };
    for (const operation of ['AdminGetUser', 'AdminDeleteUser', 'AdminUserGlobalSignOut', 'AdminCreateUser']) {
      expect(pool.questions(operation, user)).toEqual([
        { action: `cognito-idp:${operation}`, resource: arn, context: new Map([['aws:resourcetag/stage', 'local']]) },
      ]);
    }
  });

  test('before anything of it is told', () => {
    const { questions } = userPoolOnHand();
    const [question] = questions('DescribeUserPool', { UserPoolId: 'us-east-1_nothere' });
    expect(question?.resource).toMatch(/:userpool\/us-east-1_nothere$/);
  });

  test('by every operation of administrators, which must be signed, and by none of players, which need not', () => {
    const { service } = userPoolOnHand();
    const signatureOf = (operation: string) =>
      service.match({
        headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
        method: 'POST',
      } as never)?.signature;
    const ofAdministrators = ['AdminInitiateAuth', 'AdminSetUserPassword', 'ListUsers', 'DescribeUserPoolClient'];
    expect(ofAdministrators.map(signatureOf)).toEqual(ofAdministrators.map(() => 'required'));
    const ofPlayers = ['SignUp', 'InitiateAuth', 'GetUser', 'RevokeToken', 'GlobalSignOut', 'UpdateUserAttributes'];
    expect(ofPlayers.map(signatureOf)).toEqual(ofPlayers.map(() => 'none'));
  });
});
