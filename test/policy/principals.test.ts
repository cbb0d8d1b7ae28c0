import type { CompiledPolicy } from '../../policy/compile';
import type { Authority, Decision } from '../../policy/decide';
import type { Principal } from '../../policy/types';
import {
  account,
  allowEverything,
  ask,
  identityPolicy,
  player,
  resourcePolicy,
  roleArn,
  type Statement,
  sessionArn,
  trustPolicy,
} from './fixtures';

const file = 'arn:aws:s3:::files/save';
const get = (authority: Partial<Authority>): Decision => ask('s3:GetObject', file, authority);
const all = identityPolicy(allowEverything);
const grantTo = (principal: unknown): CompiledPolicy =>
  resourcePolicy({ Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: '*' });
const denyTo = (element: object): CompiledPolicy =>
  resourcePolicy({ Effect: 'Deny', Action: 's3:GetObject', Resource: '*', ...element } as Statement);

const user: Principal = { kind: 'user', account, arn: `arn:aws:iam::${account}:user/admin` };
const anonymous: Principal = { kind: 'anonymous' };
const service: Principal = { kind: 'service', service: 'lambda.amazonaws.com' };
const federated: Principal = { kind: 'federated', provider: 'cognito-identity.amazonaws.com' };

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
describe('NotPrincipal', () => {
  const sparing = (...arns: string[]) => ({
    identityPolicies: [all],
    resourcePolicy: denyTo({ NotPrincipal: { AWS: arns } }),
  });

  test('spares a session that is named with its role and its account', () => {
    expect(get(sparing(account, roleArn, sessionArn)).allowed).toBe(true);
    expect(get(sparing(roleArn, sessionArn)).kind).toBe('explicit-deny');
    expect(get(sparing(account, sessionArn)).kind).toBe('explicit-deny');
    expect(get(sparing(account, roleArn)).kind).toBe('explicit-deny');
  });

  test('spares a user who is named with the account, and everybody by a star', () => {
    expect(get({ ...sparing(account, user.arn), principal: user }).allowed).toBe(true);
    expect(get({ ...sparing(user.arn), principal: user }).kind).toBe('explicit-deny');
    expect(get({ ...sparing('*'), principal: user }).allowed).toBe(true);
    expect(get(sparing('*')).allowed).toBe(true);
  });

  test('never spares who has a permissions boundary', () => {
    const named = sparing(account, roleArn, sessionArn);
    expect(get({ ...named, permissionsBoundary: all }).kind).toBe('explicit-deny');
  });

  test('spares the service it names and no other', () => {
    const policy = resourcePolicy(
      { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
      { Effect: 'Deny', NotPrincipal: { Service: 'lambda.amazonaws.com' }, Action: '*', Resource: '*' },
    );
    expect(get({ principal: service, resourcePolicy: policy }).allowed).toBe(true);
    expect(get({ principal: anonymous, resourcePolicy: policy }).allowed).toBe(false);
  });
});

describe('principals without identity policies', () => {
  test('an anonymous caller needs a grant to everybody', () => {
    expect(get({ principal: anonymous, resourcePolicy: grantTo('*') }).allowed).toBe(true);
    expect(get({ principal: anonymous, resourcePolicy: grantTo({ AWS: '*' }) }).allowed).toBe(true);
    expect(get({ principal: anonymous, resourcePolicy: grantTo({ AWS: account }) }).allowed).toBe(false);
    expect(get({ principal: anonymous }).allowed).toBe(false);
    expect(get({ principal: anonymous, identityPolicies: [all] }).allowed).toBe(false);
  });

  test('a service needs a grant to it', () => {
    expect(get({ principal: service, resourcePolicy: grantTo({ Service: 'lambda.amazonaws.com' }) }).allowed).toBe(
      true,
    );
    expect(get({ principal: service, resourcePolicy: grantTo({ Service: 's3.amazonaws.com' }) }).allowed).toBe(false);
  });

  test('{"AWS": "*"} names services and federated callers where it denies, not where it allows', () => {
    const denied = (principal: Principal, grant: object) =>
      get({
        principal,
        resourcePolicy: resourcePolicy(
          { Effect: 'Allow', Principal: grant, Action: '*', Resource: '*' },
          { Effect: 'Deny', Principal: { AWS: '*' }, Action: '*', Resource: '*' },
        ),
      }).kind;
    expect(get({ principal: service, resourcePolicy: grantTo({ AWS: '*' }) }).allowed).toBe(false);
    expect(get({ principal: federated, resourcePolicy: grantTo({ AWS: '*' }) }).allowed).toBe(false);
    expect(denied(service, { Service: 'lambda.amazonaws.com' })).toBe('explicit-deny');
    expect(denied(federated, { Federated: 'cognito-identity.amazonaws.com' })).toBe('explicit-deny');
  });
});

describe('a trust policy', () => {
  const assume = (authority: Partial<Authority>) =>
    ask('sts:AssumeRole', `arn:aws:iam::${account}:role/other`, authority);
  const trusting = (principal: unknown) =>
    trustPolicy({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' });

  test('must allow, whatever the identity policies say', () => {
    const distant = trusting({ AWS: '999999999999' });
    expect(assume({ identityPolicies: [all], resourcePolicy: distant }).allowed).toBe(false);
    expect(assume({ resourcePolicy: trusting({ AWS: roleArn }) }).allowed).toBe(true);
  });

  test('that names the account leaves it to the identity policies', () => {
    expect(assume({ resourcePolicy: trusting({ AWS: account }) }).allowed).toBe(false);
    expect(assume({ identityPolicies: [all], resourcePolicy: trusting({ AWS: account }) }).allowed).toBe(true);
  });
});

describe('principals that the local cloud has no way to know', () => {
  const ofAccount = 'AROAOFTHEACCOUNT0001';
  const identity = 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E74FTE3AJFJ256A';
  const canonical = { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' };
  const own = { ...player, roleId: 'AROAEXAMPLEPLAYER00' } as Principal;

  test.each<readonly [claim: string, principal: Principal, element: object, allows: boolean, denies: boolean]>([
    ['the role by its unique ID', own, { AWS: 'AROAEXAMPLEPLAYER00' }, true, true],
    ['a role by an ID that none here has', own, { AWS: ofAccount }, false, true],
    ['a user by an ID', own, { AWS: 'AIDAOFTHEACCOUNT0001' }, false, false],
    ['a user by an ID, for a user', user, { AWS: 'AIDAOFTHEACCOUNT0001' }, false, true],
    ['a role by an ID, for a user', user, { AWS: ofAccount }, false, false],
    ['an ID, for nobody in particular', anonymous, { AWS: ofAccount }, false, false],
    ['a canonical user, for a role', own, canonical, false, true],
    ['a canonical user, for a user', user, canonical, false, true],
    ['a canonical user, for nobody in particular', anonymous, canonical, false, false],
    ['an origin access identity, for a role', own, { AWS: identity }, false, false],
    ['an origin access identity, for nobody in particular', anonymous, { AWS: identity }, false, false],
    ['the role by its ARN, the control', own, { AWS: roleArn }, true, true],
    ['another role by its ARN, the control', own, { AWS: `${roleArn}2` }, false, false],
  ])('%s', (_claim, principal, element, allows, denies) => {
    expect(get({ principal, resourcePolicy: grantTo(element) }).allowed).toBe(allows);
    const everyone = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
    const denied = { Effect: 'Deny', Principal: element, Action: '*', Resource: '*' };
    expect(get({ principal, resourcePolicy: resourcePolicy(everyone) }).allowed).toBe(true);
    expect(get({ principal, resourcePolicy: resourcePolicy(everyone, denied) }).allowed).toBe(!denies);
  });

  test.each([{ AWS: ofAccount }, canonical])('NotPrincipal %j spares nobody', (element) => {
    expect(get({ identityPolicies: [all], resourcePolicy: denyTo({ NotPrincipal: element }) }).kind).toBe(
      'explicit-deny',
    );
    expect(get({ identityPolicies: [all], resourcePolicy: denyTo({ NotPrincipal: '*' }) }).allowed).toBe(true);
  });

  test('a role whose path has every character is named by its ARN, letter by letter', () => {
    const visible = String.fromCharCode(...Array.from({ length: 0x7f - 0x21 }, (_, index) => 0x21 + index));
    const arn = `arn:aws:iam::${account}:role/${visible}/player`;
    const rolePlayer = (roleArn: string) => ({ ...player, roleArn }) as Principal;
    expect(get({ principal: rolePlayer(arn), resourcePolicy: grantTo({ AWS: arn }) }).allowed).toBe(true);
    const starred = `arn:aws:iam::${account}:role/a*/player`;
    expect(get({ principal: rolePlayer(starred), resourcePolicy: grantTo({ AWS: starred }) }).allowed).toBe(true);
    expect(
      get({ principal: rolePlayer(starred.replace('*', 'b')), resourcePolicy: grantTo({ AWS: starred }) }).allowed,
    ).toBe(false);
  });
});
