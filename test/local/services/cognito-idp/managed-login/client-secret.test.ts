import { goodPassword } from '../user-pool-on-hand';
import { brandingOf, callbackUrl, type LoginOnHand, loginOnHand, otherClient } from './login-on-hand';

let login: LoginOnHand;
let secret: string;
let publicId: string;
beforeAll(async () => {
  login = await loginOnHand({
    client: { GenerateSecret: true },
    more: { Public: otherClient(), PublicStyle: brandingOf('Public') },
  });
  secret = login.pools.client(login.ClientId).client.secret ?? '';
  publicId = login.stack.resources.find(({ logicalId }) => logicalId === 'Public')?.ref ?? '';
  // The pages are Cognito's own: they sign up and confirm without being shown anything.
  const { open, send } = login.browser();
  const confirm = await send(await open(`/signup?${login.asks()}`), {
    ...{ username: 'ada@example.com', password: goodPassword },
  });
  await send(confirm, { username: 'ada@example.com', code: login.lastCode() });
});
afterAll(() => login.stop());

type Shown = { readonly headers?: Record<string, string>; readonly fields?: Record<string, string> };
const basic = (id: string, shown: string): Shown => ({
  headers: { authorization: `Basic ${Buffer.from(`${id}:${shown}`).toString('base64')}` },
});
const posted = (client_secret: string): Shown => ({ fields: { client_secret } });

async function exchange({ headers = {}, fields = {} }: Shown, client_id = login.ClientId) {
  const code = await login.codeFor('ada@example.com', { client_id });
  const grant = { grant_type: 'authorization_code', redirect_uri: callbackUrl, code, code_verifier: login.verifier };
  return login.post('/oauth2/token', { client_id, ...grant, ...fields }, headers);
}
const outcome = ({ status, body }: Awaited<ReturnType<typeof exchange>>) => (status === 200 ? 'tokens' : body.error);

describe('at the token endpoint', () => {
  test.each<[string, () => Shown, string]>([
    ['its secret in the header', () => basic(login.ClientId, secret), 'tokens'],
    ['its secret in the form', () => posted(secret), 'tokens'],
    ['its secret in both', () => ({ ...basic(login.ClientId, secret), ...posted(secret) }), 'invalid_request'],
    ['nothing', () => ({}), 'invalid_client'],
    ['another secret in the header', () => basic(login.ClientId, `${secret}x`), 'invalid_client'],
    ['another secret in the form', () => posted(secret.slice(1)), 'invalid_client'],
    ['no secret in the header', () => basic(login.ClientId, ''), 'invalid_client'],
    ['no secret in the form', () => posted(''), 'invalid_request'],
    ['its secret for another client', () => basic(publicId, secret), 'invalid_client'],
    ['a token in the header', () => ({ headers: { authorization: `Bearer ${secret}` } }), 'invalid_client'],
  ])('a client with a secret that shows %s', async (_what, shown, expected) => {
    expect(outcome(await exchange(shown()))).toBe(expected);
  });

  test.each<[string, () => Shown, string]>([
    ['nothing', () => ({}), 'tokens'],
    ['a secret in the header', () => basic(publicId, secret), 'invalid_client'],
    ['a secret in the form', () => posted(secret), 'invalid_client'],
  ])('a client without one that shows %s', async (_what, shown, expected) => {
    expect(outcome(await exchange(shown(), publicId))).toBe(expected);
  });
});

describe.each<[string, (token: string) => [string, Record<string, string>]]>([
  ['refreshing', (refresh_token) => ['/oauth2/token', { grant_type: 'refresh_token', refresh_token }]],
  ['revoking', (token) => ['/oauth2/revoke', { token }]],
])('%s', (_what, call) => {
  test.each<[string, () => Shown, boolean]>([
    ['with the secret', () => basic(login.ClientId, secret), true],
    ['with another one', () => basic(login.ClientId, 'x'), false],
    ['without', () => ({}), false],
  ])('%s', async (_shown, shown, isDone) => {
    const { body } = await exchange(posted(secret));
    const [path, fields] = call(body.refresh_token);
    const { headers } = shown();
    const answer = await login.post(path, { client_id: login.ClientId, ...fields }, headers);
    expect(answer.status === 200).toBe(isDone);
    if (!isDone) expect(answer.body.error).toBe('invalid_client');
  });
});

test.each<[string, (username: string) => Promise<{ readonly page: string }>]>([
  [
    '/forgotPassword',
    async (username) => {
      const { open, send } = login.browser();
      return send(await open(`/forgotPassword?${login.asks()}`), { username });
    },
  ],
  [
    '/resendcode',
    async (username) => {
      const { open, send } = login.browser();
      return send(await open(`/resendcode?${login.asks()}`), { username });
    },
  ],
])('the page %s does its work without being shown the secret, and does not tell it', async (_path, act) => {
  const { page } = await act('ada@example.com');
  expect(page).toMatch(/code was sent/);
  expect(page).not.toContain(secret);
});
