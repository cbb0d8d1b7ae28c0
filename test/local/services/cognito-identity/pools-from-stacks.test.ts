import type { DeployedResource } from '../../../../assembly/types';
import { OidcProviderDirectory } from '../../../../local/iam/oidc-providers';
import { Issuers } from '../../../../local/identities/issuer-keys';
import { poolsFromStacks } from '../../../../local/services/cognito-identity/pools-from-stacks';
import { TestClock } from '../../federation/cloud';
import { account, poolId, providerArn, resource, stackOf } from '../../federation/deployment';

const clock = new TestClock();
const issuer = 'https://login.star.example';
const provider = {
  arn: providerArn('login.star.example'),
  account,
  issuer,
  name: 'login.star.example',
  clientIds: ['a'],
};

const poolsOf = (...resources: DeployedResource[]) =>
  poolsFromStacks([stackOf(...resources)], {
    oidcProviders: new OidcProviderDirectory([provider]),
    clock,
    issuers: new Issuers({ fetch, clock }),
  });

const pool = (properties: Record<string, unknown> = {}) =>
  resource('Pool', 'AWS::Cognito::IdentityPool', poolId, { AllowUnauthenticatedIdentities: false, ...properties });

const attachment = (properties: Record<string, unknown> = {}, id = poolId) =>
  resource('Roles', 'AWS::Cognito::IdentityPoolRoleAttachment', 'roles', { IdentityPoolId: id, ...properties });

test('a pool knows its providers by their keys in Logins, and its roles', () => {
  const pools = poolsOf(
    pool({
      OpenIdConnectProviderARNs: [provider.arn],
      SupportedLoginProviders: { 'accounts.google.com': 'client', 'appleid.apple.com': 'bundle' },
      DeveloperProviderName: 'backend',
    }),
    attachment({ Roles: { authenticated: 'arn:aws:iam::111122223333:role/Player' } }),
  );
  const found = pools.get(poolId);
  expect([...(found?.logins.keys() ?? [])]).toEqual(['login.star.example', 'accounts.google.com', 'appleid.apple.com']);
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
    ['a SAML provider', [pool({ SamlProviderARNs: ['arn'] })], /^game: Pool: Properties\.SamlProviderARNs/],
    [
      'opaque tokens',
      [pool({ SupportedLoginProviders: { 'graph.facebook.com': '1' } })],
      /game: Pool.*graph\.facebook/,
    ],
    ['an OIDC provider that is nowhere', [pool({ OpenIdConnectProviderARNs: ['arn'] })], /game: Pool.*inventory/],
    ['role mappings', [pool(), attachment({ RoleMappings: { a: { Type: 'Token' } } })], /game: Roles.*RoleMappings/],
    ['an attachment to no pool', [attachment()], /game: Roles.*no template has/],
    ['two attachments to one pool', [pool(), attachment(), attachment()], /game: Roles.*already/],
  ];
  test.each(cases)('%s', (_what, resources, place) => {
    expect(() => poolsOf(...resources)).toThrow(place);
    expect(poolsOf(pool(), attachment()).size).toBe(1);
  });
});
