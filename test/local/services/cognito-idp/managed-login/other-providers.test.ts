import { brandingOf, type LoginOnHand, loginOnHand, otherClient } from './login-on-hand';

let login: LoginOnHand;
beforeAll(async () => {
  login = await loginOnHand({
    more: {
      Google: {
        Type: 'AWS::Cognito::UserPoolIdentityProvider',
        Properties: {
          ...{ UserPoolId: { Ref: 'Players' }, ProviderName: 'Google', ProviderType: 'Google' },
          ProviderDetails: { client_id: 'theirs', client_secret: 'secret of theirs', authorize_scopes: 'openid' },
        },
      },
      Both: otherClient({ SupportedIdentityProviders: ['COGNITO', 'Google'] }),
      BothStyle: brandingOf('Both'),
      Alone: otherClient({ SupportedIdentityProviders: ['Google'] }),
      AloneStyle: brandingOf('Alone'),
    },
  });
  await login.player('ada@example.com');
});
afterAll(() => login.stop());

const asking = (logicalId: string, more: Record<string, string> = {}) => {
  const client_id = login.stack.resources.find((resource) => resource.logicalId === logicalId)?.ref ?? '';
  return login.asks({ client_id, ...more });
};

test.each<[string, string, boolean]>([
  ['an app client that has it', 'Both', true],
  ['an app client that has the pool’s own users alone', 'App', false],
])('the page of %s says whether there is a provider that is not played', async (_what, client, isSaid) => {
  const { status, page } = await login.browser().open(`/login?${asking(client)}`);
  expect(status).toBe(200);
  expect(page.includes('Not played by the local cloud: sign-in by Google.')).toBe(isSaid);
  expect(page).not.toMatch(/theirs/);
});

test.each<[string, string, string]>([
  ['that it has', 'Both', 'not played by the local cloud'],
  ['that it does not have', 'App', 'no such identity provider'],
])(
  'who is sent to a provider %s goes back to the app with the reason, and nobody is signed in',
  async (_what, client, reason) => {
    const { open, signIn } = login.browser();
    const { location } = await open(`/oauth2/authorize?${asking(client, { identity_provider: 'Google' })}`);
    const back = new URL(location).searchParams;
    expect(back.get('error')).toBe('invalid_request');
    expect(back.get('error_description')).toContain(reason);
    expect(back.get('code')).toBeNull();
    const control = await signIn('ada@example.com', undefined, asking(client));
    expect(new URL(control.location).searchParams.get('code')).toBeTruthy();
  },
);

test('an app client without the pool’s own users has no pages, and says why', async () => {
  const { status, page } = await login.browser().open(`/login?${asking('Alone')}`);
  expect(status).toBe(400);
  expect(page).toContain('COGNITO alone');
  expect((await login.browser().open(`/login?${asking('Both')}`)).status).toBe(200);
});
