import { roleAttribute } from '../../../local/identities/saml/saml-login';
import type { SamlProvider } from '../../../local/identities/saml/saml-provider';
import { deployedIssuers } from '../../../local/issuers/deployed-issuers';
import { playedIssuers } from '../../../local/issuers/played-issuers';
import { account, poolId, providerArn, resource, role, stackOf } from '../federation/deployment';

const samlArn = (name: string) => `arn:aws:iam::${account}:saml-provider/${name}`;

const directTrust = (provider: string, key: string, app: string | string[]) => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: { Federated: provider },
  Condition: { StringEquals: { [`${provider}:${key}`]: app } },
});

const byRule = (IdentityProvider: string, Claim: string) => ({
  IdentityProvider,
  Type: 'Rules',
  AmbiguousRoleResolution: 'Deny',
  RulesConfiguration: {
    Rules: [{ Claim, MatchType: 'Equals', Value: 'x', RoleARN: 'arn:aws:iam::123456789012:role/moderator' }],
  },
});

const saml = (name: string, entityId: string): SamlProvider => ({
  arn: samlArn(name),
  entityId,
  keys: [],
  signOnLocations: entityId.startsWith('https:') ? [`${entityId}/sso`] : [],
});

const issuers = deployedIssuers(
  [
    stackOf(
      resource('StudioTags', 'AWS::Cognito::IdentityPoolPrincipalTag', 'studio-tags', {
        IdentityPoolId: poolId,
        IdentityProviderName: samlArn('studio-two'),
        PrincipalTags: { clan: 'custom:clan', team: 'team' },
      }),
      resource('Pool', 'AWS::Cognito::IdentityPool', poolId, {
        SupportedLoginProviders: { 'accounts.google.com': 'google-app', 'graph.facebook.com': '7' },
      }),
      role('Direct', directTrust('accounts.google.com', 'aud', ['google-app', 'google-tv'])),
      role('DirectAmazon', directTrust('www.amazon.com', 'app_id', 'amzn1.application-oa2-client.1')),
      resource('Attachment', 'AWS::Cognito::IdentityPoolRoleAttachment', poolId, {
        IdentityPoolId: poolId,
        RoleMappings: {
          google: byRule('accounts.google.com', 'hd'),
          a: byRule(providerArn('a.example'), 'groups'),
          studio: byRule(samlArn('studio'), 'team'),
        },
      }),
      resource('StudioTags', 'AWS::Cognito::IdentityPoolPrincipalTag', 'studio-tags', {
        IdentityPoolId: poolId,
        IdentityProviderName: providerArn('a.example'),
        PrincipalTags: { clan: 'clan', guild: 'groups' },
      }),
      role('Players', directTrust('cognito-identity.amazonaws.com', 'aud', poolId)),
    ),
  ],
  [
    {
      arn: providerArn('a.example'),
      account: '1',
      issuer: 'https://a.example',
      name: 'a.example',
      clientIds: ['a'],
    },
    { arn: providerArn('real.com'), account: '1', issuer: 'https://real.com', name: 'real.com', clientIds: ['r'] },
  ],
  [
    saml('studio', 'https://studio.example/saml'),
    saml('studio-two', 'https://studio.example/saml'),
    saml('real', 'https://idp.real.com/saml'),
    saml('urn', 'urn:studio:idp'),
  ],
);
const names = (...args: Parameters<typeof playedIssuers>) => playedIssuers(...args).map(({ name }) => name);

test('a deployment’s issuers are those of its OIDC and SAML providers, pools and trust policies, with all their apps or ARNs, and the claims that pools read', () => {
  expect(issuers).toEqual([
    { name: 'https://a.example', kind: 'openid', clientIds: ['a'], claims: ['clan', 'groups'] },
    { name: 'https://real.com', kind: 'openid', clientIds: ['r'], claims: [] },
    { name: 'https://accounts.google.com', kind: 'openid', clientIds: ['google-app', 'google-tv'], claims: ['hd'] },
    { name: 'graph.facebook.com', kind: 'access-token', clientIds: ['7'], claims: [] },
    { name: 'www.amazon.com', kind: 'access-token', clientIds: ['amzn1.application-oa2-client.1'], claims: [] },
    {
      name: 'https://studio.example/saml',
      kind: 'saml',
      arns: [samlArn('studio'), samlArn('studio-two')],
      signOnLocations: ['https://studio.example/saml/sso'],
      attributes: ['team', 'custom:clan', roleAttribute],
    },
    {
      name: 'https://idp.real.com/saml',
      kind: 'saml',
      arns: [samlArn('real')],
      signOnLocations: ['https://idp.real.com/saml/sso'],
      attributes: [roleAttribute],
    },
    { name: 'urn:studio:idp', kind: 'saml', arns: [samlArn('urn')], signOnLocations: [], attributes: [roleAttribute] },
  ]);
});

test('those in reserved domains are played unasked, real ones when asked for, by name or by issuer', () => {
  expect(names(issuers)).toEqual(['https://a.example', 'https://studio.example/saml']);
  expect(names(issuers, ['google', 'https://real.com'])).toEqual([
    'https://a.example',
    'https://real.com',
    'https://accounts.google.com',
    'https://studio.example/saml',
  ]);
  expect(names(issuers, ['https://idp.real.com/saml', 'urn:studio:idp'])).toEqual([
    'https://a.example',
    'https://studio.example/saml',
    'https://idp.real.com/saml',
    'urn:studio:idp',
  ]);
  expect(names(issuers, ['amazon', 'facebook'])).toEqual([
    'https://a.example',
    'graph.facebook.com',
    'www.amazon.com',
    'https://studio.example/saml',
  ]);
  expect(names(issuers, 'all')).toEqual(issuers.map(({ name }) => name));
});

test('one that another provider plays is not played twice', () => {
  const mapped = {
    'https://a.example': 'http://127.0.0.1:1',
    'https://graph.facebook.com': 'http://127.0.0.1:2',
    'https://studio.example/saml/sso': 'http://127.0.0.1:3',
  };
  expect(names(issuers, 'all', mapped)).toEqual([
    'https://real.com',
    'https://accounts.google.com',
    'www.amazon.com',
    'https://idp.real.com/saml',
    'urn:studio:idp',
  ]);
});

test('one that the deployment does not have can not be played', () => {
  expect(() => names(issuers, ['apple'])).toThrow(
    /--play https:\/\/appleid\.apple\.com: no login provider.*https:\/\/a\.example/,
  );
  expect(() => names([], ['google'])).toThrow(/it has none/);
});
