import { goodPassword } from '../user-pool-on-hand';
import { type Event, poolWithTriggers } from './functions-on-hand';

// While a function of a pool runs, other calls are answered: what they change counts.

type Pool = ReturnType<typeof poolWithTriggers>;

const ana = 'ana@example.com';
const otherPassword = 'Other-Horse-8';

/** What somebody does while a function runs, or while a challenge is open. */
const changes: Readonly<Record<string, (pool: Pool) => unknown>> = {
  nothing: () => undefined,
  'looks at the player': ({ call, UserPoolId }) => call('AdminGetUser', { UserPoolId, Username: ana }),
  'signs in too': ({ call, passwordSignIn }) => call('InitiateAuth', passwordSignIn(ana)),
  'deletes the player': ({ call, UserPoolId }) => call('AdminDeleteUser', { UserPoolId, Username: ana }),
  'disables the player': ({ call, UserPoolId }) => call('AdminDisableUser', { UserPoolId, Username: ana }),
  'disables and enables the player': async ({ call, UserPoolId }) => {
    await call('AdminDisableUser', { UserPoolId, Username: ana });
    await call('AdminEnableUser', { UserPoolId, Username: ana });
  },
  'signs the player out': ({ call, UserPoolId }) => call('AdminUserGlobalSignOut', { UserPoolId, Username: ana }),
  'sets another password': ({ call, UserPoolId }) =>
    call('AdminSetUserPassword', { UserPoolId, Username: ana, Password: otherPassword, Permanent: true }),
  'deletes the pool': ({ pools, UserPoolId }) => pools.delete(UserPoolId),
};

const harmless = ['nothing', 'looks at the player', 'signs in too'];
const afterProof = {
  ...Object.fromEntries(harmless.map((name) => [name, 'no refusal'])),
  'deletes the player': 'UserNotFoundException: User does not exist.',
  'disables the player': 'NotAuthorizedException: User is disabled.',
  'disables and enables the player': 'NotAuthorizedException: User has been signed out.',
  'signs the player out': 'NotAuthorizedException: User has been signed out.',
  'sets another password': 'NotAuthorizedException: Incorrect username or password.',
  'deletes the pool': expect.stringMatching('^ResourceNotFoundException: User pool client [a-z0-9]+ does not exist.$'),
};
/** To an app client that hides who exists, somebody who is gone is nobody. */
const afterCustom = { ...afterProof, 'deletes the player': afterProof['sets another password'] };
/** A refresh token outlives a password. */
const refreshing = {
  ...afterProof,
  'disables and enables the player': 'NotAuthorizedException: Refresh Token has been revoked',
  'signs the player out': 'NotAuthorizedException: Refresh Token has been revoked',
  'sets another password': 'no refusal',
};

/** Has somebody do something the first time that a function runs for this. */
function meanwhile(pool: Pool, source: string, change: (pool: Pool) => unknown): void {
  const runner = pool.pools.triggerRunner;
  let isFirst = true;
  pool.pools.triggerRunner = {
    run: async (arn, poolArn, event) => {
      const isMeant = isFirst && (JSON.parse(event) as Event).triggerSource.startsWith(source);
      if (isMeant) isFirst = false;
      if (isMeant) await change(pool);
      return (await runner?.run(arn, poolArn, event)) ?? { failed: true, payload: '' };
    },
  };
}

const challenge = ['DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse'];

/** Functions that ask for one answer, whatever it is. */
function asksOnce({ functions }: Pool): void {
  functions.answers(({ triggerSource, request }) => {
    if (triggerSource.startsWith('Create')) return { privateChallengeParameters: {} };
    if (triggerSource.startsWith('Verify')) return { answerCorrect: true };
    if (!triggerSource.startsWith('Define')) return undefined;
    return request.session.length === 0 ? { challengeName: 'CUSTOM_CHALLENGE' } : { issueTokens: true };
  });
}

async function customAnswer(pool: Pool): Promise<object> {
  const { ClientId } = pool;
  const AuthParameters = { USERNAME: ana };
  const { Session } = await pool.call('InitiateAuth', { ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters });
  return { ClientId, ChallengeName: 'CUSTOM_CHALLENGE', Session, ChallengeResponses: { USERNAME: ana, ANSWER: 'a' } };
}

const waits = ['PostAuthentication', 'TokenGeneration_Authentication'].flatMap((source) =>
  Object.entries(afterProof).map(([change, told]) => ({ source, change, told })),
);

test.each(waits)('$change while $source of a password is asked: $told', async ({ source, change, told }) => {
  const pool = poolWithTriggers(['PostAuthentication', 'PreTokenGeneration']);
  await pool.player(ana);
  meanwhile(pool, source, changes[change] ?? fail);
  expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(ana))).toEqual(told);
});

test.each(Object.entries(refreshing))('%s while the function of a refresh is asked: %s', async (change, told) => {
  const pool = poolWithTriggers(['PreTokenGeneration']);
  await pool.player(ana);
  const { RefreshToken: REFRESH_TOKEN } = await pool.tokens(ana);
  meanwhile(pool, 'TokenGeneration_RefreshTokens', changes[change] ?? fail);
  const { ClientId } = pool;
  const asked = { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN } };
  expect(await pool.refusal('InitiateAuth', asked)).toEqual(told);
});

const rounds = ['DefineAuthChallenge', 'VerifyAuthChallenge'].flatMap((source) =>
  Object.entries(afterCustom).map(([change, told]) => ({ source, change, told })),
);

test.each(rounds)('$change while $source of a custom sign-in is asked: $told', async ({ source, change, told }) => {
  const pool = poolWithTriggers(challenge);
  asksOnce(pool);
  await pool.player(ana);
  const answer = await customAnswer(pool);
  meanwhile(pool, source, changes[change] ?? fail);
  expect(await pool.refusal('RespondToAuthChallenge', answer)).toEqual(told);
});

const invalid = 'NotAuthorizedException: Invalid session for the user.';
const open = {
  ...Object.fromEntries(harmless.map((name) => [name, 'no refusal'])),
  'disables and enables the player': invalid,
  'signs the player out': invalid,
  'sets another password': invalid,
};

test.each(Object.entries(open))('%s while a custom challenge is open: %s', async (change, told) => {
  const pool = poolWithTriggers(challenge);
  asksOnce(pool);
  await pool.player(ana);
  const answer = await customAnswer(pool);
  await changes[change]?.(pool);
  expect(await pool.refusal('RespondToAuthChallenge', answer)).toEqual(told);
});

test.each(Object.entries(open))('%s while a new password is waited for: %s', async (change, told) => {
  const pool = poolWithTriggers([]);
  const { UserPoolId, ClientId } = pool;
  await pool.call('AdminCreateUser', { UserPoolId, Username: ana, TemporaryPassword: goodPassword });
  const { Session } = await pool.call('InitiateAuth', pool.passwordSignIn(ana));
  await changes[change]?.(pool);
  const ChallengeResponses = { USERNAME: ana, NEW_PASSWORD: otherPassword };
  const answer = { ClientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session, ChallengeResponses };
  expect(await pool.refusal('RespondToAuthChallenge', answer)).toBe(told);
});

const attacker = 'mallory@example.com';
const verified = (isVerified: string) => (pool: Pool) =>
  pool.call('AdminUpdateUserAttributes', {
    UserPoolId: pool.UserPoolId,
    Username: ana,
    UserAttributes: [
      { Name: 'email', Value: attacker },
      { Name: 'email_verified', Value: isVerified },
    ],
  });

test.each<[string, (pool: Pool) => unknown, readonly (string | undefined)[]]>([
  ['nothing changes', () => undefined, [ana]],
  ['the address becomes another one', verified('false'), []],
  ['the address becomes another verified one', verified('true'), [attacker]],
  ['the player is deleted', changes['deletes the player'] ?? fail, []],
  ['the player is disabled', changes['disables the player'] ?? fail, []],
])('a code for a new password, where %s while the function is asked', async (_name, change, to) => {
  const pool = poolWithTriggers(['CustomMessage']);
  await pool.player(ana);
  pool.sent.length = 0;
  meanwhile(pool, 'CustomMessage_ForgotPassword', change);
  const named = { ClientId: pool.ClientId, Username: ana };
  expect(await pool.refusal('ForgotPassword', named)).toBe('no refusal');
  const codes = pool.sent.filter(({ purpose }) => purpose === 'forgotten-password');
  expect(codes.map((code) => code.to)).toEqual(to);
});

test.each([
  ['lets them in', undefined, 'no refusal'],
  ['bars them', 'No.', 'UserLambdaValidationException: PreAuthentication failed with error No..'],
])(
  'whoever comes from another directory signs in where the function before a sign-in %s',
  async (_name, bars, told) => {
    const pool = poolWithTriggers(['UserMigration', 'PreAuthentication']);
    pool.functions.answers(({ triggerSource }) =>
      triggerSource.startsWith('UserMigration')
        ? { userAttributes: { email: ana, email_verified: 'true' } }
        : undefined,
    );
    if (bars !== undefined) {
      meanwhile(pool, 'PreAuthentication', () => pool.functions.throws(bars));
    }
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(ana))).toBe(told);
  },
);

function fail(): never {
  throw new Error('there is no such row');
}
