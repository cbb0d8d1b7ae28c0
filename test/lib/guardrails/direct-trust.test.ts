import { directTrust } from '../../../lib/guardrails/direct-trust';
import { findings } from './findings';

const issuer = 'arn:aws:iam::123456789012:oidc-provider/login.my-studio.com/players';

function problems(Federated: unknown, Condition: object, Action: unknown = 'sts:AssumeRoleWithWebIdentity'): string[] {
  const AssumeRolePolicyDocument = { Statement: [{ Effect: 'Allow', Action, Principal: { Federated }, Condition }] };
  return findings(directTrust, { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument } } }).map(
    ({ problem }) => problem,
  );
}

const equals = (keys: object) => ({ StringEquals: keys });

test.each<[string, unknown, object]>([
  ['Google', 'accounts.google.com', { 'accounts.google.com:aud': ['ios', 'web'] }],
  ['Facebook', 'graph.facebook.com', { 'graph.facebook.com:app_id': '1' }],
  ['an issuer with a path', issuer, { 'login.my-studio.com/players:aud': 'app' }],
  ['an issuer of this deployment', { Ref: 'Oidc' }, { 'login.my-studio.com:aud': 'app' }],
])('a trust in %s for named apps passes', (_, principal, keys) => {
  expect(problems(principal, equals(keys))).toEqual([]);
});

test.each<[string, unknown, object]>([
  ['no audience', 'accounts.google.com', {}],
  ['the player instead', 'accounts.google.com', equals({ 'accounts.google.com:sub': '1' })],
  ['a pattern', 'accounts.google.com', { StringLike: { 'accounts.google.com:aud': '*' } }],
  [
    'an operator that absence passes',
    'accounts.google.com',
    { StringEqualsIfExists: { 'accounts.google.com:aud': 'a' } },
  ],
  ["another provider's audience", 'accounts.google.com', equals({ 'graph.facebook.com:app_id': '1' })],
  ["the audience of the issuer's other path", issuer, equals({ 'login.my-studio.com:aud': 'app' })],
])('a trust with %s fails', (_, principal, condition) => {
  expect(problems(principal, condition)).toEqual([expect.stringContaining('Any app of the provider')]);
});

test('a trust that takes session tags, or several providers at once, fails', () => {
  const pinned = equals({ 'accounts.google.com:aud': 'a' });
  const actions = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'];
  expect(problems('accounts.google.com', pinned, actions)).toEqual([expect.stringContaining('session tags')]);
  expect(problems(['accounts.google.com', 'graph.facebook.com'], pinned)).toEqual([expect.stringContaining('several')]);
});

test('is not asked of a role that an identity pool opens', () => {
  expect(problems('cognito-identity.amazonaws.com', {})).toEqual([]);
});
