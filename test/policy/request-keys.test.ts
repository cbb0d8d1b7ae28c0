import { decide } from '../../policy/decide';
import { requestContext } from '../../policy/types';
import { identityPolicy, player, type Statement } from './fixtures';

const sub = 'cognito-identity.amazonaws.com:sub';
const policy = identityPolicy({
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::files/\${${sub}}/*`,
  Condition: { StringEquals: { 's3:versionid': 'v1' } },
});
const allowed = (question: Record<string, string>, session: Record<string, string>) =>
  decide(
    { action: 's3:GetObject', resource: 'arn:aws:s3:::files/adele/x', context: requestContext(question) },
    { principal: player, context: requestContext(session), identityPolicies: [policy] },
  ).allowed;

test("the question's keys and the session's are one context", () => {
  expect(allowed({ 's3:versionid': 'v1' }, { [sub]: 'adele' })).toBe(true);
  expect(allowed({ 's3:versionid': 'v2' }, { [sub]: 'adele' })).toBe(false);
  expect(allowed({ 's3:versionid': 'v1' }, { [sub]: 'bob' })).toBe(false);
});

test('a request cannot replace who sent it', () => {
  expect(allowed({ 's3:versionid': 'v1', [sub]: 'adele' }, { [sub]: 'bob' })).toBe(false);
});

describe('tags whose names differ in case alone are one key, and neither replaces the other', () => {
  const tag = (name: string) => `s3:ExistingObjectTag/${name}`;
  const one = { [tag('team')]: 'red' };
  const statement = { Action: 's3:GetObject', Resource: '*' };
  const lets: Statement = { ...statement, Effect: 'Allow' };
  const ask = (keys: Record<string, string>, ...statements: Statement[]) =>
    decide(
      { action: 's3:GetObject', resource: 'arn:aws:s3:::files/x', context: requestContext(keys) },
      { principal: player, context: new Map(), identityPolicies: [identityPolicy(...statements)] },
    ).allowed;

  test.each<readonly [claim: string, statements: readonly Statement[]]>([
    ['Allow StringEquals', [{ ...lets, Condition: { StringEquals: one } }]],
    ['Allow StringNotEquals', [{ ...lets, Condition: { StringNotEquals: { [tag('team')]: 'blue' } } }]],
    [
      'Deny StringEquals',
      [lets, { ...statement, Effect: 'Deny', Condition: { StringEquals: { [tag('TEAM')]: 'blue' } } }],
    ],
    ['Deny StringNotEquals', [lets, { ...statement, Effect: 'Deny', Condition: { StringNotEquals: one } }]],
    [
      'Allow by a variable',
      [
        { ...lets, Resource: `arn:aws:s3:::files/\${${tag('team')}, 'x'}*` },
        { ...lets, Condition: { StringEquals: one } },
      ],
    ],
  ])('%s', (_claim, statements) => {
    expect(ask({ [tag('Team')]: 'red' }, ...statements)).toBe(true);
    expect(ask({ [tag('Team')]: 'red', [tag('other')]: 'blue' }, ...statements)).toBe(true);
    expect(ask({ [tag('team')]: 'blue', [tag('Team')]: 'red' }, ...statements)).toBe(false);
    expect(ask({ [tag('Team')]: 'red', [tag('team')]: 'blue' }, ...statements)).toBe(false);
  });
});

describe('a key that AWS may fill and the local cloud does not is not simply absent', () => {
  const tagged = 'aws:ResourceTag/team';
  const resource = 'arn:aws:s3:::files/adele/x';
  const statement = { Action: 's3:GetObject', Resource: '*' };
  const ask = (unfilled: readonly string[], ...statements: object[]) =>
    decide(
      { action: 's3:GetObject', resource, unfilled },
      { principal: player, context: new Map(), identityPolicies: [identityPolicy(...(statements as Statement[]))] },
    );
  const allow = (more: object) => ({ ...statement, Effect: 'Allow', ...more });
  const deny = (more: object) => ({ ...statement, Effect: 'Deny', ...more });
  const lets = allow({});
  const family = ['aws:resourcetag/*'];
  const variable = `arn:aws:s3:::files/\${${tagged}}/*`;
  const { Resource: _, ...anywhere } = statement;

  // What would be allowed were the key absent, and is not since it is uncertain.
  test.each<readonly [claim: string, statements: readonly object[]]>([
    ['Deny StringEquals', [lets, deny({ Condition: { StringEquals: { [tagged]: 'red' } } })]],
    ['Deny Null false', [lets, deny({ Condition: { Null: { [tagged]: 'false' } } })]],
    ['Allow StringNotEquals', [allow({ Condition: { StringNotEquals: { [tagged]: 'red' } } })]],
    ['Allow StringEqualsIfExists', [allow({ Condition: { StringEqualsIfExists: { [tagged]: 'red' } } })]],
    ['Allow Null true', [allow({ Condition: { Null: { [tagged]: 'true' } } })]],
    ['Deny on a resource by a variable', [lets, deny({ Resource: variable })]],
    ['Allow on all but a resource by a variable', [{ ...anywhere, Effect: 'Allow', NotResource: variable }]],
  ])('%s', (_claim, statements) => {
    expect(ask([], ...statements).allowed).toBe(true);
    expect(ask(['aws:requesttag/*'], ...statements).allowed).toBe(true);
    expect(ask(family, ...statements).allowed).toBe(false);
    expect(ask(['aws:resourcetag/team'], ...statements).allowed).toBe(false);
  });

  test.each<readonly [key: string, unfilled: string, allowed: boolean]>([
    ['s3:signatureAge', 's3:*', true],
    ['s3:x-amz-content-sha256', 's3:*', true],
    ['s3:signatureAge', 's3:signatureage', false],
    ['s3:prefix', 's3:*', false],
    ['s3:x-amz-acl', 's3:*', false],
  ])(
    'what a signature says is known of a call whose parameters are not read: %s under %s',
    (key, unfilled, allowed) => {
      expect(ask([unfilled], lets, deny({ Condition: { Null: { [key]: 'false' } } })).allowed).toBe(allowed);
    },
  );

  test('what is known of it counts', () => {
    const authority = { principal: player, context: new Map(), identityPolicies: [identityPolicy(lets as Statement)] };
    const context = requestContext({ [tagged]: 'blue' });
    const denies = identityPolicy(
      lets as Statement,
      deny({ Condition: { StringEquals: { [tagged]: 'red' } } }) as Statement,
    );
    const question = { action: 's3:GetObject', resource, unfilled: family };
    expect(decide({ ...question, context }, { ...authority, identityPolicies: [denies] }).allowed).toBe(true);
    expect(decide(question, { ...authority, identityPolicies: [denies] }).allowed).toBe(false);
  });

  test('the explanation says so of a variable, and shows no default for it', () => {
    const refused = ask(family, allow({ Resource: `arn:aws:s3:::files/\${${tagged}, 'adele'}/*` })).explain();
    expect(refused).toContain(`it is not known what AWS puts for \${${tagged}}`);
    expect(refused).toContain(`files/\${${tagged}}/*`);
    const absent = ask([], allow({ Resource: `arn:aws:s3:::other/\${${tagged}, 'adele'}/*` })).explain();
    expect(absent).toContain('other/adele/*');
    expect(absent).not.toContain('it is not known');
  });

  test('the explanation says so', () => {
    const refused = ask(family, allow({ Condition: { StringNotEquals: { [tagged]: 'red' } } }));
    expect(refused.explain()).toContain('may carry it in AWS, where the local cloud does not know with which value');
  });
});
