import { deployedIssuers } from '../../local/deployed-issuers';
import { playedIssuers } from '../../local/played-issuers';
import { poolId, providerArn, resource, role, stackOf } from './federation/deployment';

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

const issuers = deployedIssuers(
  [
    stackOf(
      resource('Pool', 'AWS::Cognito::IdentityPool', poolId, {
        SupportedLoginProviders: { 'accounts.google.com': 'google-app', 'graph.facebook.com': '7' },
      }),
      role('Direct', directTrust('accounts.google.com', 'aud', ['google-app', 'google-tv'])),
      role('DirectAmazon', directTrust('www.amazon.com', 'app_id', 'amzn1.application-oa2-client.1')),
      resource('Attachment', 'AWS::Cognito::IdentityPoolRoleAttachment', poolId, {
        IdentityPoolId: poolId,
        RoleMappings: { google: byRule('accounts.google.com', 'hd'), a: byRule(providerArn('a.example'), 'groups') },
      }),
      resource('Tags', 'AWS::Cognito::IdentityPoolPrincipalTag', 'tags', {
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
);
const names = (...args: Parameters<typeof playedIssuers>) => playedIssuers(...args).map(({ name }) => name);

test('a deployment’s issuers are those of its OIDC providers, pools and trust policies, with all their apps, and the claims that pools read', () => {
  expect(issuers).toEqual([
    { name: 'https://a.example', kind: 'openid', clientIds: ['a'], claims: ['clan', 'groups'] },
    { name: 'https://real.com', kind: 'openid', clientIds: ['r'], claims: [] },
    { name: 'https://accounts.google.com', kind: 'openid', clientIds: ['google-app', 'google-tv'], claims: ['hd'] },
    { name: 'graph.facebook.com', kind: 'access-token', clientIds: ['7'], claims: [] },
    { name: 'www.amazon.com', kind: 'access-token', clientIds: ['amzn1.application-oa2-client.1'], claims: [] },
  ]);
});

test('those in reserved domains are played unasked, real ones when asked for, by name or by issuer', () => {
  expect(names(issuers)).toEqual(['https://a.example']);
  expect(names(issuers, ['google', 'https://real.com'])).toEqual([
    'https://a.example',
    'https://real.com',
    'https://accounts.google.com',
  ]);
  expect(names(issuers, ['amazon', 'facebook'])).toEqual(['https://a.example', 'graph.facebook.com', 'www.amazon.com']);
  expect(names(issuers, 'all')).toEqual(issuers.map(({ name }) => name));
});

test('one that another provider plays is not played twice', () => {
  const mapped = { 'https://a.example': 'http://127.0.0.1:1', 'https://graph.facebook.com': 'http://127.0.0.1:2' };
  expect(names(issuers, 'all', mapped)).toEqual(['https://real.com', 'https://accounts.google.com', 'www.amazon.com']);
});

test('one that the deployment does not have can not be played', () => {
  expect(() => names(issuers, ['apple'])).toThrow(
    /--play https:\/\/appleid\.apple\.com: no login provider.*https:\/\/a\.example/,
  );
  expect(() => names([], ['google'])).toThrow(/it has none/);
});
