import { type PasswordChallenge, SrpClient } from '../../../../lambda/smoke-test/player-tokens/srp-client';
import { claimsOf, goodPassword, userPoolOnHand } from './user-pool-on-hand';

const email = 'adele@example.com';

/** Begins a sign-in by SRP. */
async function startSrp(pool: ReturnType<typeof userPoolOnHand>, username = email) {
  const srp = new SrpClient();
  const answer = await pool.call('InitiateAuth', {
    ClientId: pool.ClientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: username, SRP_A: srp.publicValue },
  });
  const parameters = answer.ChallengeParameters as unknown as PasswordChallenge;
  const respond = (password: string, changes: Record<string, string> = {}) => ({
    ClientId: pool.ClientId,
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses: { ...srp.answer(pool.UserPoolId, password, parameters), ...changes },
  });
  return { parameters, respond };
}

describe('sign-in by SRP', () => {
  test('the right password, which is never sent, is answered with tokens', async () => {
    const pool = userPoolOnHand();
    await pool.player(email);
    const { respond } = await startSrp(pool);
    const { AuthenticationResult } = await pool.call('RespondToAuthChallenge', respond(goodPassword));
    expect(claimsOf(AuthenticationResult.IdToken)).toMatchObject({ email, token_use: 'id', aud: pool.ClientId });
  });

  test.each<[string, (honest: { respond: (p: string, c?: Record<string, string>) => object }) => object]>([
    ['a wrong password', ({ respond }) => respond('Wrong-Horse-7')],
    ['another signature', ({ respond }) => respond(goodPassword, { PASSWORD_CLAIM_SIGNATURE: 'AAAA' })],
    [
      'another time than was signed',
      ({ respond }) => respond(goodPassword, { TIMESTAMP: 'Fri Nov 20 12:00:00 UTC 2020' }),
    ],
    ['another user', ({ respond }) => respond(goodPassword, { USERNAME: 'bela@example.com' })],
  ])('%s is refused', async (_claim, change) => {
    const pool = userPoolOnHand();
    await pool.player(email);
    await pool.player('bela@example.com');
    expect(await pool.refusal('RespondToAuthChallenge', change(await startSrp(pool)))).toBe(
      'NotAuthorizedException: Incorrect username or password.',
    );
    const honest = await startSrp(pool);
    expect(await pool.refusal('RespondToAuthChallenge', honest.respond(goodPassword))).toBe('no refusal');
  });

  test('a challenge is answered once, in time, and by the client that asked', async () => {
    const pool = userPoolOnHand({
      more: {
        Other: {
          Type: 'AWS::Cognito::UserPoolClient',
          Properties: { UserPoolId: { Ref: 'Players' }, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] },
        },
      },
    });
    await pool.player(email);
    const refused = 'NotAuthorizedException: Invalid session for the user.';
    const [other = ''] = [...(pool.pools.all()[0]?.clients.keys() ?? [])].filter((id) => id !== pool.ClientId);
    const late = await startSrp(pool);
    pool.clock.time += 3 * 60 * 1000;
    expect(await pool.refusal('RespondToAuthChallenge', late.respond(goodPassword))).toBe(refused);
    const stolen = await startSrp(pool);
    expect(await pool.refusal('RespondToAuthChallenge', { ...stolen.respond(goodPassword), ClientId: other })).toBe(
      refused,
    );
    const honest = await startSrp(pool);
    const response = honest.respond(goodPassword);
    expect(await pool.refusal('RespondToAuthChallenge', response)).toBe('no refusal');
    expect(await pool.refusal('RespondToAuthChallenge', response)).toBe(refused);
  });

  test('a public value that would make the secret predictable is refused', async () => {
    const pool = userPoolOnHand();
    await pool.player(email);
    const start = (SRP_A: string) => ({
      ClientId: pool.ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: email, SRP_A },
    });
    for (const value of ['0', '00', 'xyz']) {
      expect(await pool.refusal('InitiateAuth', start(value))).toMatch(/^InvalidParameterException: SRP_A/);
    }
    expect(await pool.refusal('InitiateAuth', start('2'))).toBe('no refusal');
  });

  test('somebody who does not exist gets the same challenge at each try, and no other answer than a wrong password', async () => {
    const pool = userPoolOnHand();
    await pool.player(email);
    const [one, two] = [await startSrp(pool, 'ghost@example.com'), await startSrp(pool, 'ghost@example.com')];
    const [theirs, again] = [await startSrp(pool), await startSrp(pool)];
    for (const [a, b] of [
      [one, two],
      [theirs, again],
    ] as const) {
      expect(a.parameters.SALT).toBe(b.parameters.SALT);
      expect(a.parameters.USER_ID_FOR_SRP).toBe(b.parameters.USER_ID_FOR_SRP);
      expect(a.parameters.SRP_B).not.toBe(b.parameters.SRP_B);
      expect(a.parameters.USER_ID_FOR_SRP).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
    expect(await pool.refusal('RespondToAuthChallenge', one.respond(goodPassword))).toBe(
      'NotAuthorizedException: Incorrect username or password.',
    );
  });

  test('a password that changed in between does not count any more', async () => {
    const pool = userPoolOnHand();
    await pool.player(email);
    const { respond } = await startSrp(pool);
    const change = { UserPoolId: pool.UserPoolId, Username: email, Password: 'Another-Horse-8', Permanent: true };
    await pool.call('AdminSetUserPassword', change);
    expect(await pool.refusal('RespondToAuthChallenge', respond(goodPassword))).toMatch(/^NotAuthorizedException/);
    const { respond: anew } = await startSrp(pool);
    expect(await pool.refusal('RespondToAuthChallenge', anew('Another-Horse-8'))).toBe('no refusal');
  });
});

describe('a flow that the app client does not allow is refused', () => {
  const parameters = { USERNAME: email, PASSWORD: goodPassword, SRP_A: '2', REFRESH_TOKEN: 'x' };
  test.each([
    ['USER_SRP_AUTH', 'USER_SRP_AUTH is not enabled for the client.'],
    ['USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client'],
    ['REFRESH_TOKEN_AUTH', 'Auth flow not enabled for this client'],
    ['CUSTOM_AUTH', 'CUSTOM_AUTH is not enabled for the client.'],
    ['ADMIN_USER_PASSWORD_AUTH', 'Initiate Auth method not supported.'],
    ['toString', 'Initiate Auth method not supported.'],
  ])('%s', async (AuthFlow, sentence) => {
    const pool = userPoolOnHand({ client: { ExplicitAuthFlows: [] } });
    const { ClientId, UserPoolId } = pool;
    await pool.player(email);
    const start = { ClientId, AuthFlow, AuthParameters: parameters };
    expect(await pool.refusal('InitiateAuth', start)).toBe(`InvalidParameterException: ${sentence}`);
    expect(await pool.refusal('AdminInitiateAuth', { ...start, UserPoolId })).toMatch(/^InvalidParameterException: /);
  });

  test('and one that it allows is not', async () => {
    const pool = userPoolOnHand();
    const { ClientId, UserPoolId } = pool;
    await pool.player(email);
    for (const AuthFlow of ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH']) {
      const start = { ClientId, UserPoolId, AuthFlow, AuthParameters: parameters };
      expect(await pool.refusal('AdminInitiateAuth', start)).toBe('no refusal');
    }
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email))).toBe('no refusal');
  });
});

describe('who may not sign in', () => {
  test.each([
    ['ENABLED', 'NotAuthorizedException: Incorrect username or password.'],
    ['LEGACY', 'UserNotFoundException: User does not exist.'],
  ])('somebody who does not exist (%s)', async (PreventUserExistenceErrors, sentence) => {
    const pool = userPoolOnHand({ client: { PreventUserExistenceErrors } });
    await pool.player(email);
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn('ghost@example.com'))).toBe(sentence);
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email))).toBe('no refusal');
  });

  test.each([
    ['ENABLED', 'NotAuthorizedException: Incorrect username or password.'],
    ['LEGACY', 'UserNotConfirmedException: User is not confirmed.'],
  ])('who is not confirmed, which a wrong password (%s) does or does not learn', async (mode, toAnybody) => {
    const pool = userPoolOnHand({ client: { PreventUserExistenceErrors: mode } });
    await pool.call('SignUp', { ClientId: pool.ClientId, Username: email, Password: goodPassword });
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email))).toMatch(/^UserNotConfirmedException/);
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email, 'Wrong-Horse-7'))).toBe(toAnybody);
  });

  test('who is disabled, until they are enabled again', async () => {
    const pool = userPoolOnHand();
    const { UserPoolId } = pool;
    await pool.player(email);
    await pool.call('AdminDisableUser', { UserPoolId, Username: email });
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email))).toBe(
      'NotAuthorizedException: User is disabled.',
    );
    await pool.call('AdminEnableUser', { UserPoolId, Username: email });
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email))).toBe('no refusal');
  });

  test('who tried five wrong passwords, for a second, and twice as long after the next', async () => {
    const pool = userPoolOnHand();
    await pool.player(email);
    const wrong = () => pool.refusal('InitiateAuth', pool.passwordSignIn(email, 'Wrong-Horse-7'));
    const right = () => pool.refusal('InitiateAuth', pool.passwordSignIn(email));
    const locked = 'NotAuthorizedException: Password attempts exceeded';
    for (let attempt = 1; attempt <= 5; attempt += 1) expect(await wrong()).toMatch(/Incorrect/);
    expect(await right()).toBe(locked);
    pool.clock.time += 1000;
    expect(await wrong()).toMatch(/Incorrect/);
    pool.clock.time += 1000;
    expect(await right()).toBe(locked);
    pool.clock.time += 1000;
    expect(await right()).toBe('no refusal');
  });
});

test('an e-mail address is the same in capitals, where the pool says so, and another one where it does not', async () => {
  const insensitive = userPoolOnHand();
  await insensitive.player(email);
  expect(await insensitive.refusal('InitiateAuth', insensitive.passwordSignIn(email.toUpperCase()))).toBe('no refusal');
  const sensitive = userPoolOnHand({ pool: { UsernameConfiguration: { CaseSensitive: true } } });
  await sensitive.player(email);
  expect(await sensitive.refusal('InitiateAuth', sensitive.passwordSignIn(email.toUpperCase()))).toMatch(/Incorrect/);
});
