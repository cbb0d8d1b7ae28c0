import type { DeployedResource } from '../../../../assembly/types';
import { TestClock } from '../../federation/cloud';
import { account, arn, poolId, providerArn, resource, stackOf } from '../../federation/deployment';
import { deploy, federationAccount } from '../federation-account';

const clock = new TestClock();
const issuer = 'https://login.star.example';
const provider = { arn: providerArn('login.star.example'), url: issuer, clientIds: ['a'] };

const poolsOf = (...resources: DeployedResource[]) =>
  deploy([stackOf(...resources)], federationAccount({ clock, existing: { oidcProviders: [provider] } })).identityPools;

const pool = (properties: Record<string, unknown> = {}) =>
  resource('Pool', 'AWS::Cognito::IdentityPool', poolId, { AllowUnauthenticatedIdentities: false, ...properties });

const attachment = (properties: Record<string, unknown> = {}, id = poolId) =>
  resource('Roles', 'AWS::Cognito::IdentityPoolRoleAttachment', 'roles', { IdentityPoolId: id, ...properties });

const rules = (count: number) => ({
  Type: 'Rules',
  AmbiguousRoleResolution: 'Deny',
  RulesConfiguration: {
    Rules: Array.from({ length: count }, () => ({
      Claim: 'role',
      MatchType: 'Equals',
      Value: 'moderator',
      RoleARN: arn('Moderator'),
    })),
  },
});

const tags = (properties: Record<string, unknown> = {}) =>
  resource('Tags', 'AWS::Cognito::IdentityPoolPrincipalTag', 'tags', {
    IdentityPoolId: poolId,
    IdentityProviderName: provider.arn,
    PrincipalTags: { clan: 'clan' },
    ...properties,
  });

test('a pool knows its role mappings by provider, in order, whatever the key says, and its tags', () => {
  const pools = poolsOf(
    pool({ OpenIdConnectProviderARNs: [provider.arn], SupportedLoginProviders: { 'accounts.google.com': 'client' } }),
    attachment({
      RoleMappings: {
        google: { Type: 'Token', AmbiguousRoleResolution: 'Deny', IdentityProvider: 'accounts.google.com' },
        [provider.arn]: rules(2),
      },
    }),
    tags(),
    resource('Defaults', 'AWS::Cognito::IdentityPoolPrincipalTag', 'tags', {
      IdentityPoolId: poolId,
      IdentityProviderName: 'accounts.google.com',
      UseDefaults: 'true',
    }),
  );
  const { roleMappings, principalTags } = pools.get(poolId) ?? {};
  const moderator = { claim: 'role', matchType: 'Equals', value: 'moderator', roleArn: arn('Moderator') };
  expect(roleMappings).toEqual(
    new Map([
      ['accounts.google.com', { ambiguous: 'Deny' }],
      [provider.arn, { ambiguous: 'Deny', rules: [moderator, moderator] }],
    ]),
  );
  expect(principalTags?.get(provider.arn)).toEqual(new Map([['clan', 'clan']]));
  expect(principalTags?.get('accounts.google.com')).toEqual(
    new Map([
      ['client', 'aud'],
      ['username', 'sub'],
    ]),
  );
});

test('a pool knows its providers by their keys in Logins, and its roles', () => {
  const pools = poolsOf(
    pool({
      OpenIdConnectProviderARNs: [provider.arn],
      SupportedLoginProviders: {
        'accounts.google.com': 'client',
        'appleid.apple.com': 'bundle',
        'www.amazon.com': 'amzn1.application-oa2-client.1',
        'graph.facebook.com': '1',
      },
      DeveloperProviderName: 'backend',
    }),
    attachment({ Roles: { authenticated: 'arn:aws:iam::111122223333:role/Player' } }),
  );
  const found = pools.get(poolId);
  expect([...(found?.logins.keys() ?? [])]).toEqual([
    'login.star.example',
    'accounts.google.com',
    'appleid.apple.com',
    'www.amazon.com',
    'graph.facebook.com',
  ]);
  expect(found).toMatchObject({
    arn: `arn:aws:cognito-identity:eu-west-1:${account}:identitypool/${poolId}`,
    allowGuests: false,
    developerProviderName: 'backend',
    roles: { authenticated: 'arn:aws:iam::111122223333:role/Player' },
  });
});

test('a pool that says nothing of the basic flow allows it, and one that says no does not', () => {
  expect(poolsOf(pool()).get(poolId)?.allowClassicFlow).toBe(true);
  expect(poolsOf(pool({ AllowClassicFlow: false })).get(poolId)?.allowClassicFlow).toBe(false);
});

describe('what is not understood stops the start, and names its place', () => {
  const cases: [string, DeployedResource[], RegExp][] = [
    ['an unknown property', [pool({ Surprise: 1 })], /^game: Pool: Properties\.Surprise/],
    ['a user pool', [pool({ CognitoIdentityProviders: [{}] })], /^game: Pool: Properties\.CognitoIdentityProviders/],
    ['a SAML provider that is nowhere', [pool({ SamlProviderARNs: ['arn'] })], /^game: Pool.*inventory/],
    [
      'a provider that AWS no longer takes',
      [pool({ SupportedLoginProviders: { 'api.twitter.com': '1' } })],
      /game: Pool.*api\.twitter/,
    ],
    [
      'a provider accepted twice',
      [pool({ OpenIdConnectProviderARNs: [provider.arn, provider.arn] })],
      /game: Pool.*login\.star\.example twice/,
    ],
    ['an OIDC provider that is nowhere', [pool({ OpenIdConnectProviderARNs: ['arn'] })], /game: Pool.*inventory/],
    [
      'a role mapping without word about ambiguity',
      [pool(), attachment({ RoleMappings: { a: { Type: 'Token' } } })],
      /game: Roles.*RoleMappings\.a\.AmbiguousRoleResolution/,
    ],
    [
      'a role mapping of a provider that the pool lacks',
      [
        pool(),
        attachment({ RoleMappings: { 'graph.facebook.com': { Type: 'Token', AmbiguousRoleResolution: 'Deny' } } }),
      ],
      /graph\.facebook\.com is not a valid RoleMapping ProviderName/,
    ],
    [
      'rules without rules',
      [pool(), attachment({ RoleMappings: { a: { Type: 'Rules', AmbiguousRoleResolution: 'Deny' } } })],
      /game: Roles.*RulesConfiguration/,
    ],
    ['more than 25 rules', [pool(), attachment({ RoleMappings: { a: rules(26) } })], /game: Roles.*at most 25 rules/],
    [
      'more than 10 mappings',
      [
        pool(),
        attachment({ RoleMappings: Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`p${i}`, rules(1)])) }),
      ],
      /game: Roles.*at most 10 mappings/,
    ],
    [
      'tags of a provider that the pool lacks',
      [pool(), tags({ IdentityProviderName: 'x' })],
      /x is not a provider of the identity pool/,
    ],
    ['tags of a pool that is nowhere', [tags()], /IdentityPool '.*' not found/],
    ['tags given and defaulted', [pool(), tags({ UseDefaults: true })], /game: Tags.*PrincipalTags/],
    [
      'tags whose keys differ in case alone',
      [pool(), tags({ PrincipalTags: { clan: 'a', Clan: 'b' } })],
      /game: Tags.*letters' case/,
    ],
    ['an attachment to no pool', [attachment()], /IdentityPool '.*' not found/],
    ['two attachments to one pool', [pool(), attachment(), attachment()], /IdentityPoolRoleAttachment.*already exists/],
  ];
  test.each(cases)('%s', (_what, resources, place) => {
    expect(() => poolsOf(...resources)).toThrow(place);
    expect(poolsOf(pool(), attachment()).all()).toHaveLength(1);
  });
});
