import { unescaped } from '../../../../../local/idp/browse';
import { endpoints } from '../../../../../local/services/cognito-idp/managed-login/endpoints';
import { type Account, accounts, changesFor, type Mode, masked, type Naming, withAccounts } from '../accounts-on-hand';
import { goodPassword } from '../user-pool-on-hand';
import { type Told, toldTo } from '../who-exists';
import { loginOnHand, type Seen } from './login-on-hand';

async function loginWithAccounts(mode: Mode, naming: Naming = 'address') {
  return withAccounts(await loginOnHand(changesFor(mode, naming)), naming);
}
type Login = Awaited<ReturnType<typeof loginWithAccounts>>;
type Browser = ReturnType<Login['browser']>;

/** A page, what is sent with it, and what the player is shown next: a page's heading, and what it says. */
interface Row {
  readonly path: string;
  readonly shown: string;
  /** Whether it is documented, or needs the right password, that this page tells who exists. */
  readonly tells?: true;
  readonly see: (login: Login, browser: Browser, account: Account) => Promise<Seen>;
  readonly told: Readonly<Record<Mode, Told>>;
}

const wrongPassword = 'Wrong-Horse-7';
/** No code that is sent has letters. */
const wrongCode = 'abcdef';

/** Opens a page and sends its form in the name of an account. */
const sending =
  (path: string, fields: Record<string, string> = {}): Row['see'] =>
  async ({ asks, name }, { open, send }, account) =>
    send(await open(`${path}?${asks()}`), { username: name(account), ...fields });

const asking =
  (path: string): Row['see'] =>
  async ({ asks, name }, { open }, account) =>
    open(`${path}?${asks({ login_hint: name(account) })}`);

/** The same six times over, in one browser; what the sixth shows. */
const sixTimes =
  (see: Row['see']): Row['see'] =>
  async (...asked) => {
    for (let count = 1; count < 6; count += 1) await see(...asked);
    return see(...asked);
  };

/** Sends the form that follows on a sign-in, with a session that is none. */
const following =
  (path: string, fields: Record<string, string>): Row['see'] =>
  async ({ asks, name }, { open, send }, account) => {
    const page = await open(`/login?${asks()}`);
    const moved = { ...page, page: page.page.replace(/\/login\?/, `${path}?`) };
    return send(moved, { username: name(account), session: 'x'.repeat(40), ...fields });
  };

const signIn = (problem: string) => `400 Sign in: ${problem}`;
const incorrect = signIn('Incorrect username or password.');
const disabled = 'User is disabled.';
const toConfirm = '200 Confirm your account: Confirm your account before you sign in.';
const byState = {
  unconfirmed: toConfirm,
  disabled: signIn(disabled),
  'disabled before they confirmed': signIn(disabled),
};
const noSession = signIn('Invalid session for the user.');
const notFound = 'Username/client id combination not found.';
const sent = '200 Choose a new password: If there is such an account, a code was sent to it.';
const forgot = (problem: string) => `400 Forgot your password?: ${problem}`;
const replacing = (problem: string) => `400 Choose a new password: ${problem}`;
const confirming = (problem: string) => `400 Confirm your account: ${problem}`;
const mismatch = 'Invalid verification code provided, please try again.';
const expired = 'Invalid code provided, please request a code again.';
const resending = (problem: string) => `400 Send another code: ${problem}`;
const resent = '200 Confirm your account: A new code was sent to you.';
const replace = sending('/confirmForgotPassword', { code: wrongCode, password: 'Another-Horse-8' });
const confirm = sending('/confirm', { code: wrongCode });
const notNow = (status: string) => confirming(`User cannot be confirmed. Current status is ${status}`);
const taken = '400 Create an account: An account with the given email already exists.';
const created = '200 Confirm your account: A code was sent to you.';
const locked = signIn('Password attempts exceeded');
const tooMany = 'Attempt limit exceeded, please try after some time.';
const disabledOnes = (of: (problem: string) => string) => ({
  disabled: of(disabled),
  'disabled before they confirmed': of(disabled),
});

const rows: readonly Row[] = [
  ...[
    ['/login', 'Sign in'],
    ['/signup', 'Create an account'],
    ['/confirm', 'Confirm your account'],
    ['/resendcode', 'Send another code'],
    ['/forgotPassword', 'Forgot your password?'],
    ['/confirmForgotPassword', 'Choose a new password'],
  ].map(([path = '', heading]): Row => {
    const told = `200 ${heading}: `;
    return { path, shown: 'a name in login_hint', see: asking(path), told: { ENABLED: told, LEGACY: told } };
  }),
  {
    path: '/login',
    shown: 'a wrong password',
    see: sending('/login', { password: wrongPassword }),
    told: { ENABLED: incorrect, LEGACY: { all: incorrect, ...byState, missing: signIn('User does not exist.') } },
  },
  {
    path: '/login',
    shown: 'a sixth wrong password',
    see: sixTimes(sending('/login', { password: wrongPassword })),
    told: { ENABLED: locked, LEGACY: { all: locked, ...byState, missing: signIn('User does not exist.') } },
  },
  {
    path: '/login',
    shown: 'the right password',
    tells: true,
    see: sending('/login', { password: goodPassword }),
    told: {
      ENABLED: { all: incorrect, ...byState, confirmed: '302 : ', invited: '200 Choose a new password: ' },
      LEGACY: {
        all: signIn('User does not exist.'),
        ...byState,
        confirmed: '302 : ',
        invited: '200 Choose a new password: ',
      },
    },
  },
  {
    path: '/mfa',
    shown: 'a session that is none',
    see: following('/mfa', { code: '123456' }),
    told: { ENABLED: noSession, LEGACY: noSession },
  },
  {
    path: '/changePassword',
    shown: 'a session that is none',
    see: following('/changePassword', { new_password: 'Another-Horse-8' }),
    told: { ENABLED: noSession, LEGACY: noSession },
  },
  {
    path: '/signup',
    shown: 'the name',
    tells: true,
    see: sending('/signup', { password: goodPassword }),
    told: { ENABLED: { all: taken, missing: created }, LEGACY: { all: taken, missing: created } },
  },
  {
    path: '/forgotPassword',
    shown: 'the name',
    see: sending('/forgotPassword'),
    told: {
      ENABLED: sent,
      LEGACY: {
        ...disabledOnes(forgot),
        all: sent,
        unconfirmed: forgot(
          'Cannot reset password for the user as there is no registered/verified email or phone_number',
        ),
        invited: forgot('User password cannot be reset in the current state.'),
        missing: forgot(notFound),
      },
    },
  },
  {
    path: '/confirmForgotPassword',
    shown: 'a code, where none was asked for',
    see: replace,
    told: {
      ENABLED: replacing(expired),
      LEGACY: { all: replacing(expired), ...disabledOnes(replacing), missing: replacing(notFound) },
    },
  },
  {
    path: '/confirmForgotPassword',
    shown: 'a wrong code',
    see: async (login, browser, account) => {
      await sending('/forgotPassword')(login, browser, account);
      return replace(login, browser, account);
    },
    told: {
      ENABLED: replacing(mismatch),
      LEGACY: {
        ...disabledOnes(replacing),
        all: replacing(expired),
        confirmed: replacing(mismatch),
        missing: replacing(notFound),
      },
    },
  },
  {
    path: '/confirmForgotPassword',
    shown: 'a sixth wrong code',
    see: async (login, browser, account) => {
      await sending('/forgotPassword')(login, browser, account);
      return sixTimes(replace)(login, browser, account);
    },
    told: {
      ENABLED: replacing(tooMany),
      LEGACY: {
        ...disabledOnes(replacing),
        all: replacing(expired),
        confirmed: replacing(tooMany),
        missing: replacing(notFound),
      },
    },
  },
  {
    path: '/confirm',
    shown: 'a sixth wrong code',
    see: sixTimes(confirm),
    told: {
      ENABLED: confirming(tooMany),
      LEGACY: {
        ...disabledOnes(confirming),
        all: confirming(tooMany),
        confirmed: notNow('CONFIRMED'),
        invited: notNow('FORCE_CHANGE_PASSWORD'),
        missing: confirming(notFound),
      },
    },
  },
  {
    path: '/confirm',
    shown: 'a wrong code',
    see: confirm,
    told: {
      ENABLED: confirming(mismatch),
      LEGACY: {
        ...disabledOnes(confirming),
        all: confirming(mismatch),
        confirmed: notNow('CONFIRMED'),
        invited: notNow('FORCE_CHANGE_PASSWORD'),
        missing: confirming(notFound),
      },
    },
  },
  {
    path: '/resendcode',
    shown: 'the name',
    see: sending('/resendcode'),
    told: {
      ENABLED: resent,
      LEGACY: {
        all: resending('User is already confirmed.'),
        unconfirmed: resent,
        'disabled before they confirmed': resending(disabled),
        missing: resending(notFound),
      },
    },
  },
];

/** Each account's answer: in short, and whole but for what differs by visit and by name. */
async function answersTo(row: Row, mode: Mode, naming?: Naming) {
  const login = await loginWithAccounts(mode, naming);
  const short: Partial<Record<Account, string>> = {};
  const whole: string[] = [];
  try {
    for (const account of accounts) {
      const { status, page, headers } = await row.see(login, login.browser(), account);
      const [, heading = ''] = /<h1[^>]*>([^<]*)/.exec(page) ?? [];
      const [, said = ''] = /<p[^>]* role="(?:alert|status)">([^<]*)/.exec(page) ?? [];
      short[account] = `${status} ${unescaped(heading)}: ${unescaped(said)}`;
      const names = [...headers.keys()].filter((name) => name !== 'date');
      whole.push(masked(`${status}\n${names.map((name) => `${name}: ${headers.get(name)}`).join('\n')}\n${page}`));
    }
  } finally {
    await login.stop();
  }
  return { short, whole };
}

describe.each<Mode>(['ENABLED', 'LEGACY'])('with PreventUserExistenceErrors %s, a page shows:', (mode) => {
  test.each(rows)('$path, sent $shown', async (row) => {
    const listed = Object.fromEntries(accounts.map((account) => [account, toldTo(row.told[mode], account)]));
    expect((await answersTo(row, mode)).short).toEqual(listed);
  });
});

describe('an app client that hides who exists', () => {
  const hiding = rows.filter(({ tells }) => tells !== true);
  describe.each<Naming>(['address', 'user name'])('shows the same page of every account, by %s:', (naming) => {
    test.each(hiding)('$path, sent $shown', async (row) => {
      const [first, ...others] = (await answersTo(row, 'ENABLED', naming)).whole;
      for (const other of others) expect(other).toBe(first);
    });
  });

  test.each(hiding.filter(({ told }) => told.ENABLED !== told.LEGACY))(
    'and one that does not hide it shows them apart: $path, sent $shown',
    async (row) => {
      expect(new Set((await answersTo(row, 'LEGACY')).whole).size).toBeGreaterThan(1);
    },
  );
});

test('every page is in the list', () => {
  // Called by apps, or walked through: none of these takes a name.
  const namingNobody = ['/oauth2/authorize', '/logout'];
  const pages = [...endpoints].filter(([path, { forApps }]) => forApps !== true && !namingNobody.includes(path));
  expect([...new Set(rows.map(({ path }) => path))].sort()).toEqual(pages.map(([path]) => path).sort());
});
