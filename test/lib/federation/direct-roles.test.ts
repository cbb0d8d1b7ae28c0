import { everything } from '../everything';
import { templatesWith } from '../synthesize';

// Claims that only an identity provider may set are warned about.
jest.spyOn(console, 'error').mockImplementation(() => {});

const { federation } = templatesWith(everything);
const roles = Object.entries(federation.findResources('AWS::IAM::Role'));

function trustOf(prefix: string) {
  const role = roles.find(([id]) => id.startsWith(prefix))?.[1];
  return {
    statement: role?.Properties.AssumeRolePolicyDocument.Statement,
    longest: role?.Properties.MaxSessionDuration,
  };
}

const arnOf = (name: string) => ({ Ref: expect.stringContaining(name) });
const google = ['ios', 'android', 'web'].map((platform) => `123456789012-${platform}.apps.googleusercontent.com`);

test.each<[string, unknown, string, unknown]>([
  ['MyStudio', arnOf('Oidcloginmystudiocom'), 'login.my-studio.com/players:aud', 'star-harvest'],
  ['Google', 'accounts.google.com', 'accounts.google.com:aud', google],
  ['Amazon', 'www.amazon.com', 'www.amazon.com:app_id', everything.amazon?.appId],
  ['Facebook', 'graph.facebook.com', 'graph.facebook.com:app_id', everything.facebook?.appId],
])('%s: the role trusts the provider, for the apps of the configuration', (name, Federated, audienceKey, audience) => {
  expect(trustOf(`DirectRoles${name}`).statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated },
      Condition: { StringEquals: { [audienceKey]: audience } },
    },
  ]);
});

test('Apple, which STS does not know by itself, gets an IAM provider for it, also with one client ID', () => {
  const apple = { clientIds: ['com.my-studio.star-harvest'] };
  const providers = (changes: object) =>
    Object.values(
      templatesWith({ apple: { ...apple, ...changes } }).federation.findResources('AWS::IAM::OIDCProvider'),
    ).map(({ Properties }) => Properties.Url);
  expect(providers({})).not.toContain('https://appleid.apple.com');
  expect(providers({ directRole: {} })).toContain('https://appleid.apple.com');
  const { federation: direct } = templatesWith({ apple: { ...apple, directRole: {} } });
  const [role] = Object.entries(direct.findResources('AWS::IAM::Role')).filter(([id]) =>
    id.startsWith('DirectRolesApple'),
  );
  expect(role?.[1].Properties.AssumeRolePolicyDocument.Statement).toMatchObject([
    {
      Principal: { Federated: arnOf('Oidcappleidapplecom') },
      Condition: { StringEquals: { 'appleid.apple.com:aud': apple.clientIds[0] } },
    },
  ]);
});

test('a session lasts as long as the provider’s field says, an hour without it', () => {
  expect(trustOf('DirectRolesGoogle').longest).toBe(7200);
  expect(trustOf('DirectRolesAmazon').longest).toBe(3600);
});

test('each is told by an output, for fromWebToken', () => {
  expect(Object.keys(federation.findOutputs('*')).filter((name) => name.startsWith('Federated'))).toEqual([
    'FederatedRoleArnMyStudio',
    'FederatedRoleArnGoogle',
    'FederatedRoleArnAmazon',
    'FederatedRoleArnFacebook',
  ]);
});

test('there is none for a provider that does not ask for one', () => {
  expect(roles.filter(([id]) => id.startsWith('DirectRoles'))).toHaveLength(4);
  const plain = templatesWith().federation.findResources('AWS::IAM::Role');
  expect(Object.keys(plain).filter((id) => id.startsWith('DirectRoles'))).toEqual([]);
});
