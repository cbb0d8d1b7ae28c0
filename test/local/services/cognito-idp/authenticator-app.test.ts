import { timeStep, totpCode } from '../../../../local/services/cognito-idp/users/totp';
import { userPoolOnHand } from './user-pool-on-hand';

const email = 'adele@example.com';
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes of an authenticator secret. */
function bytesOf(base32: string): Buffer {
  const bits = [...base32].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

test('codes are those of RFC 6238', () => {
  const secret = Buffer.from('12345678901234567890');
  // Appendix B, SHA-1, the last six of eight digits.
  expect([59, 1_111_111_109, 20_000_000_000].map((seconds) => totpCode(secret, timeStep(seconds * 1000)))).toEqual([
    '287082',
    '081804',
    '353130',
  ]);
});

test('a player who added an authenticator app is asked for its code, which is good once', async () => {
  const pool = userPoolOnHand({ pool: { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] } });
  const { ClientId } = pool;
  await pool.player(email);
  const { AccessToken } = await pool.tokens(email);
  const { SecretCode } = await pool.call('AssociateSoftwareToken', { AccessToken });
  const code = () => totpCode(bytesOf(SecretCode), timeStep(pool.clock.time));
  const prefer = { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } };
  expect(await pool.refusal('SetUserMFAPreference', prefer)).toMatch(/has not verified/);
  await pool.call('VerifySoftwareToken', { AccessToken, UserCode: code() });
  await pool.call('SetUserMFAPreference', prefer);

  const respond = async (SOFTWARE_TOKEN_MFA_CODE: string) => {
    const { ChallengeName, Session, AuthenticationResult } = await pool.call(
      'InitiateAuth',
      pool.passwordSignIn(email),
    );
    expect([ChallengeName, AuthenticationResult]).toEqual(['SOFTWARE_TOKEN_MFA', undefined]);
    const ChallengeResponses = { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE };
    return { ClientId, ChallengeName, Session, ChallengeResponses };
  };
  expect(await pool.refusal('RespondToAuthChallenge', await respond(code()))).toMatch(/^CodeMismatchException/);
  pool.clock.time += 30_000;
  const wrong = String((Number(code()) + 1) % 1_000_000).padStart(6, '0');
  expect(await pool.refusal('RespondToAuthChallenge', await respond(wrong))).toMatch(/^CodeMismatchException/);
  const right = await respond(code());
  expect(await pool.refusal('RespondToAuthChallenge', right)).toBe('no refusal');
  expect(await pool.refusal('RespondToAuthChallenge', await respond(code()))).toMatch(/^CodeMismatchException/);
});

test('no app can be added where the pool does not take one', async () => {
  const pool = userPoolOnHand();
  await pool.player(email);
  const { AccessToken } = await pool.tokens(email);
  expect(await pool.refusal('AssociateSoftwareToken', { AccessToken })).toMatch(/^SoftwareTokenMFANotFound/);
});
