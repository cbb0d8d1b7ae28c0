import { Match } from 'aws-cdk-lib/assertions';
import { eachProvider, everything } from '../../everything';
import { type Templates, templatesWith } from '../../synthesize';

// Claims that only an identity provider may set are warned about.
jest.spyOn(console, 'error').mockImplementation(() => {});

/** The local stage with one provider in place of its own, and no basic flow, which role mappings exclude. */
const synthesize = (name: string, changes: object = {}) =>
  templatesWith({
    oidc: [],
    developerProvider: undefined,
    smokeTest: {},
    basicFlow: { enabled: false },
    ...eachProvider[name],
    ...changes,
  });

/** Each is synthesized once. */
const made = new Map<string, Templates>();
function only(name: string): Templates {
  const templates = made.get(name) ?? synthesize(name);
  made.set(name, templates);
  return templates;
}

const pool = (name: string, properties: object) =>
  only(name).federation.hasResourceProperties('AWS::Cognito::IdentityPool', properties);

describe('the pool knows', () => {
  test.each([
    ['amazon', { 'www.amazon.com': everything.amazon?.appId }],
    ['facebook', { 'graph.facebook.com': everything.facebook?.appId }],
    ['apple', { 'appleid.apple.com': 'com.my-studio.star-harvest' }],
    ['google', { 'accounts.google.com': '123456789012-web.apps.googleusercontent.com' }],
  ])('%s by its one ID, and nothing else', (name, SupportedLoginProviders) => {
    pool(name, {
      SupportedLoginProviders,
      OpenIdConnectProviderARNs: Match.absent(),
      SamlProviderARNs: Match.absent(),
      CognitoIdentityProviders: Match.absent(),
    });
  });

  test.each([
    ['google, several client IDs', 'https://accounts.google.com', 3],
    ['apple, several client IDs', 'https://appleid.apple.com', 2],
  ])('%s as an IAM provider with all of them', (name, Url, count) => {
    pool(name, { SupportedLoginProviders: Match.absent(), OpenIdConnectProviderARNs: [Match.anyValue()] });
    const [provider] = Object.values(only(name).federation.findResources('AWS::IAM::OIDCProvider'));
    expect(provider?.Properties).toMatchObject({ Url });
    expect(provider?.Properties.ClientIdList).toHaveLength(count);
  });

  test('all of them together', () => {
    templatesWith({ ...everything, stage: 'all' }).federation.hasResourceProperties('AWS::Cognito::IdentityPool', {
      SupportedLoginProviders: {
        'www.amazon.com': Match.anyValue(),
        'graph.facebook.com': Match.anyValue(),
        'appleid.apple.com': Match.anyValue(),
      },
      OpenIdConnectProviderARNs: [Match.anyValue(), Match.anyValue()],
      SamlProviderARNs: [Match.anyValue()],
      CognitoIdentityProviders: [Match.anyValue(), Match.anyValue(), Match.anyValue()],
      DeveloperProviderName: 'login.star-harvest',
    });
  });
});

describe('an IAM provider that other stages import', () => {
  const google = (shared?: true) => ({ google: { clientIds: ['1.apps.googleusercontent.com'], shared } });

  test('stays when its stack goes, and makes an IAM provider of one client ID', () => {
    templatesWith({ oidc: [], ...google(true) }).federation.hasResource('AWS::IAM::OIDCProvider', {
      DeletionPolicy: 'RetainExceptOnCreate',
    });
    templatesWith({ oidc: [], ...google() }).federation.resourceCountIs('AWS::IAM::OIDCProvider', 0);
  });

  test('has the logical ID of an oidc entry of its issuer, whatever that is called: a configuration may change from one to the other', () => {
    const ids = (fields: object) =>
      Object.keys(templatesWith(fields).federation.findResources('AWS::IAM::OIDCProvider'));
    const entry = { name: 'search-engine', issuer: 'https://accounts.google.com', clientIds: ['app'] };
    expect(ids({ oidc: [], ...google(true) })).toEqual(ids({ oidc: [entry] }));
  });
});

describe('a SAML provider', () => {
  test('holds the metadata of its file', () => {
    only('saml').federation.hasResourceProperties('AWS::IAM::SAMLProvider', {
      SamlMetadataDocument: Match.stringLikeRegexp('https://sso\\.my-studio\\.com/saml'),
    });
  });

  test('whose metadata can’t be used stops the synthesis as a configuration does', () => {
    expect(() => synthesize('saml', { saml: [{ name: 'partner', metadataFile: 'README.md' }], roles: {} })).toThrow(
      /The configuration of stage 'local' can't be used:\n {2}- saml 'partner'\.metadataFile: 'README\.md' /,
    );
  });
});

describe('what nobody can check from here is said at synthesis', () => {
  const warnings = (name: string, changes: object = {}) => {
    const found: string[] = [];
    templatesWith({ oidc: [], basicFlow: { enabled: false }, ...eachProvider[name], ...changes }, ({ federation }) => {
      for (const construct of federation.node.findAll()) {
        found.push(...construct.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data));
      }
    });
    return found;
  };

  test('that players must not be able to set their clan', () => {
    expect(warnings('oidc')).toEqual([expect.stringContaining("'clan' of my-studio. Make sure")]);
    expect(warnings('saml')).toEqual([expect.stringContaining('of partner. Make sure')]);
  });

  test('once for all providers', () => {
    expect(warnings('oidc', { ...eachProvider.saml, roles: everything.roles, userPool: everything.userPool })).toEqual([
      expect.stringContaining("'clan' of my-studio, 'https://my-studio.com/claims/clan' of partner. Make sure"),
    ]);
  });

  test('nothing of a user pool made here, whose clients can’t write it', () => {
    expect(warnings('user pool')).toEqual([]);
  });

  test('IDs that have yet to be filled in', () => {
    expect(warnings('amazon', { amazon: { appId: 'REPLACE-ME' } })).toEqual([
      expect.stringContaining("Client ID 'REPLACE-ME' of www.amazon.com is a placeholder"),
    ]);
    expect(warnings('amazon')).toEqual([]);
  });
});
