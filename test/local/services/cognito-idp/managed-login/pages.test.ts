import { base32, timeStep, totpCode } from '../../../../../local/services/cognito-idp/users/totp';
import { goodPassword } from '../user-pool-on-hand';
import { callbackUrl, type LoginOnHand, loginOnHand } from './login-on-hand';

let login: LoginOnHand;
beforeAll(async () => {
  login = await loginOnHand({ pool: { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] } });
  await login.player('ada@example.com');
});
afterAll(() => login.stop());

const problemOf = (page: string) => /role="alert">([^<]*)</.exec(page)?.[1];
const pool = () => ({ UserPoolId: login.UserPoolId });

describe('signing in', () => {
  test('leads back to the app with a code and the state as it came', async () => {
    const state = '"><script>alert(1)</script>&x=y';
    const { status, location } = await login.browser().signIn('ada@example.com', goodPassword, login.asks({ state }));
    expect(status).toBe(302);
    expect(location.startsWith(`${callbackUrl}?code=`)).toBe(true);
    expect(new URL(location).searchParams.get('state')).toBe(state);
  });

  test('with a wrong password, and as somebody who does not exist, reads the same', async () => {
    const wrong = await login.browser().signIn('ada@example.com', 'Wrong-Password-1');
    const nobody = await login.browser().signIn('nobody@example.com');
    const neither = await login.browser().signIn('not a name', '');
    for (const { status, location, page } of [wrong, nobody, neither]) {
      expect([status, location, problemOf(page)]).toEqual([400, '', 'Incorrect username or password.']);
    }
    expect((await login.browser().signIn('ada@example.com')).location).toContain('code=');
  });

  test('is locked by wrong passwords as the API is, together with it', async () => {
    await login.player('lola@example.com');
    for (let times = 0; times < 5; times += 1) await login.browser().signIn('lola@example.com', 'Wrong-Password-1');
    expect(problemOf((await login.browser().signIn('lola@example.com')).page)).toBe('Password attempts exceeded');
    expect(await login.refusal('InitiateAuth', login.passwordSignIn('lola@example.com'))).toContain('exceeded');
    login.clock.time += 2000;
    expect((await login.browser().signIn('lola@example.com')).location).toContain('code=');
  });

  test('is not for a disabled player', async () => {
    await login.player('dora@example.com');
    await login.call('AdminDisableUser', { ...pool(), Username: 'dora@example.com' });
    expect(problemOf((await login.browser().signIn('dora@example.com')).page)).toBe('User is disabled.');
    await login.call('AdminEnableUser', { ...pool(), Username: 'dora@example.com' });
    expect((await login.browser().signIn('dora@example.com')).location).toContain('code=');
  });

  test('takes what is typed, and what an app hints at, for text', async () => {
    const typed = '"><script>alert(1)</script>@example.com';
    const { page } = await login.browser().signIn(typed);
    expect(page).not.toContain('<script');
    expect(page).toContain('value="&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;@example.com"');
    const hinted = await login
      .browser()
      .open(`/login?${login.asks({ login_hint: typed, nonce: typed, state: typed })}`);
    expect([hinted.status, hinted.page.includes('<script')]).toEqual([200, false]);
    const unknown = await login.browser().open(`/login?${login.asks({ client_id: typed })}`);
    expect([unknown.status, unknown.page.includes('<script')]).toEqual([400, false]);
  });

  test('shows its pages to no other site, keeps them in no cache and runs no script on them', async () => {
    const { headers } = await login.browser().open(`/login?${login.asks()}`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a form that is not this page’s own', () => {
  const known = { username: 'ada@example.com', password: goodPassword };

  test('signs nobody in: without the cookie, without the field, and with another browser’s', async () => {
    const { open, send } = login.browser();
    const page = await open(`/login?${login.asks()}`);
    const strangers = await login.browser().open(`/login?${login.asks()}`);
    const elsewhere = login.browser();
    const forged = [
      await elsewhere.open(`/login?${login.asks()}`, known),
      await elsewhere.send(page, known),
      await open(`/login?${login.asks()}`, known),
      await send(strangers, known),
    ];
    for (const { status, location, page: shown } of forged) {
      expect([status, location, problemOf(shown)]).toEqual([403, '', expect.stringContaining('came from elsewhere')]);
    }
    expect((await send(page, known)).location).toContain('code=');
  });

  test('makes nobody a user', async () => {
    const { open, send } = login.browser();
    const form = { username: 'new@example.com', password: goodPassword };
    expect((await open(`/signup?${login.asks()}`, form)).status).toBe(403);
    expect(login.pools.get(login.UserPoolId).users.find('new@example.com')).toBeUndefined();
    expect((await send(await open(`/signup?${login.asks()}`), form)).status).toBe(200);
  });
});

describe('a new player', () => {
  test('makes their account, confirms it by the code that was sent, and signs in', async () => {
    const { open, send, signIn } = login.browser();
    const confirm = await send(await open(`/signup?${login.asks()}`), {
      username: 'bela@example.com',
      password: goodPassword,
    });
    expect(confirm.page).toContain('<h1>Confirm your account</h1>');
    expect(login.sent.at(-1)).toMatchObject({ to: 'bela@example.com', purpose: 'sign-up' });
    const wrong = await send(confirm, { username: 'bela@example.com', code: '0' });
    expect(problemOf(wrong.page)).toContain('Invalid verification code');
    const confirmed = await send(wrong, { username: 'bela@example.com', code: login.lastCode() });
    expect(confirmed.page).toContain('role="status">Your account is confirmed');
    expect(confirmed.headers.get('set-cookie')).not.toContain('cognito=');
    expect((await signIn('bela@example.com')).location).toContain('code=');
  });

  test('who has not confirmed yet is asked to, and may have another code', async () => {
    await login.call('SignUp', { ClientId: login.ClientId, Username: 'cleo@example.com', Password: goodPassword });
    const { open, send, signIn } = login.browser();
    expect(problemOf((await signIn('cleo@example.com', 'Wrong-Password-1')).page)).toContain('Incorrect');
    expect((await signIn('cleo@example.com')).page).toContain('<h1>Confirm your account</h1>');
    const again = await send(await open(`/resendcode?${login.asks()}`), { username: 'cleo@example.com' });
    await send(again, { username: 'cleo@example.com', code: login.lastCode() });
    expect((await signIn('cleo@example.com')).location).toContain('code=');
  });

  test.each([
    ['a password that the pool refuses', { username: 'emil@example.com', password: 'short' }, 'not long enough'],
    ['a name that is taken', { username: 'ada@example.com', password: goodPassword }, 'already exists'],
    ['no address', { username: 'emil', password: goodPassword }, 'should be an email'],
  ])('is told of %s', async (_claim, fields, sentence) => {
    const { open, send } = login.browser();
    const { status, page } = await send(await open(`/signup?${login.asks()}`), fields);
    expect([status, problemOf(page)]).toEqual([400, expect.stringContaining(sentence)]);
    expect(page).not.toContain(goodPassword);
  });
});

test('a forgotten password is replaced by way of a code', async () => {
  await login.player('fay@example.com');
  const { open, send, signIn } = login.browser();
  const asked = await send(await open(`/forgotPassword?${login.asks()}`), { username: 'fay@example.com' });
  const fields = { username: 'fay@example.com', password: 'New-Horse-8-Battery' };
  expect(problemOf((await send(asked, { ...fields, code: '1' })).page)).toContain('Invalid verification code');
  await send(asked, { ...fields, code: login.lastCode() });
  expect(problemOf((await signIn('fay@example.com')).page)).toContain('Incorrect');
  expect((await signIn('fay@example.com', fields.password)).location).toContain('code=');
  const nobody = await send(await open(`/forgotPassword?${login.asks()}`), { username: 'nobody@example.com' });
  expect([nobody.status, nobody.page.length]).toEqual([asked.status, asked.page.replace('fay', 'nobody').length]);
});

describe('a player with an authenticator app', () => {
  const secretOf = () => login.pools.get(login.UserPoolId).users.find('gil@example.com')?.softwareToken?.secret;
  const code = () => totpCode(secretOf() ?? Buffer.alloc(0), timeStep(login.clock.time));
  beforeAll(async () => {
    await login.player('gil@example.com');
    const { AccessToken } = await login.tokens('gil@example.com');
    const { SecretCode } = await login.call('AssociateSoftwareToken', { AccessToken });
    expect(SecretCode).toBe(base32(secretOf() ?? Buffer.alloc(0)));
    await login.call('VerifySoftwareToken', { AccessToken, UserCode: code() });
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
    await login.call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings });
    login.clock.time += 60_000;
  });

  test('is asked for its code after the password, once for each', async () => {
    const { send, signIn, open } = login.browser();
    const asked = await signIn('gil@example.com');
    expect(asked.page).toContain('<h1>Enter your code</h1>');
    expect((await open(`/oauth2/authorize?${login.asks()}`)).location).toContain('/login?');
    const wrong = await send(asked, { code: '000000' });
    expect(problemOf(wrong.page)).toContain('Invalid verification code');
    expect(problemOf((await send(asked, { code: code() })).page)).toBe('Invalid session for the user.');
    expect((await send(await signIn('gil@example.com'), { code: code() })).location).toContain('code=');
  });

  test('cannot go on through the API, which their app may not allow', async () => {
    login.clock.time += 60_000;
    const { signIn, send } = login.browser();
    const asked = await signIn('gil@example.com');
    const Session = /name="session" value="([^"]*)"/.exec(asked.page)?.[1];
    const username = /name="username" value="([^"]*)"/.exec(asked.page)?.[1];
    const ChallengeResponses = { USERNAME: username, SOFTWARE_TOKEN_MFA_CODE: code() };
    const answer = { ClientId: login.ClientId, ChallengeName: 'SOFTWARE_TOKEN_MFA', ChallengeResponses, Session };
    expect(await login.refusal('RespondToAuthChallenge', answer)).toContain('Invalid session for the user.');
    expect((await send(asked, { code: code() })).location).toContain('code=');
  });
});

test('a player with a temporary password chooses one of their own, which the pool must take', async () => {
  const made = { ...pool(), Username: 'hugo@example.com', TemporaryPassword: 'Temporary-Horse-1' };
  await login.call('AdminCreateUser', { ...made, UserAttributes: [{ Name: 'email', Value: 'hugo@example.com' }] });
  const { send, signIn } = login.browser();
  const asked = await signIn('hugo@example.com', 'Temporary-Horse-1');
  expect(asked.page).toContain('<h1>Choose a new password</h1>');
  const weak = await send(asked, { new_password: 'weak' });
  expect(problemOf(weak.page)).toContain('not long enough');
  expect((await send(weak, { new_password: goodPassword })).location).toContain('code=');
  expect(problemOf((await send(weak, { new_password: goodPassword })).page)).toBe('Invalid session for the user.');
  expect((await signIn('hugo@example.com')).location).toContain('code=');
});

test('whoever may not sign up or reset their password is not invited to, and is refused', async () => {
  const closed = await loginOnHand({
    pool: {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
    },
  });
  const { open, send } = closed.browser();
  const { page } = await open(`/login?${closed.asks()}`);
  expect(page).not.toMatch(/signup|forgotPassword/);
  expect((await login.browser().open(`/login?${login.asks()}`)).page).toMatch(/forgotPassword[\s\S]*signup/);
  const fields = { username: 'ada@example.com', password: goodPassword };
  const refused = await send(await open(`/signup?${closed.asks()}`), fields);
  expect(problemOf(refused.page)).toContain('SignUp is not permitted');
  await closed.stop();
});

test('a pool that requires more asks for it', async () => {
  const curious = await loginOnHand({
    pool: { UsernameAttributes: [], Schema: [{ Name: 'nickname', Required: true, Mutable: true }] },
  });
  const { open, send } = curious.browser();
  const page = await open(`/signup?${curious.asks()}`);
  expect(page.page).toMatch(/<label for="username">User name<[\s\S]*attribute\.nickname[\s\S]*attribute\.email/);
  const fields = { username: 'ada', password: goodPassword, 'attribute.email': 'ada@example.com' };
  expect(problemOf((await send(page, { ...fields, 'attribute.nickname': '' })).page)).toContain('nickname');
  expect((await send(page, { ...fields, 'attribute.nickname': 'Ada' })).page).toContain('Confirm your account');
  await curious.stop();
});
