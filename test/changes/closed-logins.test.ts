import { opaqueHosts } from '../../changes/closed-logins';
import { providerFields, rowOf } from '../../lib/config/login-providers';
import { hold, one, pool, problemsOf, provider, type Resources, resource, role, users } from './small-templates';

const issuer = (...ClientIdList: string[]) =>
  resource('Issuer', 'AWS::IAM::OIDCProvider', { Url: 'https://login.example', ClientIdList });
const saml = (SamlMetadataDocument: string) =>
  resource('Saml', 'AWS::IAM::SAMLProvider', { Name: 'partner', SamlMetadataDocument });
const imported = (id: string, ...clients: string[]) =>
  pool({
    CognitoIdentityProviders: clients.map((ClientId) => ({
      ClientId,
      ProviderName: `cognito-idp.eu-west-1.amazonaws.com/${id}`,
    })),
  });
const client = (id: string) => resource(id, 'AWS::Cognito::UserPoolClient', { UserPoolId: { Ref: 'Users' } });
/** A pool that takes app clients of the stack's own user pool. */
const own = (...ids: string[]): Resources => ({
  ...pool({
    CognitoIdentityProviders: ids.map((Ref) => ({
      ClientId: { Ref },
      ProviderName: { 'Fn::GetAtt': ['Users', 'ProviderName'] },
    })),
  }),
  ...Object.assign({}, ...ids.map(client)),
});
const google = { SupportedLoginProviders: { 'accounts.google.com': 'web' } };
const direct = (...ids: string[]) =>
  role('Direct', {}, {}, 'graph.facebook.com', { StringEquals: { 'graph.facebook.com:app_id': ids } });

describe('logins', () => {
  hold([
    [
      'guests',
      one(pool({ AllowUnauthenticatedIdentities: true }), pool({ AllowUnauthenticatedIdentities: false })),
      ["closed: guests can't get in"],
      one(pool({ AllowUnauthenticatedIdentities: false }), pool({ AllowUnauthenticatedIdentities: true })),
    ],
    [
      'the basic flow',
      one(pool({ AllowClassicFlow: true }), pool({ AllowClassicFlow: false })),
      ["closed: apps that use the basic flow can't get in"],
      one(pool({ AllowClassicFlow: false }), pool({ AllowClassicFlow: true })),
    ],
    [
      'a client ID of an issuer',
      one(
        { ...pool({ OpenIdConnectProviderARNs: [{ Ref: 'Issuer' }] }), ...issuer('web', 'ios') },
        { ...pool({ OpenIdConnectProviderARNs: [{ Ref: 'Issuer' }] }), ...issuer('ios') },
      ),
      ["closed: apps with the client ID 'web' can't sign in by login.example"],
      one(
        { ...pool({ OpenIdConnectProviderARNs: [{ Ref: 'Issuer' }] }), ...issuer('ios') },
        { ...pool({ OpenIdConnectProviderARNs: [{ Ref: 'Issuer' }] }), ...issuer('web', 'ios') },
      ),
    ],
    [
      'the ID of a provider that the pool knows',
      one(pool(google), pool({ SupportedLoginProviders: { 'accounts.google.com': 'ios' } })),
      ["closed: apps with the client ID 'web' can't sign in by accounts.google.com"],
      // An imported provider knows client IDs of its own.
      one(
        pool(google),
        pool({ OpenIdConnectProviderARNs: ['arn:aws:iam::123456789012:oidc-provider/accounts.google.com'] }),
      ),
    ],
    [
      'the ID of a provider whose tokens say nothing, for the pool and for a role',
      one(
        { ...pool({ SupportedLoginProviders: { 'graph.facebook.com': '1' } }), ...direct('1') },
        { ...pool({ SupportedLoginProviders: { 'graph.facebook.com': '2' } }), ...direct('2') },
      ),
      [
        "closed: apps with the client ID '1' can't sign in by graph.facebook.com, and a new ID may mean new user IDs (unconfirmed)",
      ],
      one(direct('1'), direct('1', '2')),
    ],
    [
      'the ID of an imported user pool',
      one(imported('eu-west-1_one', 'app'), imported('eu-west-1_other', 'app')),
      ['closed: nobody signs in by user pool eu-west-1_one'],
      one(imported('eu-west-1_one', 'app'), imported('eu-west-1_one', 'app', 'other')),
    ],
    [
      'a user pool that leaves the stack, which is told of by itself',
      one({ ...users({}), ...own('Web', 'Ios') }, pool({})),
      [
        "lost: user pool deleted: players' accounts",
        'lost: 2 × app client deleted: an ID that shipped copies of an app have',
      ],
      one({ ...own('Web'), ...users({}) }, { ...own('Web', 'Ios'), ...users({}) }),
    ],
    [
      'an app client that leaves the stack, and one that the pool does not take',
      one(
        { ...own('Web', 'Ios', 'Tv'), ...users({}) },
        { ...own('Web', 'Ios'), ...own('Web'), ...client('Ios'), ...users({}) },
      ),
      [
        'lost: app client deleted: an ID that shipped copies of an app have',
        "closed: apps with the client ID Ios can't sign in by the user pool",
      ],
      one({ ...own('Web', 'Ios'), ...users({}) }, { ...own('Ios', 'Web'), ...users({}) }),
    ],
    [
      'the metadata of a SAML provider',
      one(saml('<E entityID="a">'), saml('<E entityID="b">')),
      ["closed: players of SAML provider partner: the metadata are another identity provider's"],
      one(
        saml('<E entityID="a"><X509Certificate>1</X509Certificate>'),
        saml('<E entityID="a"><X509Certificate>1</X509Certificate><X509Certificate>2</X509Certificate>'),
      ),
    ],
    [
      'a certificate of a SAML provider',
      one(saml('<ds:X509Certificate>1</ds:X509Certificate>'), saml('<ds:X509Certificate>2</ds:X509Certificate>')),
      [
        'closed: players of SAML provider partner: an assertion signed with a certificate that left the metadata is refused',
      ],
      one(saml('<ds:X509Certificate>1</ds:X509Certificate>'), saml('<ds:X509Certificate>1 </ds:X509Certificate>')),
    ],
  ]);

  test('are not told of one by one where the pool itself is gone', () => {
    expect(problemsOf(one(pool(google), provider('A')))).toEqual([
      "lost: identity pool deleted: players' identity IDs",
    ]);
  });

  test('by opaque tokens are those of the configuration', () => {
    const rows = providerFields.map(rowOf).filter(({ kind }) => kind === 'opaque');
    expect(opaqueHosts).toEqual(rows.map(({ issuer }) => issuer));
  });
});
