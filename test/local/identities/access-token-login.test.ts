import type { AccessTokenProvider } from '../../../local/identities/access-token';
import { accessTokenLogin } from '../../../local/identities/access-token-login';
import { loginWithAmazon } from '../../../local/identities/amazon-access-token';
import { facebookLogin } from '../../../local/identities/facebook-access-token';

/** Answers each URL's path with a status and a body. */
function answering(answers: Record<string, [number, unknown]>): typeof fetch {
  return async (input) => {
    const [status, body] = answers[new URL(String(input)).pathname] ?? [404, {}];
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, statusText: 'Status' });
  };
}

const information = {
  iss: 'https://www.amazon.com',
  aud: 'amzn1.application-oa2-client.star',
  app_id: 'amzn1.application.star',
  user_id: 'amzn1.account.ANA',
  exp: 3000,
};
const amazonSays = (changes: object, status = 200) =>
  answering({ '/auth/o2/tokeninfo': [status, { ...information, ...changes }] });
const facebookSays = (app: unknown, user: unknown, status = 200) =>
  answering({ '/app': [status, app], '/me': [status, user] });

const verify = (provider: AccessTokenProvider, appId: string, fetch: typeof globalThis.fetch, token = 'opaque') =>
  accessTokenLogin({ provider, appId, fetch }).verify(token);

test('Login with Amazon tells whose token it is', async () => {
  expect(await verify(loginWithAmazon, information.aud, amazonSays({}))).toEqual({
    provider: 'www.amazon.com',
    subject: 'amzn1.account.ANA',
    claims: { iss: 'www.amazon.com', aud: information.aud, sub: 'amzn1.account.ANA' },
  });
});

test('Facebook tells whose token it is', async () => {
  expect(await verify(facebookLogin, '7', facebookSays({ id: '7' }, { id: '1001' }))).toEqual({
    provider: 'graph.facebook.com',
    subject: '1001',
    claims: { iss: 'graph.facebook.com', aud: '7', sub: '1001' },
  });
});

describe('an access token is refused', () => {
  const error = { error: { message: 'Invalid OAuth access token', code: 190 } };
  const cases: [string, string, AccessTokenProvider, string, typeof fetch][] = [
    ['of another Amazon app', 'wrong-audience', loginWithAmazon, 'amzn1.application-oa2-client.moon', amazonSays({})],
    ['whose app_id alone is the app’s', 'wrong-audience', loginWithAmazon, 'amzn1.application.star', amazonSays({})],
    ['of another Facebook app', 'wrong-audience', facebookLogin, '8', facebookSays({ id: '7' }, { id: '1' })],
    ['that Amazon rejects', 'rejected', loginWithAmazon, information.aud, amazonSays({}, 400)],
    ['that Facebook rejects', 'rejected', facebookLogin, '7', facebookSays(error, error, 400)],
    ['that has no time left', 'rejected', loginWithAmazon, information.aud, amazonSays({ exp: 0 })],
    ['of another issuer', 'rejected', loginWithAmazon, information.aud, amazonSays({ iss: 'https://evil.example' })],
    ['without user', 'rejected', loginWithAmazon, information.aud, amazonSays({ user_id: undefined })],
    ['whose app is not said', 'rejected', facebookLogin, '7', facebookSays({ name: 'Star' }, { id: '1' })],
    ['whose user is not said', 'rejected', facebookLogin, '7', facebookSays({ id: '7' }, {})],
    ['when the provider fails', 'issuer-unreachable', loginWithAmazon, information.aud, amazonSays({}, 503)],
    ['when its answer is no JSON', 'issuer-unreachable', facebookLogin, '7', facebookSays('<html>', '<html>')],
    [
      'when it does not answer',
      'issuer-unreachable',
      facebookLogin,
      '7',
      async (input) => {
        throw new TypeError(`fetch failed: ${input}`);
      },
    ],
  ];
  test.each(cases)('%s', async (_what, refusal, provider, appId, fetch) => {
    const thrown = await verify(provider, appId, fetch, 'secret-token').catch((caught: unknown) => caught);
    expect(thrown).toMatchObject({ name: 'TokenRefused', refusal });
    expect(String(thrown)).not.toContain('secret-token');
  });

  test('unasked when it is longer than any', async () => {
    const fetch = jest.fn(amazonSays({}));
    await expect(verify(loginWithAmazon, information.aud, fetch, 'a'.repeat(4097))).rejects.toMatchObject({
      refusal: 'rejected',
    });
    expect(fetch).not.toHaveBeenCalled();
    await expect(verify(loginWithAmazon, information.aud, fetch, 'a'.repeat(4096))).resolves.toHaveProperty('subject');
  });
});

test('a token reaches its provider as it is, whatever characters it holds', async () => {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(new URL(String(input)).searchParams.get('access_token') ?? '');
    return Response.json(information);
  };
  await verify(loginWithAmazon, information.aud, fetch, 'Atza|a&aud=x#/../%2e');
  expect(asked).toEqual(['Atza|a&aud=x#/../%2e']);
});
