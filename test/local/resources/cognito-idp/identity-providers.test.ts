import { userPoolOnHand } from '../../services/cognito-idp/user-pool-on-hand';
import { left, takeUp } from '../../state/kept/restart';
import { refusalOf } from '../changes';
import { deployedPool } from './changes-on-hand';

const app = { client_id: 'id', client_secret: 'secret', authorize_scopes: 'openid' };
const provider = (more: object) => ({
  Type: 'AWS::Cognito::UserPoolIdentityProvider',
  Properties: { UserPoolId: { Ref: 'Players' }, ...more },
});
const google = { ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: app };
const oidc = {
  ...{ ProviderName: 'MyStudio', ProviderType: 'OIDC', IdpIdentifiers: ['studio.example'] },
  ProviderDetails: { ...app, attributes_request_method: 'GET', oidc_issuer: 'https://id.studio.example' },
};
const Google = provider({ ...google, AttributeMapping: { email: 'email', username: 'sub', 'custom:clan': 'clan' } });
const deployed = () => deployedPool({ more: { Google, Studio: provider(oidc) } });
type Deployed = ReturnType<typeof deployed>;

describe('each kind stands with its details, and not without one that it needs', () => {
  const apple = { client_id: 'id', team_id: 't', key_id: 'k', private_key: 'p', authorize_scopes: 'email' };
  const saml = { MetadataURL: 'https://partner.example/metadata', IDPSignout: true };
  test.each<[string, string, Record<string, unknown>, readonly string[]]>([
    ['Google', 'Google', { ...app, token_request_method: 'POST' }, Object.keys(app)],
    ['Facebook', 'Facebook', { ...app, api_version: 'v17.0' }, Object.keys(app)],
    ['LoginWithAmazon', 'LoginWithAmazon', app, Object.keys(app)],
    ['SignInWithApple', 'SignInWithApple', apple, Object.keys(apple)],
    ['MyStudio', 'OIDC', oidc.ProviderDetails, ['client_id', 'oidc_issuer', 'attributes_request_method']],
    ['Partner', 'SAML', saml, ['MetadataURL']],
    ['Partner', 'SAML', { MetadataFile: '<xml/>' }, ['MetadataFile']],
  ])('%s of type %s', (ProviderName, ProviderType, ProviderDetails, needed) => {
    const stand = (details: object) => () =>
      userPoolOnHand({ more: { It: provider({ ProviderName, ProviderType, ProviderDetails: details }) } });
    expect(stand(ProviderDetails)).not.toThrow();
    for (const name of needed) {
      const { [name]: _left, ...rest } = ProviderDetails;
      expect(stand(rest)).toThrow('is missing for a provider of type');
    }
    expect(stand({ ...ProviderDetails, clientid: 'x' })).toThrow(
      'ProviderDetails.clientid: is no detail of a provider',
    );
  });
});

test.each<[string, object, object, string]>([
  ['a name with a space', oidc, { ProviderName: 'My Studio' }, 'ProviderName: must be'],
  ['a name of one letter', oidc, { ProviderName: 'M' }, 'ProviderName: must be'],
  ['a kind that is none', oidc, { ProviderType: 'OpenID' }, 'ProviderType'],
  ['an identifier with a slash', oidc, { IdpIdentifiers: ['a/b'] }, 'IdpIdentifiers'],
  ['a property that is none', oidc, { Enabled: true }, 'Enabled: is not supported here'],
])('%s is refused before anything is made', (_what, right, wrong, refusal) => {
  const stand = (more: object) => () => userPoolOnHand({ more: { It: provider({ ...right, ...more }) } });
  expect(stand(wrong)).toThrow(refusal);
  expect(stand({})).not.toThrow();
});

type Act = (on: Deployed) => void;
test.each<[string, Act, string, Act]>([
  [
    'a provider of Google’s by another name',
    ({ create }) => create('Google', { ProviderName: 'MyGoogle' }),
    'InvalidRequest: Provider MyGoogle cannot be of type Google.',
    ({ create }) => create('Studio', { ProviderName: 'Other', IdpIdentifiers: [] }),
  ],
  [
    'a provider called like the pool’s own users',
    ({ create }) => create('Studio', { ProviderName: 'COGNITO', IdpIdentifiers: [] }),
    'InvalidRequest: Provider COGNITO cannot be of type OIDC.',
    ({ create }) => create('Studio', { ProviderName: 'Other', IdpIdentifiers: [] }),
  ],
  [
    'one that is there',
    ({ create }) => create('Google'),
    'AlreadyExists: Google already exists in user pool POOL',
    ({ remove, create }) => {
      remove('Google');
      create('Google');
    },
  ],
  [
    'an attribute that the pool lacks',
    ({ update }) => update('Google', { AttributeMapping: { 'custom:guild': 'guild' } }),
    'InvalidRequest: AttributeMapping contains invalid mapping: [custom:guild]',
    ({ update }) => update('Google', { AttributeMapping: { 'custom:founder': 'guild' } }),
  ],
  [
    'an identifier of another one',
    ({ update }) => update('Google', { IdpIdentifiers: ['studio.example'] }),
    'AlreadyExists: studio.example already exists in user pool POOL',
    ({ update }) => update('Studio', { IdpIdentifiers: ['studio.example', 'b'] }),
  ],
  ...(['create', 'update'] as const).map((act): [string, Act, string, Act] => [
    `a client that names one that is not there: ${act}`,
    (on) => on[act]('App', { SupportedIdentityProviders: ['COGNITO', 'Facebook'] }),
    'InvalidRequest: The provider Facebook does not exist for User Pool POOL.',
    (on) => on[act]('App', { SupportedIdentityProviders: ['COGNITO', 'Google', 'MyStudio'] }),
  ]),
  [
    'a client that names one that is gone',
    (on) => {
      on.remove('Google');
      on.update('App', { SupportedIdentityProviders: ['Google'] });
    },
    'InvalidRequest: The provider Google does not exist for User Pool POOL.',
    ({ update }) => update('App', { SupportedIdentityProviders: ['Google'] }),
  ],
])('%s is refused', (_what, act, refusal, control) => {
  const on = deployed();
  expect(refusalOf(() => act(on)).replace(on.UserPoolId, 'POOL')).toBe(refusal);
  const other = deployed();
  expect(refusalOf(() => control(other))).toBe('done');
});

describe('the administrator', () => {
  const on = deployed();
  const { UserPoolId, call } = on;
  const second = on.clock.time / 1000;
  const dates = { CreationDate: second, LastModifiedDate: second };
  const summaries = [
    { ProviderName: 'Google', ProviderType: 'Google', ...dates },
    { ProviderName: 'MyStudio', ProviderType: 'OIDC', ...dates },
  ];
  const studio = {
    IdentityProvider: {
      ...{ UserPoolId, ...summaries[1], ProviderDetails: oidc.ProviderDetails, AttributeMapping: {} },
      IdpIdentifiers: ['studio.example'],
    },
  };

  test.each<[string, object, object]>([
    ['ListIdentityProviders', {}, { Providers: summaries }],
    ['DescribeIdentityProvider', { ProviderName: 'MyStudio' }, studio],
    ['GetIdentityProviderByIdentifier', { IdpIdentifier: 'studio.example' }, studio],
  ])('is told by %s', async (operation, wanted, answer) =>
    expect(await call(operation, { UserPoolId, ...wanted })).toEqual(answer),
  );

  test('has them a page at a time', async () => {
    const first = await call('ListIdentityProviders', { UserPoolId, MaxResults: 1 });
    const next = await call('ListIdentityProviders', { UserPoolId, MaxResults: 1, NextToken: first.NextToken });
    expect([...first.Providers, ...next.Providers]).toEqual(summaries);
    expect(next.NextToken).toBeUndefined();
  });
});

test('a change in place keeps when it was made, and both dates outlive the process', async () => {
  const on = deployed();
  on.clock.time += 60_000;
  on.update('Google', { ProviderDetails: { ...app, authorize_scopes: 'openid email' } });
  const describe = async ({ call, UserPoolId }: Pick<Deployed, 'call' | 'UserPoolId'>) =>
    (await call('DescribeIdentityProvider', { UserPoolId, ProviderName: 'Google' })).IdentityProvider;
  const told = await describe(on);
  expect(told.LastModifiedDate - told.CreationDate).toBe(60);
  expect(told.ProviderDetails.authorize_scopes).toBe('openid email');
  const next = deployed();
  next.clock.time += 3_600_000;
  takeUp(left(on.collections), next.collections, next.keeper);
  const { CreationDate, LastModifiedDate } = told;
  expect(await describe(next)).toMatchObject({ CreationDate, LastModifiedDate });
});
