import type { CompiledPolicy } from '../../policy/compile';
import type { Authority, Decision } from '../../policy/decide';
import type { Principal } from '../../policy/types';
import {
  account,
  allowEverything,
  ask,
  identityPolicy,
  resourcePolicy,
  roleArn,
  type Statement,
  sessionArn,
} from './fixtures';

const file = 'arn:aws:s3:::files/save';
const get = (authority: Partial<Authority>): Decision => ask('s3:GetObject', file, authority);
const all = identityPolicy(allowEverything);
const read = identityPolicy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
const write = identityPolicy({ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' });
const refuse = identityPolicy({ Effect: 'Deny', Action: 's3:GetObject', Resource: '*' });
const grantTo = (principal: unknown): CompiledPolicy =>
  resourcePolicy({ Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: '*' });
const denyTo = (element: object): CompiledPolicy =>
  resourcePolicy({ Effect: 'Deny', Action: 's3:GetObject', Resource: '*', ...element } as Statement);

const user: Principal = { kind: 'user', account, arn: `arn:aws:iam::${account}:user/admin` };

describe('the caller’s own side', () => {
  test('nothing allows: denied implicitly', () => {
    expect(get({}).kind).toBe('implicit-deny');
    expect(get({ identityPolicies: [write] }).kind).toBe('implicit-deny');
    expect(get({ identityPolicies: [write, read] }).kind).toBe('allow');
  });

  test('an explicit deny anywhere wins', () => {
    expect(get({ identityPolicies: [all, refuse] }).kind).toBe('explicit-deny');
    expect(get({ identityPolicies: [all], permissionsBoundary: refuse }).kind).toBe('explicit-deny');
    expect(get({ identityPolicies: [all], sessionPolicies: [all, refuse] }).kind).toBe('explicit-deny');
    expect(get({ identityPolicies: [all], resourcePolicy: denyTo({ Principal: '*' }) }).kind).toBe('explicit-deny');
    expect(get({ identityPolicies: [refuse], resourcePolicy: grantTo({ AWS: sessionArn }) }).kind).toBe(
      'explicit-deny',
    );
  });

  test('identity policies and permissions boundary intersect', () => {
    expect(get({ identityPolicies: [all], permissionsBoundary: read }).allowed).toBe(true);
    expect(get({ identityPolicies: [all], permissionsBoundary: write }).allowed).toBe(false);
    expect(get({ identityPolicies: [write], permissionsBoundary: all }).allowed).toBe(false);
  });

  test('session policies are one union, which intersects with the rest', () => {
    expect(get({ identityPolicies: [all], sessionPolicies: [write, read] }).allowed).toBe(true);
    expect(get({ identityPolicies: [all], sessionPolicies: [write] }).allowed).toBe(false);
    expect(get({ identityPolicies: [write], sessionPolicies: [all] }).allowed).toBe(false);
    expect(get({ identityPolicies: [all], sessionPolicies: [] }).allowed).toBe(false);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
describe('a resource policy in the same account', () => {
  test.each<readonly [who: string, principal: unknown, alone: boolean, underBoundary: boolean, underSession: boolean]>([
    ['the role', { AWS: roleArn }, true, false, false],
    ['the session itself', { AWS: sessionArn }, true, true, true],
    ['everybody', '*', true, true, true],
    ['every AWS principal', { AWS: '*' }, true, true, true],
    ['the account', { AWS: account }, false, false, false],
    ['the account by its root', { AWS: `arn:aws:iam::${account}:root` }, false, false, false],
    ['another role', { AWS: `arn:aws:iam::${account}:role/other` }, false, false, false],
    ['another session', { AWS: `${sessionArn}2` }, false, false, false],
    ['another account', { AWS: '999999999999' }, false, false, false],
    ['a service', { Service: 'lambda.amazonaws.com' }, false, false, false],
  ])('that names %s', (_who, principal, alone, underBoundary, underSession) => {
    const policy = grantTo(principal);
    expect(get({ resourcePolicy: policy }).allowed).toBe(alone);
    expect(get({ resourcePolicy: policy, permissionsBoundary: write }).allowed).toBe(underBoundary);
    expect(get({ resourcePolicy: policy, sessionPolicies: [write] }).allowed).toBe(underSession);
  });

  test('that names nobody here takes nothing from what the identity policies allow', () => {
    expect(get({ identityPolicies: [read], resourcePolicy: grantTo({ AWS: '999999999999' }) }).allowed).toBe(true);
  });

  test('names a user directly, whatever the boundary', () => {
    expect(
      get({ principal: user, resourcePolicy: grantTo({ AWS: user.arn }), permissionsBoundary: write }).allowed,
    ).toBe(true);
    expect(get({ principal: user, resourcePolicy: grantTo({ AWS: `${user.arn}2` }) }).allowed).toBe(false);
  });

  const sessionOf = `arn:aws:sts::${account}:federated-user/adele`;
  test.each<readonly [who: string, principal: unknown, alone: boolean, underSession: boolean]>([
    ['the federated user', { AWS: sessionOf }, true, true],
    ['everybody', '*', true, true],
    ['the user who vouches for them', { AWS: user.arn }, true, false],
    ['the account', { AWS: account }, false, false],
    ['another federated user', { AWS: `${sessionOf}2` }, false, false],
    ['another user', { AWS: `${user.arn}2` }, false, false],
  ])('that names %s, asked by a federated user', (_who, named, alone, underSession) => {
    const principal: Principal = { kind: 'federated-user', account, sessionArn: sessionOf, userArn: user.arn };
    const policy = grantTo(named);
    expect(get({ principal, resourcePolicy: policy }).allowed).toBe(alone);
    expect(get({ principal, resourcePolicy: policy, sessionPolicies: [write] }).allowed).toBe(underSession);
    expect(get({ principal, resourcePolicy: policy, sessionPolicies: [] }).allowed).toBe(underSession);
    const denied = get({ principal, identityPolicies: [all], resourcePolicy: denyTo({ Principal: named }) });
    expect(denied.allowed).toBe(/another/.test(_who));
  });

  test('of several grants the closest counts', () => {
    const grant = (principal: object) => ({ Effect: 'Allow', Principal: principal, Action: '*', Resource: '*' });
    const policy = resourcePolicy(grant({ AWS: account }), grant({ AWS: roleArn }), grant({ AWS: sessionArn }));
    expect(get({ resourcePolicy: policy, sessionPolicies: [write] }).allowed).toBe(true);
    const without = resourcePolicy(grant({ AWS: account }), grant({ AWS: roleArn }));
    expect(get({ resourcePolicy: without, sessionPolicies: [write] }).allowed).toBe(false);
    expect(get({ resourcePolicy: without }).allowed).toBe(true);
  });

  test('denies an account, a role or a session', () => {
    for (const arn of [account, roleArn, sessionArn, '*']) {
      expect(get({ identityPolicies: [all], resourcePolicy: denyTo({ Principal: { AWS: arn } }) }).kind).toBe(
        'explicit-deny',
      );
    }
    const stranger = denyTo({ Principal: { AWS: '999999999999' } });
    expect(get({ identityPolicies: [all], resourcePolicy: stranger }).allowed).toBe(true);
  });
});

describe('from another account', () => {
  const foreign = { account: '999999999999' };

  test('both sides must allow', () => {
    const granted = grantTo({ AWS: account });
    expect(get({ ...foreign, identityPolicies: [read], resourcePolicy: granted }).allowed).toBe(true);
    expect(get({ ...foreign, identityPolicies: [read] }).allowed).toBe(false);
    expect(get({ ...foreign, identityPolicies: [write], resourcePolicy: granted }).allowed).toBe(false);
    expect(
      get({ ...foreign, identityPolicies: [read], resourcePolicy: granted, sessionPolicies: [write] }).allowed,
    ).toBe(false);
  });

  test('a grant to the session itself does not do without the caller’s side', () => {
    expect(get({ ...foreign, resourcePolicy: grantTo({ AWS: sessionArn }) }).allowed).toBe(false);
    expect(get({ ...foreign, identityPolicies: [read], resourcePolicy: grantTo({ AWS: sessionArn }) }).allowed).toBe(
      true,
    );
  });
});
