import type { Authority } from '../../policy/decide';
import { ask, identityPolicy, type Keys, resourcePolicy, sessionArn, trustPolicy } from './fixtures';

const sub = 'cognito-identity.amazonaws.com:sub';
const own = identityPolicy(
  {
    Sid: 'ListOwn',
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: 'arn:aws:s3:::files',
    Condition: { StringLike: { 's3:prefix': [`private/\${${sub}}/*`, 'public/*'] } },
  },
  { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::files/private/\${${sub}}/*` },
  { Sid: 'NoSecrets', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::files/secrets/*' },
);
const explain = (action: string, resource: string, keys: Keys, rest: Partial<Authority> = {}) =>
  ask(action, resource, { identityPolicies: [own], keys, ...rest }).explain();

describe('an explanation', () => {
  test('names the statement that allowed', () => {
    expect(explain('s3:GetObject', 'arn:aws:s3:::files/private/adele/x', { [sub]: 'adele' })).toBe(
      "Allowed: s3:GetObject on arn:aws:s3:::files/private/adele/x, by Statement[1] of the identity-based policy 'test policy'.",
    );
  });

  test('names the statement that denied', () => {
    expect(explain('s3:GetObject', 'arn:aws:s3:::files/secrets/x', {})).toBe(
      "Denied: s3:GetObject on arn:aws:s3:::files/secrets/x, explicitly, by Statement[2] (Sid 'NoSecrets') of the identity-based policy 'test policy'.",
    );
  });

  test('names the condition that failed, with the policy’s value after substitution and the request’s', () => {
    expect(explain('s3:ListBucket', 'arn:aws:s3:::files', { [sub]: 'adele', 's3:prefix': 'private/' })).toBe(
      [
        'Denied: s3:ListBucket on arn:aws:s3:::files, because no identity-based policy allows it.',
        "  test policy: Statement[0] (Sid 'ListOwn') names action and resource, but the condition StringLike s3:prefix wants 'private/adele/*', 'public/*' and the request has 'private/'",
      ].join('\n'),
    );
  });

  test('says which key is absent, and which variable has no value', () => {
    const text = explain('s3:ListBucket', 'arn:aws:s3:::files', {});
    expect(text).toContain('and the request does not carry it');
    expect(text).toContain(`(the request has no value for \${${sub}})`);
  });

  test('says that no statement names the resource, or the action', () => {
    expect(explain('s3:GetObject', 'arn:aws:s3:::files/private/bob/x', { [sub]: 'adele' })).toContain(
      "Statement[1] names the action, but not the resource ('arn:aws:s3:::files/private/adele/*')",
    );
    expect(explain('s3:PutObject', 'arn:aws:s3:::files/private/bob/x', {})).toContain(
      'test policy: no statement allows the action s3:PutObject',
    );
  });

  test('names the type of policy that refused', () => {
    const keys = { [sub]: 'adele' };
    const narrow = identityPolicy({ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' });
    const refused = (rest: Partial<Authority>) =>
      explain('s3:GetObject', 'arn:aws:s3:::files/private/adele/x', keys, rest);
    expect(refused({ sessionPolicies: [narrow] })).toContain('because no session policy allows it');
    expect(refused({ permissionsBoundary: narrow })).toContain('because no permissions boundary allows it');
    expect(refused({ account: '999999999999' })).toContain(
      'because no resource-based policy allows it.\n  There is no resource-based policy.',
    );
    expect(refused({ sessionPolicies: [] })).toContain('There is no session policy.');
  });

  test('says which principal a resource policy does not name', () => {
    const bucket = resourcePolicy({ Effect: 'Allow', Principal: { AWS: '999999999999' }, Action: '*', Resource: '*' });
    const text = ask('s3:GetObject', 'arn:aws:s3:::files/x', {
      principal: { kind: 'anonymous' },
      resourcePolicy: bucket,
    }).explain();
    expect(text).toContain('Statement[0] names action and resource, but not the principal (anonymous)');
  });

  test('shortens what is long', () => {
    const text = explain('s3:ListBucket', 'arn:aws:s3:::files', { [sub]: 'adele', 's3:prefix': 'x'.repeat(5_000) });
    expect(text.length).toBeLessThan(600);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
describe("AWS's access-denied sentence", () => {
  const bucket = 'arn:aws:s3:::files/x';
  const sentence = (authority: Partial<Authority>, action = 's3:GetObject', resource = bucket) =>
    ask(action, resource, authority).sentence(sessionArn);
  const begin = `User: ${sessionArn} is not authorized to perform: s3:GetObject on resource: "${bucket}"`;
  const allow = identityPolicy({ Effect: 'Allow', Action: '*', Resource: '*' });
  const deny = identityPolicy({ Effect: 'Deny', Action: '*', Resource: '*' });
  const other = identityPolicy({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' });
  const denying = resourcePolicy({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' });

  test.each<readonly [Partial<Authority>, string]>([
    [{}, 'because no identity-based policy allows the s3:GetObject action'],
    [{ identityPolicies: [deny] }, 'with an explicit deny in an identity-based policy'],
    [
      { identityPolicies: [allow], sessionPolicies: [other] },
      'because no session policy allows the s3:GetObject action',
    ],
    [{ identityPolicies: [allow], sessionPolicies: [deny] }, 'with an explicit deny in a session policy'],
    [
      { identityPolicies: [allow], permissionsBoundary: other },
      'because no permissions boundary allows the s3:GetObject action',
    ],
    [{ identityPolicies: [allow], permissionsBoundary: deny }, 'with an explicit deny in a permissions boundary'],
    [{ identityPolicies: [allow], resourcePolicy: denying }, 'with an explicit deny in a resource-based policy'],
    [
      { identityPolicies: [allow], account: '999999999999' },
      'because no resource-based policy allows the s3:GetObject action',
    ],
  ])('%#: … %s', (authority, reason) => {
    expect(sentence(authority)).toBe(`${begin} ${reason}`);
  });

  test('has the resource in quotation marks for S3 only', () => {
    expect(sentence({}, 'dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:1:table/x')).toContain(
      'on resource: arn:aws:dynamodb:eu-west-1:1:table/x because',
    );
  });

  test('speaks of the role trust policy', () => {
    const trust = (Effect: string) =>
      trustPolicy({ Effect, Principal: { AWS: Effect === 'Deny' ? '*' : '999999999999' }, Action: 'sts:AssumeRole' });
    const role = 'arn:aws:iam::1:role/r';
    expect(sentence({ resourcePolicy: trust('Allow') }, 'sts:AssumeRole', role)).toContain(
      'because no role trust policy allows the sts:AssumeRole action',
    );
    expect(sentence({ resourcePolicy: trust('Deny') }, 'sts:AssumeRole', role)).toContain(
      'with an explicit deny in the role trust policy',
    );
  });
});
