import { timeStep, totpCode } from '../../../../local/services/cognito-idp/users/totp';
import { goodPassword, userPoolOnHand } from '../../services/cognito-idp/user-pool-on-hand';
import { left, takeUp } from './restart';

const group = (GroupName: string) => ({
  Type: 'AWS::Cognito::UserPoolGroup',
  Properties: { UserPoolId: { Ref: 'Players' }, GroupName },
});
const settings = {
  pool: { EnabledMfas: ['SOFTWARE_TOKEN_MFA'], MfaConfiguration: 'OPTIONAL' },
  more: { Owls: group('owls'), Bats: group('bats') },
};
type Pool = ReturnType<typeof userPoolOnHand>;

let pool: Pool;
let again: Pool;
const tokens: Record<string, { RefreshToken: string; AccessToken: string }> = {};
const codes: Record<string, string> = {};
let secret: Buffer;

const of = (Username: string) => ({ UserPoolId: pool.UserPoolId, Username });
const at = (name: string) => `${name}@example.com`;
const wrongPassword = (on: Pool, name: string) =>
  on.refusal('InitiateAuth', { ...pool.passwordSignIn(at(name), 'Wrong-Horse-7') });
const signIn = (on: Pool, name: string, password = goodPassword) =>
  on.refusal('InitiateAuth', pool.passwordSignIn(at(name), password));
const refresh = (on: Pool, name: string) =>
  on.refusal('InitiateAuth', {
    ClientId: pool.ClientId,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: tokens[name]?.RefreshToken ?? '' },
  });

/** Everybody that there can be. */
async function play(): Promise<void> {
  const { call, ClientId, UserPoolId, clock, lastCode } = pool;
  for (const name of ['ana', 'ben', 'cyd', 'dan', 'eve', 'fay', 'gil']) {
    await pool.player(at(name));
    clock.time += 1000;
    tokens[name] = await pool.tokens(at(name));
  }
  await call('SignUp', { ClientId, Username: at('new'), Password: goodPassword });
  codes.new = lastCode();
  await call('AdminCreateUser', { ...of(at('invited')), TemporaryPassword: goodPassword });
  await call('ForgotPassword', { ClientId, Username: at('ana') });
  codes.ana = lastCode();
  await call('AdminAddUserToGroup', { ...of(at('ana')), GroupName: 'owls' });
  await call('AdminAddUserToGroup', { ...of(at('ben')), GroupName: 'bats' });
  await call('AdminUpdateUserAttributes', {
    ...of(at('ben')),
    UserAttributes: [{ Name: 'custom:clan', Value: '__proto__' }],
  });
  await call('RevokeToken', { ClientId, Token: tokens.cyd?.RefreshToken });
  await call('AdminUserGlobalSignOut', of(at('dan')));
  await call('AdminDisableUser', of(at('eve')));
  await call('AdminDeleteUser', of(at('fay')));
  const AccessToken = tokens.gil?.AccessToken;
  await call('AssociateSoftwareToken', { AccessToken });
  secret = pool.pools.get(UserPoolId).users.find(at('gil'))?.softwareToken?.secret ?? Buffer.of();
  await call('VerifySoftwareToken', { AccessToken, UserCode: totpCode(secret, timeStep(clock.time)) });
  await call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } });
  // As often for somebody as for nobody: the sixth meets a lock.
  for (let times = 0; times < 6; times += 1) {
    for (const name of ['ben', 'nobody']) await wrongPassword(pool, name);
  }
}

function restarted(from: Pool, changes: Parameters<typeof userPoolOnHand>[0] = settings): Pool {
  const next = userPoolOnHand(changes);
  next.clock.time = from.clock.time;
  takeUp(left(from.collections), next.collections, next.keeper);
  return next;
}

beforeEach(async () => {
  pool = userPoolOnHand(settings);
  await play();
  again = restarted(pool);
});

const everybody = ['ana', 'ben', 'cyd', 'dan', 'eve', 'fay', 'gil', 'new', 'invited', 'nobody'];
const answer = (on: Pool, name: string, body: unknown) =>
  on.call(name, body).catch(({ code, message }: Error & { code: string }) => ({ code, message }));

test('every read operation answers after a restart as before', async () => {
  const { UserPoolId, ClientId } = pool;
  const reads: [string, object][] = [
    ...everybody.flatMap((name): [string, object][] => [
      ['AdminGetUser', of(at(name))],
      ['AdminListGroupsForUser', of(at(name))],
    ]),
    ['ListUsers', { UserPoolId }],
    ['ListUsers', { UserPoolId, Filter: 'email ^= "b"' }],
    ['ListGroups', { UserPoolId }],
    ['GetGroup', { UserPoolId, GroupName: 'owls' }],
    ['ListUsersInGroup', { UserPoolId, GroupName: 'bats' }],
    ['DescribeUserPool', { UserPoolId }],
    ['DescribeUserPoolClient', { UserPoolId, ClientId }],
    ['ListUserPoolClients', { UserPoolId, MaxResults: 10 }],
    ['ListUserPools', { MaxResults: 10 }],
  ];
  for (const [name, body] of reads)
    expect([name, await answer(again, name, body)]).toEqual([name, await answer(pool, name, body)]);
});

const confirm = (name: string, code = codes[name]) => ({
  ClientId: pool.ClientId,
  Username: at(name),
  ConfirmationCode: code,
});

const steps: [string, (on: Pool) => Promise<string>, string][] = [
  ['a password signs in', (on) => signIn(on, 'ana'), 'no refusal'],
  ['a wrong one does not', (on) => wrongPassword(on, 'ana'), 'NotAuthorizedException: Incorrect username or password.'],
  ['a refresh token gets tokens', (on) => refresh(on, 'ana'), 'no refusal'],
  [
    'one that was called back does not',
    (on) => refresh(on, 'cyd'),
    'NotAuthorizedException: Refresh Token has been revoked',
  ],
  [
    'nor one of whoever signed out',
    (on) => refresh(on, 'dan'),
    'NotAuthorizedException: Refresh Token has been revoked',
  ],
  ['whoever is disabled stays so', (on) => signIn(on, 'eve'), 'NotAuthorizedException: User is disabled.'],
  ['whoever is deleted stays so', (on) => signIn(on, 'fay'), 'NotAuthorizedException: Incorrect username or password.'],
  ['a code that was sent confirms', (on) => on.refusal('ConfirmSignUp', confirm('new')), 'no refusal'],
  [
    'another one does not',
    (on) => on.refusal('ConfirmSignUp', confirm('new', '1234567')),
    'CodeMismatchException: Invalid verification code provided, please try again.',
  ],
  [
    'a forgotten password is replaced',
    (on) => on.refusal('ConfirmForgotPassword', { ...confirm('ana'), Password: 'Another-Horse-7' }),
    'no refusal',
  ],
  [
    'whoever tried too often is locked out',
    (on) => signIn(on, 'ben'),
    'NotAuthorizedException: Password attempts exceeded',
  ],
  ['and so is nobody', (on) => signIn(on, 'nobody'), 'NotAuthorizedException: Password attempts exceeded'],
  [
    'a name that is taken is taken',
    (on) => on.refusal('SignUp', { ClientId: pool.ClientId, Username: at('ana'), Password: goodPassword }),
    'UsernameExistsException: An account with the given email already exists.',
  ],
  [
    'one that is free again is free',
    (on) => on.refusal('SignUp', { ClientId: pool.ClientId, Username: at('fay'), Password: goodPassword }),
    'no refusal',
  ],
];

test.each(steps)('after a restart as before: %s', async (_what, step, expected) => {
  const after = await step(again);
  expect(after).toBe(await step(pool));
  expect(after).toBe(expected);
});

test('an authenticator’s code that was used is used, and the next one holds', async () => {
  const codeAt = async (on: Pool, time: number) => {
    on.clock.time = time;
    const { Session } = await on.call('InitiateAuth', pool.passwordSignIn(at('gil')));
    return on.refusal('RespondToAuthChallenge', {
      ...{ ClientId: pool.ClientId, ChallengeName: 'SOFTWARE_TOKEN_MFA', Session },
      ChallengeResponses: { USERNAME: at('gil'), SOFTWARE_TOKEN_MFA_CODE: totpCode(secret, timeStep(time)) },
    });
  };
  const now = again.clock.time;
  expect(await codeAt(again, now)).toContain('CodeMismatchException');
  expect(await codeAt(again, now + 60_000)).toBe('no refusal');
});

test.each(['ana', 'nobody', 'never-asked-before'])(
  '%s meets the same salt and internal ID after a restart',
  async (name) => {
    const start = (on: Pool) =>
      on.call('InitiateAuth', {
        ClientId: pool.ClientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: at(name), SRP_A: 'abcdef' },
      });
    const { SALT, USER_ID_FOR_SRP } = (await start(again)).ChallengeParameters;
    expect({ SALT, USER_ID_FOR_SRP }).toEqual(
      (({ SALT: salt, USER_ID_FOR_SRP: id }) => ({ SALT: salt, USER_ID_FOR_SRP: id }))(
        (await start(pool)).ChallengeParameters,
      ),
    );
  },
);

test('a group that is gone is forgotten for good, and one that is there is not', async () => {
  const without = restarted(pool, { ...settings, more: { Owls: settings.more.Owls } });
  const later = restarted(without);
  const members = async (GroupName: string) =>
    (await later.call('ListUsersInGroup', { UserPoolId: pool.UserPoolId, GroupName })).Users.length;
  expect([await members('owls'), await members('bats')]).toEqual([1, 0]);
});

test('a pool that is deleted takes everybody with it', () => {
  expect(left(pool.collections).length).toBeGreaterThan(10);
  pool.pools.delete(pool.UserPoolId);
  pool.keeper.check(pool.collections);
  expect(left(pool.collections)).toEqual([]);
  const empty = userPoolOnHand(settings);
  takeUp(left(pool.collections), empty.collections, empty.keeper);
  expect(empty.pools.get(pool.UserPoolId).users.all()).toEqual([]);
});

test('nobody is sent anything by a restart', () => {
  expect(pool.sent).not.toEqual([]);
  expect(again.sent).toEqual([]);
});
