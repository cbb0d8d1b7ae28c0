import { SrpClient } from '../../../../lambda/smoke-test/player-tokens/srp-client';
import { type Account, type AccountsOnHand, accounts, accountsOnHand, type Naming, namings } from './accounts-on-hand';
import { userPoolOnHand } from './user-pool-on-hand';

// What one call does not tell, several might: in another order, by another name of the same account, later, or after many others.

const wrongPassword = 'Wrong-Horse-7';
/** No code that is sent has letters. */
const wrongCode = 'abcdef';
const minute = 60 * 1000;

const mismatch = 'CodeMismatchException: Invalid verification code provided, please try again.';
const expired = 'ExpiredCodeException: Invalid code provided, please request a code again.';
const tooMany = 'LimitExceededException: Attempt limit exceeded, please try after some time.';
const incorrect = 'NotAuthorizedException: Incorrect username or password.';
const locked = 'NotAuthorizedException: Password attempts exceeded';

const forgot = ({ told, ClientId }: AccountsOnHand, Username: string) => told('ForgotPassword', { ClientId, Username });
const resend = ({ told, ClientId }: AccountsOnHand, Username: string) =>
  told('ResendConfirmationCode', { ClientId, Username });
const replace = ({ told, ClientId }: AccountsOnHand, Username: string) =>
  told('ConfirmForgotPassword', { ClientId, Username, ConfirmationCode: wrongCode, Password: 'Another-Horse-8' });
const confirm = ({ told, ClientId }: AccountsOnHand, Username: string) =>
  told('ConfirmSignUp', { ClientId, Username, ConfirmationCode: wrongCode });
const signIn = ({ told, passwordSignIn }: AccountsOnHand, name: string) =>
  told('InitiateAuth', passwordSignIn(name, wrongPassword));

async function challenge({ call, ClientId }: AccountsOnHand, USERNAME: string) {
  const client = new SrpClient();
  const asked = { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME, SRP_A: client.publicValue } };
  const {
    SALT = '',
    SECRET_BLOCK = '',
    SRP_B = '',
    USER_ID_FOR_SRP = '',
  } = (await call('InitiateAuth', asked)).ChallengeParameters;
  return { client, asked: { SALT, SECRET_BLOCK, SRP_B, USER_ID_FOR_SRP } };
}

async function srp(pool: AccountsOnHand, name: string, as?: string): Promise<string> {
  const { client, asked } = await challenge(pool, name);
  const answer = client.answer(pool.UserPoolId, wrongPassword, asked);
  return pool.told('RespondToAuthChallenge', {
    ClientId: pool.ClientId,
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses: { ...answer, ...(as === undefined ? {} : { USERNAME: as }) },
  });
}

/** The account's other name. */
const idOf = async (pool: AccountsOnHand, name: string) => (await challenge(pool, name)).asked.USER_ID_FOR_SRP;

async function times(count: number, ask: (index: number) => Promise<unknown>): Promise<void> {
  for (let index = 0; index < count; index += 1) await ask(index);
}

interface Row {
  readonly attack: string;
  readonly see: (pool: AccountsOnHand, name: string, account: Account) => Promise<unknown>;
  /** What everybody is answered. */
  readonly seen: unknown;
}

const rows: readonly Row[] = [
  {
    attack: 'wrong codes half an hour after the first call, tried again an hour after it',
    see: async (pool, name) => {
      await forgot(pool, name);
      pool.clock.time += 30 * minute;
      await times(5, () => replace(pool, name));
      pool.clock.time += 31 * minute;
      return [await replace(pool, name), await forgot(pool, name).then(() => replace(pool, name))];
    },
    seen: [tooMany, tooMany],
  },
  {
    attack: 'wrong codes, an hour later',
    see: async (pool, name) => {
      await forgot(pool, name);
      await times(5, () => replace(pool, name));
      const before = await replace(pool, name);
      pool.clock.time += 60 * minute;
      const without = await replace(pool, name);
      await forgot(pool, name);
      return [before, without, await replace(pool, name)];
    },
    seen: [tooMany, expired, mismatch],
  },
  {
    attack: 'wrong codes for one purpose, then another',
    see: async (pool, name) => {
      await times(3, () => confirm(pool, name));
      await forgot(pool, name);
      await times(2, () => replace(pool, name));
      return [await confirm(pool, name), await replace(pool, name)];
    },
    seen: [tooMany, tooMany],
  },
  {
    attack: 'wrong codes by name, then by ID',
    see: async (pool, name) => {
      const id = await idOf(pool, name);
      await forgot(pool, name);
      await times(3, () => replace(pool, name));
      await times(2, () => replace(pool, id));
      return [await replace(pool, id), await replace(pool, name)];
    },
    seen: [tooMany, tooMany],
  },
  {
    attack: 'wrong codes, and ten thousand other names in between',
    see: async (pool, name) => {
      await forgot(pool, name);
      await times(5, () => replace(pool, name));
      const { pretendedUsers } = pool.pools.get(pool.UserPoolId);
      await times(10_001, async (index) => pretendedUsers.of(`other-${index}@example.com`));
      return replace(pool, name);
    },
    seen: tooMany,
  },
  {
    attack: 'wrong passwords by one flow and another, by name and by ID',
    see: async (pool, name) => {
      const id = await idOf(pool, name);
      await times(2, () => signIn(pool, name));
      await times(2, () => srp(pool, name));
      const fifth = await srp(pool, id);
      const then = [await signIn(pool, id), await srp(pool, name)];
      pool.clock.time += 1000;
      return [fifth, ...then, await signIn(pool, name), await signIn(pool, name)];
    },
    seen: [incorrect, locked, locked, incorrect, locked],
  },
  {
    attack: 'a proof for one name, answered by another',
    see: async (pool, name) => {
      const id = await idOf(pool, name);
      const others = [...accounts.map(pool.name), 'nobody@example.com'].filter((other) => other !== name);
      const answers = await Promise.all([id, ...others].map((other) => srp(pool, name, other)));
      return [...new Set([...answers, ...(await Promise.all(others.map((other) => srp(pool, other, name))))])];
    },
    seen: [incorrect],
  },
  {
    attack: 'the ID, asked for by itself, at once and a day later',
    see: async (pool, name) => {
      const { asked } = await challenge(pool, name);
      const ids: unknown[] = [];
      for (const later of [0, 24 * 60 * minute]) {
        pool.clock.time += later;
        for (const by of [name, asked.USER_ID_FOR_SRP, asked.USER_ID_FOR_SRP.toUpperCase()]) {
          const { asked: again } = await challenge(pool, by);
          ids.push([again.USER_ID_FOR_SRP === asked.USER_ID_FOR_SRP, again.SALT === asked.SALT]);
        }
      }
      return [...new Set(ids.map(String))];
    },
    seen: ['true,true'],
  },
  {
    attack: 'where codes go, for each purpose, by name and by ID, at once and a day later',
    see: async (pool, name) => {
      const id = await idOf(pool, name);
      const seen: string[] = [];
      for (const later of [0, 24 * 60 * minute]) {
        pool.clock.time += later;
        for (const by of [name, id]) seen.push(await forgot(pool, by), await resend(pool, by));
      }
      return new Set(seen).size;
    },
    seen: 1,
  },
  {
    attack: 'the name with a space, as full-width letters or in another normal form',
    see: async (pool, name) => {
      const variants = [` ${name}`, `${name} `, name.replace('p', '\uff50'), `${name}\u0301`, `${name}\u0000`];
      const ids = await Promise.all([name, ...variants].map((variant) => idOf(pool, variant)));
      return [new Set(ids).size, [...new Set(await Promise.all(variants.map((variant) => signIn(pool, variant))))]];
    },
    seen: [6, [incorrect]],
  },
];

describe.each(Object.keys(namings) as Naming[])('an app client that hides who exists, in a pool by %s', (naming) => {
  test.each(rows)('tells nobody by $attack', async ({ see, seen }) => {
    for (const account of accounts) {
      // Each account has a pool of its own: clocks move.
      const pool = await accountsOnHand('ENABLED', naming);
      expect([account, await see(pool, pool.name(account), account)]).toEqual([account, seen]);
    }
  });

  test.each(rows)('keeps no player out for longer than an hour by $attack', async ({ see }) => {
    const pool = await accountsOnHand('ENABLED', naming);
    const { call, ClientId, passwordSignIn } = pool;
    const [Username, newcomer] = [pool.name('confirmed'), pool.name('unconfirmed')];
    await see(pool, Username, 'confirmed');
    await see(pool, newcomer, 'unconfirmed');
    pool.clock.time += 60 * minute;
    expect(await call('InitiateAuth', passwordSignIn(Username))).toHaveProperty('AuthenticationResult.AccessToken');

    await call('ForgotPassword', { ClientId, Username });
    const Password = 'Another-Horse-8';
    await call('ConfirmForgotPassword', { ClientId, Username, ConfirmationCode: pool.lastCode(), Password });
    const signedIn = await call('InitiateAuth', passwordSignIn(Username, Password));
    expect(signedIn).toHaveProperty('AuthenticationResult.AccessToken');

    await call('ResendConfirmationCode', { ClientId, Username: newcomer });
    await call('ConfirmSignUp', { ClientId, Username: newcomer, ConfirmationCode: pool.lastCode() });
    expect(await call('InitiateAuth', passwordSignIn(newcomer))).toHaveProperty('AuthenticationResult.AccessToken');
  });
});

// Documented: the ID of nobody is a UUID in every pool. Where players have names of their own, theirs are those names.
test.each([
  ['address', true],
  ['user name', false],
] as const)('by %s, the ID in the answer of SRP is hidden: %s', async (naming, hides) => {
  const pool = await accountsOnHand('ENABLED', naming);
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  for (const account of accounts) {
    const id = await idOf(pool, pool.name(account));
    if (hides || account === 'missing') expect(id).toMatch(uuid);
    else expect(id).toBe(pool.name(account));
  }
});

test('IDs of nobody have every form that those of players have', async () => {
  const pool = userPoolOnHand();
  const { pretendedUsers } = pool.pools.get(pool.UserPoolId);
  const ids = Array.from({ length: 400 }, (_, index) => pretendedUsers.of(`nobody-${index}@example.com`).sub);
  expect(new Set(ids).size).toBe(400);
  const digits = Array.from({ length: 36 }, (_, place) => new Set(ids.map((id) => id.charAt(place))));
  const fixed = new Map([8, 13, 18, 23].map((place) => [place, '-'] as const));
  expect(digits.map((at) => [...at].sort().join(''))).toEqual(
    digits.map((_, place) => fixed.get(place) ?? ({ 14: '4', 19: '89ab' }[place] || '0123456789abcdef')),
  );
});
