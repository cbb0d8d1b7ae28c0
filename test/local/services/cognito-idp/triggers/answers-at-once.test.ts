import { type PasswordChallenge, SrpClient } from '../../../../../lambda/smoke-test/player-tokens/srp-client';
import { goodPassword } from '../user-pool-on-hand';
import { poolWithTriggers } from './functions-on-hand';

type Pool = ReturnType<typeof poolWithTriggers>;

const ana = 'ana@example.com';
const challenge = ['DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse'];

/** An answer, ready to be sent: by operation. */
type Answer = readonly [operation: string, input: object];

async function srpAnswer({ call, ClientId, UserPoolId }: Pool): Promise<Answer> {
  const srp = new SrpClient();
  const AuthParameters = { USERNAME: ana, SRP_A: srp.publicValue };
  const { ChallengeParameters } = await call('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters });
  const asked = ChallengeParameters as unknown as PasswordChallenge;
  const ChallengeResponses = srp.answer(UserPoolId, goodPassword, asked);
  return ['RespondToAuthChallenge', { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }];
}

async function customAnswer({ call, ClientId }: Pool): Promise<Answer> {
  const asked = { ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: ana } };
  const { Session } = await call('InitiateAuth', asked);
  const ChallengeResponses = { USERNAME: ana, ANSWER: 'a' };
  return ['RespondToAuthChallenge', { ClientId, ChallengeName: 'CUSTOM_CHALLENGE', Session, ChallengeResponses }];
}

async function newPasswordAnswer({ call, ClientId, UserPoolId, passwordSignIn }: Pool): Promise<Answer> {
  const Password = 'Other-Horse-8';
  await call('AdminSetUserPassword', { UserPoolId, Username: ana, Password, Permanent: false });
  const signIn = passwordSignIn(ana) as { AuthParameters: object };
  const asked = { ...signIn, AuthParameters: { ...signIn.AuthParameters, PASSWORD: Password } };
  const { Session } = await call('InitiateAuth', asked);
  const ChallengeResponses = { USERNAME: ana, NEW_PASSWORD: goodPassword };
  return ['RespondToAuthChallenge', { ClientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session, ChallengeResponses }];
}

async function resetAnswer({ call, ClientId, lastCode }: Pool): Promise<Answer> {
  await call('ForgotPassword', { ClientId, Username: ana });
  const ConfirmationCode = lastCode();
  return ['ConfirmForgotPassword', { ClientId, Username: ana, ConfirmationCode, Password: 'Other-Horse-8' }];
}

// A function runs at each sign-in, and gives every other answer time to come.
test.each<[what: string, answer: (pool: Pool) => Promise<Answer>]>([
  ['a proof of the password by SRP', srpAnswer],
  ['the answer to what functions ask', customAnswer],
  ['a new password', newPasswordAnswer],
  ['the code for a forgotten password', resetAnswer],
])('of five that are sent at once one counts: %s', async (_what, answer) => {
  const pool = poolWithTriggers([...challenge, 'PreTokenGeneration', 'PostConfirmation']);
  await pool.player(ana);
  pool.functions.answers(({ triggerSource, request }) => {
    if (triggerSource.startsWith('Create')) return { privateChallengeParameters: {} };
    if (triggerSource.startsWith('Verify')) return { answerCorrect: true };
    if (!triggerSource.startsWith('Define')) return undefined;
    return request.session.length === 0 ? { challengeName: 'CUSTOM_CHALLENGE' } : { issueTokens: true };
  });
  const [operation, input] = await answer(pool);
  const answers = await Promise.all(Array.from({ length: 5 }, () => pool.refusal(operation, input)));
  expect(answers.filter((said) => said === 'no refusal')).toHaveLength(1);
  expect(new Set(answers.filter((said) => said !== 'no refusal')).size).toBe(1);
});
