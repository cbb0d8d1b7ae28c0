import { goodPassword } from '../user-pool-on-hand';
import { type LoginOnHand, loginOnHand } from './login-on-hand';

// What a page says of its fields: which one to begin with, what each takes, and what was wrong with it.

let login: LoginOnHand;
beforeAll(async () => {
  login = await loginOnHand({ pool: { UsernameAttributes: [], AutoVerifiedAttributes: ['email'] } });
  await login.call('SignUp', {
    ClientId: login.ClientId,
    Username: 'ada',
    Password: goodPassword,
    UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
  });
});
afterAll(() => login.stop());

interface Shown {
  readonly attributes: string;
  /** What it is described by, as text. */
  readonly described: string;
}

/** The visible fields of a page, by name. */
function fieldsOn(page: string): Record<string, Shown> {
  const inputs = [...page.matchAll(/<input (?!type="hidden")([^>]*)>/g)].map(([, attributes = '']) => attributes);
  return Object.fromEntries(
    inputs.map((attributes) => {
      const ids = /aria-describedby="([^"]*)"/.exec(attributes)?.[1]?.split(' ') ?? [];
      const described = ids
        .map((id) => new RegExp(`id="${id}"[^>]*>([^<]*)<`).exec(page)?.[1] ?? `no #${id}`)
        .join(' ');
      return [/name="([^"]*)"/.exec(attributes)?.[1] ?? '', { attributes, described }];
    }),
  );
}

const focused = (page: string) =>
  Object.entries(fieldsOn(page)).flatMap(([name, { attributes }]) => (/ autofocus$/.test(attributes) ? [name] : []));
const invalid = (page: string) =>
  Object.entries(fieldsOn(page)).flatMap(([name, { attributes }]) => (/aria-invalid/.test(attributes) ? [name] : []));

const everyRule =
  'What it takes: at least 8 characters; no space at the beginning or the end; a lowercase letter; an uppercase letter; ' +
  'a digit; a symbol, such as ! or -.';
const terminal = 'the code is printed in the terminal where npm run local runs.';

describe('a page that is opened', () => {
  test.each([
    ['/login', 'username'],
    ['/signup', 'username'],
    ['/confirm', 'username'],
    ['/resendcode', 'username'],
    ['/forgotPassword', 'username'],
    ['/confirmForgotPassword', 'username'],
  ])('%s begins at its first field, and nothing of it is wrong', async (path, first) => {
    const { page } = await login.browser().open(`${path}?${login.asks()}`);
    expect([focused(page), invalid(page)]).toEqual([[first], []]);
  });

  test.each([
    ['/login', 'password', 'autocomplete="current-password"', ''],
    ['/signup', 'password', 'autocomplete="new-password"', everyRule],
    ['/signup', 'attribute.email', 'type="email" required maxlength="2048" autocomplete="email"', ''],
    ['/confirmForgotPassword', 'password', 'autocomplete="new-password"', everyRule],
    ['/confirm', 'code', 'autocomplete="one-time-code"', terminal],
    ['/confirm', 'code', 'inputmode="numeric"', terminal],
    ['/confirmForgotPassword', 'code', 'inputmode="numeric"', terminal],
  ])('%s tells what its %s takes: %s', async (path, name, attribute, hint) => {
    const field = fieldsOn((await login.browser().open(`${path}?${login.asks()}`)).page)[name];
    expect(field?.attributes).toContain(attribute);
    expect(field?.described).toContain(hint);
    if (hint === '') expect(field?.described).toBe('');
  });

  test('whose name is known begins at what is not', async () => {
    const { page } = await login.browser().open(`/login?${login.asks({ login_hint: 'ada' })}`);
    expect(focused(page)).toEqual(['password']);
  });

  test.each([
    [{ MinimumLength: 12, RequireLowercase: true }, 'at least 12 characters', 'a lowercase letter.'],
    [{ MinimumLength: 6, RequireNumbers: true }, 'at least 6 characters', 'a digit.'],
  ])('shows the rules of its own pool: %j', async (PasswordPolicy, length, last) => {
    const rules = { RequireLowercase: false, RequireUppercase: false, RequireNumbers: false, RequireSymbols: false };
    const other = await loginOnHand({ pool: { Policies: { PasswordPolicy: { ...rules, ...PasswordPolicy } } } });
    const { page } = await other.browser().open(`/signup?${other.asks()}`);
    expect(fieldsOn(page).password?.described).toMatch(new RegExp(`${length}; no space [^;]*; ${last}$`));
    await other.stop();
  });
});

describe('a form that is refused', () => {
  const newcomer = { username: 'bea', 'attribute.email': 'bea@example.com', password: goodPassword };
  test.each<[string, string, Record<string, string>, string, readonly string[], string]>([
    ['a weak password', '/signup', { ...newcomer, password: 'x' }, 'password', ['password'], 'not long enough'],
    ['a name that is taken', '/signup', { ...newcomer, username: 'ada' }, 'username', ['username'], 'already exists'],
    [
      'no address',
      '/signup',
      { ...newcomer, 'attribute.email': 'bea' },
      'attribute.email',
      ['attribute.email'],
      'Invalid email',
    ],
    ['a wrong code', '/confirm', { username: 'ada', code: '1' }, 'code', ['code'], 'Invalid verification code'],
    // Which of the two was wrong is told to nobody.
    [
      'a wrong password',
      '/login',
      { username: 'ada', password: 'x' },
      'password',
      [],
      'Incorrect username or password.',
    ],
    [
      'a wrong name',
      '/login',
      { username: 'nobody', password: 'x' },
      'password',
      [],
      'Incorrect username or password.',
    ],
  ])(
    'for %s begins at the field to be corrected, and says so there',
    async (_what, path, typed, field, wrong, words) => {
      const { open, send } = login.browser();
      const { status, page } = await send(await open(`${path}?${login.asks()}`), typed);
      expect([status, focused(page), invalid(page)]).toEqual([400, [field], wrong]);
      expect(fieldsOn(page)[field]?.described).toContain(words);
      const others = Object.entries(fieldsOn(page)).filter(([name]) => name !== field);
      for (const [, { described }] of others) expect(described).not.toContain(words);
    },
  );

  test.each([
    ['x', ['not long enough', 'uppercase', 'numeric', 'symbol'], ['lowercase', 'space']],
    [' xX1 ', ['not long enough', 'space'], ['lowercase', 'uppercase', 'numeric', 'symbol']],
    ['longenough1!', ['uppercase'], ['not long enough', 'lowercase', 'numeric', 'symbol', 'space']],
  ])('for the password %j names all that is missing, and nothing else', async (password, missing, there) => {
    const { open, send } = login.browser();
    const { page } = await send(await open(`/signup?${login.asks()}`), { ...newcomer, password });
    const problem = /role="alert">([^<]*)</.exec(page)?.[1] ?? '';
    for (const word of missing) expect(problem).toContain(word);
    for (const word of there) expect(problem).not.toContain(word);
  });

  test('is one that the API refuses with the first of the rules, in the same words', async () => {
    const call = {
      ClientId: login.ClientId,
      Username: 'bea',
      UserAttributes: [{ Name: 'email', Value: 'bea@example.com' }],
    };
    expect(await login.refusal('SignUp', { ...call, Password: 'x' })).toBe(
      'InvalidPasswordException: Password did not conform with policy: Password not long enough',
    );
    const { open, send } = login.browser();
    expect((await send(await open(`/signup?${login.asks()}`), newcomer)).page).toContain('Confirm your account');
  });
});

test('after signing up the code is what is left to type', async () => {
  const { open, send } = login.browser();
  const typed = { username: 'cleo', 'attribute.email': 'cleo@example.com', password: goodPassword };
  const { page } = await send(await open(`/signup?${login.asks()}`), typed);
  expect([focused(page), fieldsOn(page).code?.described]).toEqual([['code'], expect.stringContaining(terminal)]);
});
