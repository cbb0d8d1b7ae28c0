import { goodPassword, userPoolOnHand } from './user-pool-on-hand';

const email = 'adele@example.com';
const signUpOf = (ClientId: string, changes: object = {}) => ({
  ClientId,
  Username: email,
  Password: goodPassword,
  ...changes,
});

test('a player signs up, and the code that was sent confirms them and their address', async () => {
  const pool = userPoolOnHand();
  const { ClientId, UserPoolId } = pool;
  const answer = await pool.call('SignUp', signUpOf(ClientId));
  expect(answer).toEqual({
    UserConfirmed: false,
    UserSub: expect.stringMatching(/^[0-9a-f-]{36}$/),
    CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
  });
  expect(pool.sent).toEqual([
    {
      userPoolId: UserPoolId,
      username: answer.UserSub,
      purpose: 'sign-up',
      to: email,
      code: expect.stringMatching(/^\d{6}$/),
    },
  ]);
  const status = async () => (await pool.call('AdminGetUser', { UserPoolId, Username: email })).UserStatus;
  expect(await status()).toBe('UNCONFIRMED');
  const confirmation = { ClientId, Username: email, ConfirmationCode: pool.lastCode() };
  await pool.call('ConfirmSignUp', confirmation);
  const { UserAttributes } = await pool.call('AdminGetUser', { UserPoolId, Username: email });
  expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
  expect(await status()).toBe('CONFIRMED');
  expect(await pool.refusal('ConfirmSignUp', confirmation)).toBe(
    'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
  );
});

test.each<[string, object, string]>([
  ['a name that is no address', { Username: 'adele' }, 'InvalidParameterException: Username should be an email.'],
  [
    'another address than the name',
    { UserAttributes: [{ Name: 'email', Value: 'bela@example.com' }] },
    'InvalidParameterException: User email should be empty or same as username, since username attribute is email',
  ],
  [
    'an attribute that an app may not write by default',
    { UserAttributes: [{ Name: 'custom:clan', Value: 'red' }] },
    'NotAuthorizedException: A client attempted to write unauthorized attribute',
  ],
  [
    'a verified address of its own saying',
    { UserAttributes: [{ Name: 'email_verified', Value: 'true' }] },
    'NotAuthorizedException: A client attempted to write unauthorized attribute',
  ],
  [
    'a short password',
    { Password: 'Aa1!' },
    'InvalidPasswordException: Password did not conform with policy: Password not long enough',
  ],
  [
    'a password without capitals',
    { Password: goodPassword.toLowerCase() },
    'InvalidPasswordException: Password did not conform with policy: Password must have uppercase characters',
  ],
  ['no password', { Password: undefined }, 'InvalidParameterException: 1 validation error detected: Password: '],
  ['another client', { ClientId: 'nobody' }, 'ResourceNotFoundException: User pool client nobody does not exist.'],
])('%s is refused at sign-up', async (_claim, changes, sentence) => {
  const pool = userPoolOnHand();
  expect(await pool.refusal('SignUp', signUpOf(pool.ClientId, changes))).toContain(sentence);
  expect(await pool.refusal('SignUp', signUpOf(pool.ClientId))).toBe('no refusal');
});

test('an address is given to one user only, however it is written', async () => {
  const pool = userPoolOnHand();
  await pool.call('SignUp', signUpOf(pool.ClientId));
  expect(await pool.refusal('SignUp', signUpOf(pool.ClientId, { Username: email.toUpperCase() }))).toBe(
    'UsernameExistsException: An account with the given email already exists.',
  );
  expect(await pool.refusal('SignUp', signUpOf(pool.ClientId, { Username: 'bela@example.com' }))).toBe('no refusal');
});

test('nobody signs up where only administrators make users', async () => {
  const closed = userPoolOnHand({ pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } });
  expect(await closed.refusal('SignUp', signUpOf(closed.ClientId))).toBe(
    'NotAuthorizedException: SignUp is not permitted for this user pool',
  );
});

test('in a pool of user names, nobody takes another’s name or ID', async () => {
  const pool = userPoolOnHand({ pool: { UsernameAttributes: [], AutoVerifiedAttributes: [] } });
  const signUp = (Username: string) => signUpOf(pool.ClientId, { Username });
  const { UserSub, CodeDeliveryDetails } = await pool.call('SignUp', signUp('adele'));
  expect(CodeDeliveryDetails).toBeUndefined();
  for (const name of ['adele', 'ADELE', UserSub]) {
    expect(await pool.refusal('SignUp', signUp(name))).toBe('UsernameExistsException: User already exists');
  }
  expect(await pool.refusal('SignUp', signUp('bela'))).toBe('no refusal');
});

test('a required attribute must come with the sign-up', async () => {
  const pool = userPoolOnHand({ pool: { Schema: [{ Name: 'nickname', Required: true }] } });
  expect(await pool.refusal('SignUp', signUpOf(pool.ClientId))).toBe(
    'InvalidParameterException: Attributes did not conform to the schema: nickname: The attribute is required',
  );
  const complete = signUpOf(pool.ClientId, { UserAttributes: [{ Name: 'nickname', Value: 'Dell' }] });
  expect(await pool.refusal('SignUp', complete)).toBe('no refusal');
});

describe('a code', () => {
  const wrongCode = (right: string) => (right === '000000' ? '000001' : '000000');

  test('that is wrong, or a day old, does not confirm; a new one does', async () => {
    const pool = userPoolOnHand();
    const { ClientId } = pool;
    await pool.call('SignUp', signUpOf(ClientId));
    const confirm = (ConfirmationCode: string) => ({ ClientId, Username: email, ConfirmationCode });
    expect(await pool.refusal('ConfirmSignUp', confirm(wrongCode(pool.lastCode())))).toMatch(/^CodeMismatchException/);
    pool.clock.time += 24 * 60 * 60 * 1000;
    expect(await pool.refusal('ConfirmSignUp', confirm(pool.lastCode()))).toMatch(/^ExpiredCodeException/);
    await pool.call('ResendConfirmationCode', { ClientId, Username: email });
    expect(pool.sent).toHaveLength(2);
    expect(await pool.refusal('ConfirmSignUp', confirm(pool.lastCode()))).toBe('no refusal');
    // Whoever is confirmed gets no further one; that they are is told by no answer.
    expect(await pool.refusal('ResendConfirmationCode', { ClientId, Username: email })).toBe('no refusal');
    expect(pool.sent).toHaveLength(2);
  });

  test('cannot be guessed: after five wrong ones the right one is refused too, for an hour', async () => {
    const pool = userPoolOnHand();
    const { ClientId } = pool;
    await pool.call('SignUp', signUpOf(ClientId));
    const confirm = (ConfirmationCode: string) => ({ ClientId, Username: email, ConfirmationCode });
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await pool.refusal('ConfirmSignUp', confirm(wrongCode(pool.lastCode())))).toMatch(/^CodeMismatch/);
    }
    expect(await pool.refusal('ConfirmSignUp', confirm(pool.lastCode()))).toMatch(/^LimitExceededException/);
    pool.clock.time += 60 * 60 * 1000;
    expect(await pool.refusal('ConfirmSignUp', confirm(pool.lastCode()))).toBe('no refusal');
  });
});

describe('a forgotten password', () => {
  const another = 'Another-Horse-8';

  test('is replaced by whoever has the code', async () => {
    const pool = userPoolOnHand();
    const { ClientId } = pool;
    await pool.player(email);
    await pool.call('ForgotPassword', { ClientId, Username: email });
    expect(pool.sent.at(-1)).toMatchObject({ purpose: 'forgotten-password', to: email });
    const change = { ClientId, Username: email, Password: another, ConfirmationCode: pool.lastCode() };
    expect(await pool.refusal('ConfirmForgotPassword', { ...change, Password: 'weak' })).toMatch(/^InvalidPassword/);
    await pool.call('ConfirmForgotPassword', change);
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email))).toMatch(/Incorrect/);
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email, another))).toBe('no refusal');
    expect(await pool.refusal('ConfirmForgotPassword', change)).toMatch(/^ExpiredCodeException/);
  });

  test.each([
    ['ENABLED', 'no refusal', /^CodeMismatchException/],
    ['LEGACY', 'UserNotFoundException: Username/client id combination not found.', /^UserNotFoundException/],
  ])('of somebody who does not exist (%s)', async (PreventUserExistenceErrors, asked, answered) => {
    const pool = userPoolOnHand({ client: { PreventUserExistenceErrors } });
    const request = { ClientId: pool.ClientId, Username: 'ghost@example.com' };
    expect(await pool.refusal('ForgotPassword', request)).toBe(asked);
    const change = { ...request, Password: another, ConfirmationCode: '123456' };
    expect(await pool.refusal('ConfirmForgotPassword', change)).toMatch(answered);
    expect(pool.sent).toEqual([]);
  });

  test('needs a verified address, and a pool that lets it be replaced', async () => {
    const pool = userPoolOnHand({ client: { PreventUserExistenceErrors: 'LEGACY' } });
    const { ClientId, UserPoolId } = pool;
    await pool.call('SignUp', signUpOf(ClientId));
    await pool.call('AdminConfirmSignUp', { UserPoolId, Username: email });
    expect(await pool.refusal('ForgotPassword', { ClientId, Username: email })).toMatch(
      /no registered\/verified email/,
    );
    const closed = userPoolOnHand({
      pool: { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] } },
    });
    await closed.player(email);
    expect(await closed.refusal('ForgotPassword', { ClientId: closed.ClientId, Username: email })).toMatch(
      /administrator/,
    );
  });
});
