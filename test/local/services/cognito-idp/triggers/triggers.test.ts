import { goodPassword } from '../user-pool-on-hand';
import { poolWithTriggers } from './functions-on-hand';

type Pool = ReturnType<typeof poolWithTriggers>;
type Request = readonly [operation: string, body: object];

const ana = 'ana@example.com';
const bo = 'bo@example.com';

const signUp = ({ ClientId }: Pool, Username = bo): Request => [
  'SignUp',
  { ClientId, Username, Password: goodPassword, ClientMetadata: { from: 'test' } },
];
const signIn = ({ passwordSignIn }: Pool, name = ana): Request => ['InitiateAuth', passwordSignIn(name)];
const custom = ({ ClientId }: Pool, USERNAME = ana): Request => [
  'InitiateAuth',
  { ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME } },
];

async function answerOf(pool: Pool): Promise<Request> {
  const asked = await pool.call(...custom(pool));
  const ChallengeResponses = { USERNAME: ana, ANSWER: 'blue' };
  const { ClientId } = pool;
  return [
    'RespondToAuthChallenge',
    { ClientId, ChallengeName: 'CUSTOM_CHALLENGE', Session: asked.Session, ChallengeResponses },
  ];
}

/** Functions that ask for a colour once. */
function asks({ functions }: Pool): void {
  functions.answers(({ triggerSource, request }) => {
    if (triggerSource.startsWith('Create')) {
      return { publicChallengeParameters: { ask: 'colour' }, privateChallengeParameters: { answer: 'blue' } };
    }
    if (triggerSource.startsWith('Verify')) {
      return { answerCorrect: request.challengeAnswer === request.privateChallengeParameters.answer };
    }
    if (!triggerSource.startsWith('Define')) return undefined;
    const [last] = request.session.slice(-1);
    if (last === undefined) return { challengeName: 'CUSTOM_CHALLENGE' };
    return last.challengeResult ? { issueTokens: true } : { failAuthentication: true };
  });
}

const challenge = ['DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse'];
const signedIn = { AuthenticationResult: { TokenType: 'Bearer' } };

interface Row {
  readonly trigger: string;
  readonly source: string;
  /** Beside the trigger. */
  readonly others?: readonly string[];
  prepare?(pool: Pool): void;
  request(pool: Pool): Request | Promise<Request>;
  readonly answer: object;
}

const rows: readonly Row[] = [
  { trigger: 'PreSignUp', source: 'PreSignUp_SignUp', request: signUp, answer: { UserConfirmed: false } },
  {
    trigger: 'PreSignUp',
    source: 'PreSignUp_AdminCreateUser',
    request: ({ UserPoolId }) => ['AdminCreateUser', { UserPoolId, Username: bo }],
    answer: { User: { UserStatus: 'FORCE_CHANGE_PASSWORD' } },
  },
  {
    trigger: 'PostConfirmation',
    source: 'PostConfirmation_ConfirmSignUp',
    request: async (pool) => {
      await pool.call(...signUp(pool));
      return ['ConfirmSignUp', { ClientId: pool.ClientId, Username: bo, ConfirmationCode: pool.lastCode() }];
    },
    answer: {},
  },
  {
    trigger: 'PostConfirmation',
    source: 'PostConfirmation_ConfirmSignUp',
    request: async (pool) => {
      await pool.call(...signUp(pool));
      return ['AdminConfirmSignUp', { UserPoolId: pool.UserPoolId, Username: bo }];
    },
    answer: {},
  },
  {
    trigger: 'PostConfirmation',
    source: 'PostConfirmation_ConfirmForgotPassword',
    request: async (pool) => {
      const named = { ClientId: pool.ClientId, Username: ana };
      await pool.call('ForgotPassword', named);
      const body = { ...named, Password: goodPassword, ConfirmationCode: pool.lastCode() };
      return ['ConfirmForgotPassword', body];
    },
    answer: {},
  },
  { trigger: 'PreAuthentication', source: 'PreAuthentication_Authentication', request: signIn, answer: signedIn },
  { trigger: 'PostAuthentication', source: 'PostAuthentication_Authentication', request: signIn, answer: signedIn },
  { trigger: 'PreTokenGeneration', source: 'TokenGeneration_Authentication', request: signIn, answer: signedIn },
  {
    trigger: 'PreTokenGeneration',
    source: 'TokenGeneration_RefreshTokens',
    request: async (pool) => {
      const { RefreshToken: REFRESH_TOKEN } = await pool.tokens(ana);
      const { ClientId } = pool;
      return ['InitiateAuth', { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN } }];
    },
    answer: signedIn,
  },
  { trigger: 'CustomMessage', source: 'CustomMessage_SignUp', request: signUp, answer: { UserConfirmed: false } },
  {
    trigger: 'CustomMessage',
    source: 'CustomMessage_ForgotPassword',
    request: ({ ClientId }) => ['ForgotPassword', { ClientId, Username: ana }],
    answer: { CodeDeliveryDetails: { DeliveryMedium: 'EMAIL' } },
  },
  {
    trigger: 'UserMigration',
    source: 'UserMigration_Authentication',
    prepare: ({ functions }) => functions.answers(() => ({ userAttributes: { email: bo, email_verified: 'true' } })),
    request: (pool) => signIn(pool, bo),
    answer: signedIn,
  },
  {
    trigger: 'UserMigration',
    source: 'UserMigration_ForgotPassword',
    prepare: ({ functions }) => functions.answers(() => ({ userAttributes: { email: bo, email_verified: 'true' } })),
    request: ({ ClientId }) => ['ForgotPassword', { ClientId, Username: bo }],
    answer: { CodeDeliveryDetails: { DeliveryMedium: 'EMAIL' } },
  },
  {
    trigger: 'DefineAuthChallenge',
    source: 'DefineAuthChallenge_Authentication',
    others: challenge,
    prepare: asks,
    request: custom,
    answer: { ChallengeName: 'CUSTOM_CHALLENGE', ChallengeParameters: { ask: 'colour' } },
  },
  {
    trigger: 'VerifyAuthChallengeResponse',
    source: 'VerifyAuthChallengeResponse_Authentication',
    others: challenge,
    prepare: asks,
    request: answerOf,
    answer: signedIn,
  },
];

/** What keeps a function from saying yes, and what the caller is told. */
const failures: readonly [
  name: string,
  fail: (pool: Pool) => void,
  told: (trigger: string) => string,
  calls: number,
][] = [
  [
    'throws',
    ({ functions }) => functions.throws('not today'),
    (name) => `UserLambdaValidationException: ${name} failed with error not today.`,
    1,
  ],
  [
    'may not be called',
    ({ functions }) => functions.isRefused('AccessDeniedException', 'said here only'),
    (name) => `UnexpectedLambdaException: ${name} invocation failed due to error AccessDeniedException.`,
    1,
  ],
  [
    'is of a language that is not run',
    ({ functions }) => functions.isRefused('InvalidRuntimeException', 'Node.js alone'),
    (name) =>
      `UnexpectedLambdaException: ${name} invocation failed due to error InvalidRuntimeException. Node.js alone`,
    1,
  ],
  [
    'answers nothing',
    ({ functions }) => functions.says('null'),
    () => 'InvalidLambdaResponseException: Unrecognizable lambda output',
    1,
  ],
  [
    'answers no response',
    ({ functions }) => functions.says('{"response":"yes"}'),
    () => 'InvalidLambdaResponseException: Unrecognizable lambda output',
    1,
  ],
  [
    'does not answer in time, three times',
    ({ functions }) => functions.neverAnswers(),
    (name) =>
      `UnexpectedLambdaException: ${name} invocation failed due to error Socket timeout while invoking Lambda function.`,
    3,
  ],
];

async function prepared({ trigger, others = [], prepare }: Row): Promise<Pool> {
  const pool = poolWithTriggers([trigger, ...others]);
  await pool.player(ana);
  prepare?.(pool);
  return pool;
}

describe.each(rows)('$source', (row) => {
  test('is asked with its event, and what it lets pass passes', async () => {
    const pool = await prepared(row);
    const request = await row.request(pool);
    pool.functions.events.length = 0;
    expect(await pool.call(...request)).toMatchObject(row.answer);
    const [event] = pool.functions.events;
    const isAdmin = request[0].startsWith('Admin');
    expect(event).toMatchObject({
      version: '1',
      region: 'us-east-1',
      userPoolId: pool.UserPoolId,
      userName: expect.stringMatching(/./),
      callerContext: {
        awsSdkVersion: 'aws-sdk-unknown-unknown',
        clientId: isAdmin ? 'CLIENT_ID_NOT_APPLICABLE' : pool.ClientId,
      },
      triggerSource: row.source,
      request: { userAttributes: row.trigger === 'UserMigration' ? null : expect.anything() },
    });
  });

  test.each(failures)('refuses where its function %s', async (_name, fail, told, calls) => {
    const pool = await prepared(row);
    const request = await row.request(pool);
    pool.functions.events.length = 0;
    fail(pool);
    expect(await pool.refusal(...request)).toBe(told(row.trigger));
    expect(pool.functions.events).toHaveLength(calls);
  });
});

test('a function that nobody runs refuses too', async () => {
  const pool = poolWithTriggers(['PreSignUp']);
  delete pool.pools.triggerRunner;
  expect(await pool.refusal(...signUp(pool))).toMatch(/^UnexpectedLambdaException: PreSignUp invocation failed/);
});

test.each<[string, object | undefined, object, string]>([
  ['as it is', undefined, { UserConfirmed: false }, 'UserNotConfirmedException: User is not confirmed.'],
  ['confirmed', { autoConfirmUser: true }, { UserConfirmed: true }, 'no refusal'],
])('a new user is %s where the function says so', async (_name, response, answer, refusal) => {
  const pool = poolWithTriggers(['PreSignUp']);
  pool.functions.answers(() => response);
  expect(await pool.call(...signUp(pool))).toMatchObject(answer);
  expect(await pool.refusal(...signIn(pool, bo))).toBe(refusal);
});

test('an administrator’s user is as the administrator makes them, whatever the function answers', async () => {
  const pool = poolWithTriggers(['PreSignUp']);
  pool.functions.answers(() => ({ autoConfirmUser: true, autoVerifyEmail: true }));
  const { User } = await pool.call('AdminCreateUser', { UserPoolId: pool.UserPoolId, Username: bo });
  expect(User).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD' });
  expect(User.Attributes.map(({ Name }: { Name: string }) => Name)).not.toContain('email_verified');
});

test.each([
  ['ENABLED', [true], 'NotAuthorizedException: Incorrect username or password.'],
  ['LEGACY', [], 'UserNotFoundException: User does not exist.'],
])('of nobody’s name the function is asked where existence is hidden: %s', async (hides, asked, told) => {
  const pool = poolWithTriggers(['PreAuthentication'], { client: { PreventUserExistenceErrors: hides } });
  expect(await pool.refusal(...signIn(pool, 'ghost@example.com'))).toBe(told);
  expect(pool.functions.events.map(({ request }) => request.userNotFound)).toEqual(asked);
});

test.each<[string, string, boolean]>([
  ['a right password', goodPassword, true],
  ['a wrong one', 'Wrong-Horse-7', false],
])('what a function lets pass still needs %s', async (_name, password, passes) => {
  const pool = poolWithTriggers(['PreAuthentication']);
  await pool.player(ana);
  const told = await pool.refusal('InitiateAuth', pool.passwordSignIn(ana, password));
  expect(told).toBe(passes ? 'no refusal' : 'NotAuthorizedException: Incorrect username or password.');
});

test.each([
  ['the right answer', ana, 'blue', 'no refusal'],
  ['a wrong one', ana, 'red', 'NotAuthorizedException: Incorrect username or password.'],
  [
    'the right one in nobody’s name',
    'ghost@example.com',
    'blue',
    'NotAuthorizedException: Incorrect username or password.',
  ],
])('a custom sign-in by %s', async (_name, USERNAME, ANSWER, told) => {
  const pool = poolWithTriggers(challenge);
  await pool.player(ana);
  asks(pool);
  const { Session } = await pool.call(...custom(pool, USERNAME));
  const answer = {
    ClientId: pool.ClientId,
    ChallengeName: 'CUSTOM_CHALLENGE',
    Session,
    ChallengeResponses: { USERNAME, ANSWER },
  };
  expect(await pool.refusal('RespondToAuthChallenge', answer)).toBe(told);
  // Each challenge is answered once.
  expect(await pool.refusal('RespondToAuthChallenge', answer)).toBe(
    'NotAuthorizedException: Invalid session for the user.',
  );
});

test('a pool without the functions of a custom sign-in has none', async () => {
  const pool = poolWithTriggers(['DefineAuthChallenge']);
  await pool.player(ana);
  expect(await pool.refusal(...custom(pool))).toBe(
    'InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.',
  );
});

test('a player whom the function disabled meanwhile gets no tokens', async () => {
  const pool = poolWithTriggers(['PreTokenGeneration']);
  await pool.player(ana);
  const runner = pool.pools.triggerRunner;
  pool.pools.triggerRunner = {
    run: async (...asked) => {
      await pool.call('AdminDisableUser', { UserPoolId: pool.UserPoolId, Username: ana });
      return (await runner?.run(...asked)) ?? { failed: true, payload: '' };
    },
  };
  expect(await pool.refusal(...signIn(pool))).toBe('NotAuthorizedException: User is disabled.');
});

const sender = {
  EmailSendingAccount: 'DEVELOPER',
  SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/game@my-studio.com',
};
const noMessage = 'InvalidLambdaResponseException: Unrecognizable lambda output';

test.each<[string, object, object, string | undefined, string]>([
  ['with a place for the code', sender, { emailMessage: 'Hi, {####}!', emailSubject: 'Hi' }, 'Hi, CODE!', 'no refusal'],
  ['without one', sender, { emailMessage: 'Hi!' }, undefined, noMessage],
  ['by Cognito’s own sender', {}, { emailMessage: 'Hi, {####}!' }, undefined, noMessage],
])('a message %s', async (_name, EmailConfiguration, response, text, told) => {
  const pool = poolWithTriggers(['CustomMessage'], { pool: { EmailConfiguration } });
  pool.functions.answers(() => response);
  expect(await pool.refusal(...signUp(pool))).toBe(told);
  expect(pool.sent.map((sent) => sent.text?.replace(sent.code, 'CODE'))).toEqual(text === undefined ? [] : [text]);
});

test.each([
  ['LITE', 'V2_0', 'not available in the Lite feature plan'],
  ['LITE', 'V1_0', 'stands'],
  ['ESSENTIALS', 'V2_0', 'stands'],
  ['PLUS', 'V3_0', 'stands'],
])('in the plan %s, %s of the event: %s', (UserPoolTier, LambdaVersion, told) => {
  const LambdaArn = 'arn:aws:lambda:us-east-1:123456789012:function:trigger';
  const config = { PreTokenGenerationConfig: { LambdaArn, LambdaVersion } };
  let said = 'stands';
  try {
    poolWithTriggers([], { config, pool: { UserPoolTier } });
  } catch (error) {
    said = (error as Error).message;
  }
  expect(said).toContain(told);
});
