import { createHmac } from 'node:crypto';
import { type PasswordChallenge, SrpClient } from '../../../../lambda/smoke-test/player-tokens/srp-client';
import { secretHashOf } from '../../../../local/services/cognito-idp/client-secret';
import { gameClient, goodPassword, userPoolOnHand } from './user-pool-on-hand';

const Username = 'ada@example.com';

/** A pool whose app client has a secret, and one beside it that has none. */
function onHand() {
  const pool = userPoolOnHand({
    client: { GenerateSecret: true },
    more: {
      Public: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Players' }, ...gameClient } },
    },
  });
  const ref = pool.stack.resources.find(({ logicalId }) => logicalId === 'Public')?.ref ?? '';
  const secret = pool.pools.client(pool.ClientId).client.secret ?? '';
  return { ...pool, publicId: ref, secret };
}
type OnHand = ReturnType<typeof onHand>;

/** Written from the page on it, and not from the code. */
const hash = (secret: string, name: string, clientId: string) =>
  createHmac('sha256', secret)
    .update(name + clientId)
    .digest('base64');

/** How a call shows the secret: a hash of this name, or the secret itself. */
interface Call {
  readonly operation: string;
  /** What is shown by the client with a secret, and by the public one where it may call at all. */
  readonly body: (pool: OnHand, clientId: string, shown: string | undefined) => Promise<object>;
  readonly shownFor: (pool: OnHand) => Promise<string>;
  readonly wrong: string;
  readonly missing: string;
  readonly atPublic: string;
}

const needed = 'NotAuthorizedException: Client <id> is configured with secret but SECRET_HASH was not received';
const unverified = 'NotAuthorizedException: Unable to verify secret hash for client <id>';
const differs = 'NotAuthorizedException: SecretHash does not match for the client: <id>';
const unexpected =
  'InvalidParameterException: App client <id> is not configured for secret but secret hash was received';

const hashed = (wrong = unverified) => ({ wrong, missing: needed, atPublic: unexpected });
const ofName = async ({ secret, ClientId }: OnHand) => hash(secret, Username, ClientId);
const member =
  (more: object) =>
  async ({ lastCode }: OnHand, ClientId: string, SecretHash: string | undefined) => ({
    ...{ ClientId, Username, SecretHash, ConfirmationCode: lastCode() },
    ...more,
  });
const auth = (AuthFlow: string, more: object) => async (on: OnHand, ClientId: string, SECRET_HASH?: string) => ({
  ...{ UserPoolId: on.UserPoolId, ClientId, AuthFlow },
  AuthParameters: { USERNAME: Username, ...more, ...(SECRET_HASH === undefined ? {} : { SECRET_HASH }) },
});

async function player(on: OnHand): Promise<void> {
  const SecretHash = await ofName(on);
  const { ClientId, call, lastCode } = on;
  await call('SignUp', { ClientId, Username, Password: goodPassword, SecretHash });
  await call('ConfirmSignUp', { ClientId, Username, SecretHash, ConfirmationCode: lastCode() });
}

/** Signed in by one of the two clients. */
async function tokens(on: OnHand, clientId: string) {
  const body = await auth('USER_PASSWORD_AUTH', { PASSWORD: goodPassword })(
    on,
    clientId,
    clientId === on.ClientId ? await ofName(on) : undefined,
  );
  return (await on.call('InitiateAuth', body)).AuthenticationResult;
}

/** In this pool a user's own name is their `sub`. */
const ofSub = async (on: OnHand) => {
  const user = on.pools.get(on.UserPoolId).users.find(Username);
  return hash(on.secret, user?.username ?? '', on.ClientId);
};
const refreshing = async (on: OnHand, ClientId: string, SECRET_HASH?: string) => ({
  ...{ UserPoolId: on.UserPoolId, ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH' },
  AuthParameters: {
    REFRESH_TOKEN: (await tokens(on, ClientId)).RefreshToken,
    ...(SECRET_HASH === undefined ? {} : { SECRET_HASH }),
  },
});

async function srpAnswer(on: OnHand, ClientId: string, SECRET_HASH?: string) {
  const srp = new SrpClient();
  const shown = ClientId === on.ClientId ? await ofName(on) : undefined;
  const asked = await on.call(
    'InitiateAuth',
    await auth('USER_SRP_AUTH', { SRP_A: srp.publicValue })(on, ClientId, shown),
  );
  const answer = srp.answer(on.UserPoolId, goodPassword, asked.ChallengeParameters as unknown as PasswordChallenge);
  const ChallengeResponses = { ...answer, ...(SECRET_HASH === undefined ? {} : { SECRET_HASH }) };
  return { UserPoolId: on.UserPoolId, ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses };
}

const invited = async (on: OnHand, ClientId: string, SECRET_HASH?: string) => {
  const { UserPoolId } = on;
  await on.call('AdminSetUserPassword', { UserPoolId, Username, Password: 'Correct-Horse-8', Permanent: false });
  const shown = ClientId === on.ClientId ? await ofName(on) : undefined;
  const begin = await auth('ADMIN_USER_PASSWORD_AUTH', { PASSWORD: 'Correct-Horse-8' })(on, ClientId, shown);
  const { Session } = await on.call('AdminInitiateAuth', begin);
  const ChallengeResponses = {
    ...{ USERNAME: Username, NEW_PASSWORD: goodPassword },
    ...(SECRET_HASH === undefined ? {} : { SECRET_HASH }),
  };
  return { UserPoolId, ClientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session, ChallengeResponses };
};

const itself = async ({ secret }: OnHand) => secret;
const ofToken = (name: 'Token' | 'RefreshToken') => async (on: OnHand, ClientId: string, ClientSecret?: string) => ({
  ...{ ClientId, ClientSecret },
  [name]: (await tokens(on, ClientId)).RefreshToken,
});
const whole = (exception: string) => {
  const wrong = `${exception}: Invalid client secret.`;
  return { wrong, missing: wrong, atPublic: wrong };
};

const rows: readonly Call[] = [
  ...['InitiateAuth', 'AdminInitiateAuth'].map((operation) => ({
    ...{ operation, body: refreshing, shownFor: ofSub, ...hashed(differs) },
  })),
  {
    operation: 'InitiateAuth',
    ...{ body: auth('USER_PASSWORD_AUTH', { PASSWORD: goodPassword }), shownFor: ofName, ...hashed() },
  },
  { operation: 'InitiateAuth', body: auth('USER_SRP_AUTH', { SRP_A: 'abc' }), shownFor: ofName, ...hashed() },
  {
    operation: 'AdminInitiateAuth',
    ...{ body: auth('ADMIN_USER_PASSWORD_AUTH', { PASSWORD: goodPassword }), shownFor: ofName, ...hashed() },
  },
  { operation: 'RespondToAuthChallenge', body: srpAnswer, shownFor: ofSub, ...hashed(differs) },
  { operation: 'AdminRespondToAuthChallenge', body: invited, shownFor: ofName, ...hashed(differs) },
  { operation: 'ForgotPassword', body: member({}), shownFor: ofName, ...hashed() },
  {
    operation: 'ConfirmForgotPassword',
    shownFor: ofName,
    ...hashed(),
    body: async (on, clientId, shown) => {
      await on.call('ForgotPassword', { ClientId: on.ClientId, Username, SecretHash: await ofName(on) });
      return member({ Password: goodPassword })(on, clientId, shown);
    },
  },
  {
    operation: 'ConfirmSignUp',
    shownFor: async ({ secret, ClientId }) => hash(secret, 'eve@example.com', ClientId),
    ...hashed(),
    body: async (on, clientId, shown) => {
      const eve = 'eve@example.com';
      const { ClientId, call, secret } = on;
      const own = { ClientId, Username: eve, SecretHash: hash(secret, eve, ClientId) };
      if (on.pools.get(on.UserPoolId).users.find(eve) === undefined) {
        await call('SignUp', { ...own, Password: goodPassword });
      }
      return member({ Username: eve })(on, clientId, shown);
    },
  },
  { operation: 'ResendConfirmationCode', body: member({}), shownFor: ofName, ...hashed() },
  {
    operation: 'SignUp',
    ...{ body: member({ Username: 'new@example.com', Password: goodPassword }), ...hashed() },
    shownFor: async ({ secret, ClientId }) => hash(secret, 'new@example.com', ClientId),
  },
  {
    operation: 'GetTokensFromRefreshToken',
    ...{ body: ofToken('RefreshToken'), shownFor: itself, ...whole('NotAuthorizedException') },
  },
  { operation: 'RevokeToken', body: ofToken('Token'), shownFor: itself, ...whole('UnauthorizedException') },
];

describe.each(rows)('$operation', ({ operation, body, shownFor, wrong, missing, atPublic }) => {
  let on: OnHand;
  beforeAll(async () => {
    on = onHand();
    await player(on);
  });
  const told = async (clientId: string, shown: string | undefined) =>
    (await on.refusal(operation, await body(on, clientId, shown))).replace(clientId, '<id>');

  test('is refused without what shows the secret', async () =>
    expect(await told(on.ClientId, undefined)).toBe(missing));

  test.each<[string, () => string]>([
    ['of another secret', () => hash('x', Username, on.ClientId)],
    ['of somebody else’s name', () => hash(on.secret, 'somebody', on.ClientId)],
    ['of another client', () => hash(on.secret, Username, on.publicId)],
    ['that is none', () => 'x'],
  ])('is refused with a hash %s', async (_what, shown) => expect(await told(on.ClientId, shown())).toBe(wrong));

  test('is refused to a client without a secret that shows one', async () =>
    expect(await told(on.publicId, await shownFor(on))).toBe(atPublic));

  test('goes on with the right one', async () =>
    expect(await told(on.ClientId, await shownFor(on))).toBe('no refusal'));
});

test('by another name of theirs nobody refreshes: it is the pool’s own that counts', async () => {
  const on = onHand();
  await player(on);
  const told = async (shown: string) => on.refusal('InitiateAuth', await refreshing(on, on.ClientId, shown));
  expect(await told(await ofName(on))).toMatch(/SecretHash does not match/);
  expect(await told(await ofSub(on))).toBe('no refusal');
});

test('a wrong hash tells nothing of who exists', async () => {
  const on = onHand();
  await player(on);
  const told = (name: string) =>
    on.refusal('InitiateAuth', {
      ...{ ClientId: on.ClientId, AuthFlow: 'USER_PASSWORD_AUTH' },
      AuthParameters: { USERNAME: name, PASSWORD: goodPassword, SECRET_HASH: 'x' },
    });
  expect(await told(Username)).toBe(await told('nobody@example.com'));
});

describe('the secret', () => {
  test('is made once for each client, and is what the administrator is shown', async () => {
    const [on, other] = [onHand(), onHand()];
    expect(on.secret).toMatch(/^[a-z0-9]{52}$/);
    expect(on.secret).not.toBe(other.secret);
    const describe = async (ClientId: string) =>
      (await on.call('DescribeUserPoolClient', { UserPoolId: on.UserPoolId, ClientId })).UserPoolClient;
    expect(await describe(on.ClientId)).toMatchObject({ ClientSecret: on.secret });
    expect(await describe(on.publicId)).not.toHaveProperty('ClientSecret');
    const listed = await on.call('ListUserPoolClients', { UserPoolId: on.UserPoolId });
    expect(JSON.stringify(listed)).not.toContain(on.secret);
  });

  test('is hashed as the page on it says', () => {
    expect(secretHashOf({ id: 'c', secret: 's' }, 'u')).toBe(hash('s', 'u', 'c'));
    expect(secretHashOf({ id: 'c' }, 'u')).toBeUndefined();
  });
});
