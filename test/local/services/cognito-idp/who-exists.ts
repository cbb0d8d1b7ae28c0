import { SrpClient } from '../../../../lambda/smoke-test/player-tokens/srp-client';
import type { Account, AccountsOnHand, Mode } from './accounts-on-hand';
import { goodPassword } from './user-pool-on-hand';

/** What is answered for an account: one answer for all of them, or for all but some. An answer that is JSON stands for itself, masked. */
export type Told = string | ({ readonly all: string } & Partial<Readonly<Record<Account, string>>>);

/**
 * How the answers with `ENABLED` are known:
 *
 * - **documented**: the page "Managing user existence error responses" says so of somebody who is missing, or of disabled ones too
 * - **observed**: in the thread that stands beside the code
 * - **least**: nothing public says so; of the answers that could be, it is the one that tells least
 * - **tells**: documented that it tells who exists, or told to nobody but whoever shows the right password or code
 */
export type Mark = 'documented' | 'observed' | 'least' | 'tells';

/** A public operation, what is wrong with what is shown, and what each account is answered. */
export interface Row {
  readonly operation: string;
  readonly shown: string;
  readonly mark: Mark;
  readonly ask: (pool: AccountsOnHand, account: Account) => Promise<string>;
  readonly told: Readonly<Record<Mode, Told>>;
}

const incorrect = 'NotAuthorizedException: Incorrect username or password.';
const locked = 'NotAuthorizedException: Password attempts exceeded';
const noSession = 'NotAuthorizedException: Invalid session for the user.';
const disabled = 'NotAuthorizedException: User is disabled.';
const unconfirmed = 'UserNotConfirmedException: User is not confirmed.';
const missing = 'UserNotFoundException: User does not exist.';
const notFound = 'UserNotFoundException: Username/client id combination not found.';
const mismatch = 'CodeMismatchException: Invalid verification code provided, please try again.';
const expired = 'ExpiredCodeException: Invalid code provided, please request a code again.';
const tooMany = 'LimitExceededException: Attempt limit exceeded, please try after some time.';
const weak = 'InvalidPasswordException: Password did not conform with policy: Password not long enough';
const taken = 'UsernameExistsException: An account with the given email already exists.';
const delivery = '{"CodeDeliveryDetails":{"AttributeName":"email","DeliveryMedium":"EMAIL","Destination":"<address>"}}';
const srpChallenge =
  '{"ChallengeName":"PASSWORD_VERIFIER","ChallengeParameters":{"SALT":"<random>","SECRET_BLOCK":"<random>","SRP_B":"<random>",' +
  '"USERNAME":"<name>","USER_ID_FOR_SRP":"<name>"}}';
const tokens =
  '{"ChallengeParameters":{},"AuthenticationResult":{"AccessToken":"<random>","IdToken":"<random>","ExpiresIn":3600,' +
  '"TokenType":"Bearer","RefreshToken":"<random>"}}';

const newPasswordAsked =
  '{"ChallengeName":"NEW_PASSWORD_REQUIRED","ChallengeParameters":{"USER_ID_FOR_SRP":"<name>",' +
  '"userAttributes":"{\\"email\\":\\"<name>\\"}","requiredAttributes":"[]"},"Session":"<random>"}';

/** What an account's state alone is answered, by an app client that tells. */
const byState = { unconfirmed, disabled, 'disabled before they confirmed': disabled };
const disabledOnes = { disabled, 'disabled before they confirmed': disabled };
const noAddress =
  'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number';
const notNow = (status: string) => `NotAuthorizedException: User cannot be confirmed. Current status is ${status}`;
const alreadyConfirmed = 'InvalidParameterException: User is already confirmed.';

const wrongPassword = 'Wrong-Horse-7';
const newPassword = 'Another-Horse-8';
/** No code that is sent has letters. */
const wrongCode = 'abcdef';
const hour = 60 * 60 * 1000;

async function repeated(times: number, ask: () => Promise<string>): Promise<string> {
  for (let count = 1; count < times; count += 1) await ask();
  return ask();
}

const passwordSignIn = (pool: AccountsOnHand, account: Account, password: string) =>
  pool.told('InitiateAuth', pool.passwordSignIn(pool.name(account), password));

async function srp(pool: AccountsOnHand, account: Account, password?: string): Promise<string> {
  const client = new SrpClient();
  const begin = {
    ClientId: pool.ClientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: pool.name(account), SRP_A: client.publicValue },
  };
  const begun = await pool.told('InitiateAuth', begin);
  if (password === undefined || !begun.startsWith('{')) return begun;
  const ChallengeResponses = client.answer(pool.UserPoolId, password, JSON.parse(begun).ChallengeParameters);
  return pool.told('RespondToAuthChallenge', {
    ClientId: pool.ClientId,
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses,
  });
}

const respond = (ChallengeName: string) => (pool: AccountsOnHand, account: Account) =>
  pool.told('RespondToAuthChallenge', {
    ClientId: pool.ClientId,
    ChallengeName,
    Session: 'x'.repeat(40),
    ChallengeResponses: {
      USERNAME: pool.name(account),
      NEW_PASSWORD: newPassword,
      SOFTWARE_TOKEN_MFA_CODE: '123456',
      PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA',
      PASSWORD_CLAIM_SIGNATURE: 'AAAA',
      TIMESTAMP: 'Fri Nov 20 12:00:00 UTC 2026',
    },
  });

const of = (pool: AccountsOnHand, account: Account) => ({ ClientId: pool.ClientId, Username: pool.name(account) });
const forgot = (pool: AccountsOnHand, account: Account) => pool.told('ForgotPassword', of(pool, account));
const resend = (pool: AccountsOnHand, account: Account) => pool.told('ResendConfirmationCode', of(pool, account));
const replace = (pool: AccountsOnHand, account: Account, Password = newPassword) =>
  pool.told('ConfirmForgotPassword', { ...of(pool, account), ConfirmationCode: wrongCode, Password });
const confirm = (pool: AccountsOnHand, account: Account) =>
  pool.told('ConfirmSignUp', { ...of(pool, account), ConfirmationCode: wrongCode });

const replacing = { ...disabledOnes, missing: notFound };
const confirming = {
  ...disabledOnes,
  confirmed: notNow('CONFIRMED'),
  invited: notNow('FORCE_CHANGE_PASSWORD'),
  missing: notFound,
};

/** Every public operation that names an account, with everything wrong that it can be shown. */
export const rows: readonly Row[] = [
  {
    operation: 'InitiateAuth',
    shown: 'USER_PASSWORD_AUTH: a wrong password',
    mark: 'documented',
    ask: (pool, account) => passwordSignIn(pool, account, wrongPassword),
    told: { ENABLED: incorrect, LEGACY: { all: incorrect, ...byState, missing } },
  },
  {
    operation: 'InitiateAuth',
    shown: 'USER_PASSWORD_AUTH: a sixth wrong password',
    mark: 'least',
    ask: (pool, account) => repeated(6, () => passwordSignIn(pool, account, wrongPassword)),
    told: { ENABLED: locked, LEGACY: { all: locked, ...byState, missing } },
  },
  {
    operation: 'InitiateAuth',
    shown: 'USER_PASSWORD_AUTH: the right password',
    mark: 'tells',
    ask: (pool, account) => passwordSignIn(pool, account, goodPassword),
    told: {
      ENABLED: { all: incorrect, ...byState, confirmed: tokens, invited: newPasswordAsked },
      LEGACY: { all: incorrect, ...byState, confirmed: tokens, invited: newPasswordAsked, missing },
    },
  },
  {
    operation: 'InitiateAuth',
    shown: 'USER_SRP_AUTH: a name alone',
    mark: 'documented',
    ask: (pool, account) => srp(pool, account),
    told: { ENABLED: srpChallenge, LEGACY: { all: srpChallenge, missing } },
  },
  {
    operation: 'RespondToAuthChallenge',
    shown: 'PASSWORD_VERIFIER: a wrong password',
    mark: 'documented',
    ask: (pool, account) => srp(pool, account, wrongPassword),
    told: { ENABLED: incorrect, LEGACY: { all: incorrect, ...byState, missing } },
  },
  {
    operation: 'RespondToAuthChallenge',
    shown: 'PASSWORD_VERIFIER: a sixth wrong password',
    mark: 'least',
    ask: (pool, account) => repeated(6, () => srp(pool, account, wrongPassword)),
    told: { ENABLED: locked, LEGACY: { all: locked, ...byState, missing } },
  },
  ...['PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED', 'SOFTWARE_TOKEN_MFA'].map(
    (challenge): Row => ({
      operation: 'RespondToAuthChallenge',
      shown: `${challenge}: a session that is none`,
      mark: 'least',
      ask: respond(challenge),
      told: { ENABLED: noSession, LEGACY: noSession },
    }),
  ),
  {
    operation: 'SignUp',
    shown: 'the name',
    mark: 'tells',
    ask: (pool, account) => pool.told('SignUp', { ...of(pool, account), Password: goodPassword }),
    told: {
      ENABLED: { all: taken, missing: `{"UserConfirmed":false,"UserSub":"<name>",${delivery.slice(1)}` },
      LEGACY: { all: taken, missing: `{"UserConfirmed":false,"UserSub":"<name>",${delivery.slice(1)}` },
    },
  },
  {
    operation: 'ForgotPassword',
    shown: 'the name',
    mark: 'documented',
    ask: forgot,
    told: {
      ENABLED: delivery,
      LEGACY: {
        ...replacing,
        all: delivery,
        unconfirmed: noAddress,
        invited: 'NotAuthorizedException: User password cannot be reset in the current state.',
      },
    },
  },
  {
    operation: 'ConfirmForgotPassword',
    shown: 'a code, where none was asked for',
    mark: 'documented',
    ask: (pool, account) => replace(pool, account),
    told: { ENABLED: expired, LEGACY: { all: expired, ...replacing } },
  },
  {
    operation: 'ConfirmForgotPassword',
    shown: 'a wrong code',
    mark: 'documented',
    ask: async (pool, account) => {
      await forgot(pool, account);
      return replace(pool, account);
    },
    told: { ENABLED: mismatch, LEGACY: { ...replacing, all: expired, confirmed: mismatch } },
  },
  {
    operation: 'ConfirmForgotPassword',
    shown: 'a code, where the one that was asked for has expired',
    mark: 'documented',
    ask: async (pool, account) => {
      await forgot(pool, account);
      pool.clock.time += hour;
      return replace(pool, account);
    },
    told: { ENABLED: expired, LEGACY: { all: expired, ...replacing } },
  },
  {
    operation: 'ConfirmForgotPassword',
    shown: 'a sixth wrong code',
    mark: 'least',
    ask: async (pool, account) => {
      await forgot(pool, account);
      return repeated(6, () => replace(pool, account));
    },
    told: { ENABLED: tooMany, LEGACY: { ...replacing, all: expired, confirmed: tooMany } },
  },
  {
    operation: 'ConfirmForgotPassword',
    shown: 'a password that the pool does not take',
    mark: 'least',
    ask: (pool, account) => replace(pool, account, 'weak'),
    told: { ENABLED: weak, LEGACY: { all: weak, ...replacing } },
  },
  {
    operation: 'ConfirmSignUp',
    shown: 'a wrong code',
    mark: 'least',
    ask: confirm,
    told: { ENABLED: mismatch, LEGACY: { all: mismatch, ...confirming } },
  },
  {
    operation: 'ConfirmSignUp',
    shown: 'a wrong code, where another one was asked for',
    mark: 'least',
    ask: async (pool, account) => {
      await resend(pool, account);
      return confirm(pool, account);
    },
    told: { ENABLED: mismatch, LEGACY: { all: mismatch, ...confirming } },
  },
  {
    operation: 'ConfirmSignUp',
    shown: 'a wrong code, where the right one has expired',
    mark: 'least',
    ask: (pool, account) => {
      pool.clock.time += 24 * hour;
      return confirm(pool, account);
    },
    told: { ENABLED: mismatch, LEGACY: { all: mismatch, ...confirming } },
  },
  {
    operation: 'ConfirmSignUp',
    shown: 'a sixth wrong code',
    mark: 'least',
    ask: (pool, account) => repeated(6, () => confirm(pool, account)),
    told: { ENABLED: tooMany, LEGACY: { all: tooMany, ...confirming } },
  },
  {
    operation: 'ResendConfirmationCode',
    shown: 'the name',
    mark: 'observed',
    ask: resend,
    told: {
      ENABLED: delivery,
      LEGACY: {
        all: alreadyConfirmed,
        unconfirmed: delivery,
        'disabled before they confirmed': disabled,
        missing: notFound,
      },
    },
  },
];

/** Public operations that name no account: what they are shown is a token, which only its holder has. */
export const namingNobody = [
  'AssociateSoftwareToken',
  'ChangePassword',
  'ConfirmDevice',
  'DeleteUser',
  'DeleteUserAttributes',
  'ForgetDevice',
  'GetDevice',
  'GetTokensFromRefreshToken',
  'GetUser',
  'GetUserAttributeVerificationCode',
  'GlobalSignOut',
  'ListDevices',
  'RevokeToken',
  'SetUserMFAPreference',
  'UpdateDeviceStatus',
  'UpdateUserAttributes',
  'VerifySoftwareToken',
  'VerifyUserAttribute',
];

/** The cell of a row. */
export function toldTo(told: Told, account: Account): string {
  return typeof told === 'string' ? told : (told[account] ?? told.all);
}
