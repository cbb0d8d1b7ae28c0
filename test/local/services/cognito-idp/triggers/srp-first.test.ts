import { type PasswordChallenge, SrpClient } from '../../../../../lambda/smoke-test/player-tokens/srp-client';
import { goodPassword } from '../user-pool-on-hand';
import { poolWithTriggers } from './functions-on-hand';

const ana = 'ana@example.com';
const challenge = ['DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse'];

test.each([
  ['the right password goes on to what the functions ask', goodPassword, 'CUSTOM_CHALLENGE'],
  ['a wrong one ends it', 'Wrong-Horse-7', 'NotAuthorizedException: Incorrect username or password.'],
])('a custom sign-in with the password by SRP first: %s', async (_name, password, told) => {
  const pool = poolWithTriggers(challenge);
  await pool.player(ana);
  pool.functions.answers(({ triggerSource, request }) => {
    if (!triggerSource.startsWith('Define')) return undefined;
    return { challengeName: request.session.length === 1 ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE' };
  });
  const srp = new SrpClient();
  const asked = await pool.call('InitiateAuth', {
    ClientId: pool.ClientId,
    AuthFlow: 'CUSTOM_AUTH',
    AuthParameters: { USERNAME: ana, CHALLENGE_NAME: 'SRP_A', SRP_A: srp.publicValue },
  });
  expect(asked.ChallengeName).toBe('PASSWORD_VERIFIER');
  const parameters = asked.ChallengeParameters as unknown as PasswordChallenge;
  const answer = {
    ClientId: pool.ClientId,
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses: srp.answer(pool.UserPoolId, password, parameters),
  };
  const got = await pool.call('RespondToAuthChallenge', answer).then(
    ({ ChallengeName = 'tokens' }) => ChallengeName,
    (error: Error) => `${error.name}: ${error.message}`,
  );
  expect(got).toBe(told);
  const last = pool.functions.events.filter(({ triggerSource }) => triggerSource.startsWith('Define')).at(-1);
  expect(last?.request.session).toEqual([
    { challengeName: 'SRP_A', challengeResult: true, challengeMetadata: null },
    ...(told === 'CUSTOM_CHALLENGE'
      ? [{ challengeName: 'PASSWORD_VERIFIER', challengeResult: true, challengeMetadata: null }]
      : []),
  ]);
});
