import { ServiceError } from '../../../../local/shared/service-error';
import { type Changes, goodPassword, userPoolOnHand } from './user-pool-on-hand';

/** What can be behind a name that somebody types. */
export const accounts = [
  'confirmed',
  'unconfirmed',
  'disabled',
  'disabled before they confirmed',
  'invited',
  'missing',
] as const;
export type Account = (typeof accounts)[number];

/** Whether the app client tells who exists: `PreventUserExistenceErrors`. */
export type Mode = 'ENABLED' | 'LEGACY';

/** Pools in which players sign in by their address, and by a name of their own. */
export const namings: Readonly<Record<'address' | 'user name', Record<string, unknown>>> = {
  address: {},
  'user name': { UsernameAttributes: [] },
};
export type Naming = keyof typeof namings;

/** The name by which a call asks for an account. They are of one form, so that an answer can be compared but for them. */
export function nameOf(naming: Naming, account: Account): string {
  const name = `player-${accounts.indexOf(account)}`;
  return naming === 'address' ? `${name}@example.com` : name;
}

/** What differs of the pool for a mode and a naming. */
export function changesFor(mode: Mode, naming: Naming): Changes {
  return { pool: namings[naming], client: { PreventUserExistenceErrors: mode } };
}

/** Fills a pool with one account of each kind; what a call gets of it. */
export async function withAccounts<Pool extends Pick<ReturnType<typeof userPoolOnHand>, Used>>(
  pool: Pool,
  naming: Naming,
) {
  const { ClientId, UserPoolId, call } = pool;
  const name = (account: Account) => nameOf(naming, account);
  const named = (account: Account) => ({ UserPoolId, Username: name(account) });
  const withAddress = (account: Account) =>
    naming === 'address' ? {} : { UserAttributes: [{ Name: 'email', Value: nameOf('address', account) }] };
  for (const account of accounts) {
    const asked = { ClientId, Username: name(account), Password: goodPassword, ...withAddress(account) };
    if (account === 'missing') continue;
    if (account === 'invited') {
      await call('AdminCreateUser', { ...asked, UserPoolId, TemporaryPassword: goodPassword });
      continue;
    }
    await call('SignUp', asked);
    if (account === 'confirmed' || account === 'disabled') {
      await call('ConfirmSignUp', { ClientId, Username: name(account), ConfirmationCode: pool.lastCode() });
    }
    if (account.startsWith('disabled')) await call('AdminDisableUser', named(account));
  }
  return { ...pool, name };
}
type Used = 'ClientId' | 'UserPoolId' | 'call' | 'lastCode';

/** An API over one account of each kind. */
export async function accountsOnHand(mode: Mode, naming: Naming = 'address') {
  const pool = await withAccounts(userPoolOnHand(changesFor(mode, naming)), naming);
  return {
    ...pool,
    /** The whole of what a call answers: an exception's name and sentence, or the answer in JSON. */
    async told(name: string, body: object): Promise<string> {
      try {
        return JSON.stringify(await pool.call(name, body));
      } catch (error) {
        if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
        throw error;
      }
    },
  };
}
export type AccountsOnHand = Awaited<ReturnType<typeof accountsOnHand>>;

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/**
 * An answer without what is another one at each call or for each name: tokens, keys, the letters that are left of an address. An internal
 * ID reads like a name: where players have names of their own, only SRP's answer for somebody missing has one, which is documented.
 */
export function masked(answer: string): string {
  return answer
    .replace(/[a-z]\*\*\*@[a-z]\*\*\*/g, '<address>')
    .replace(/player-\d(@example\.com)?/g, '<name>')
    .replace(uuid, '<name>')
    .replace(/[\w+/=.-]{30,}/g, '<random>');
}
