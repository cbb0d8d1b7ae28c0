import fc from 'fast-check';
import { compilePolicy } from '../../../policy/compile';
import { ask, identityPolicy, type Keys } from '../fixtures';

const sub = 'cognito-identity.amazonaws.com:sub';
const own = `arn:aws:s3:::files/private/\${${sub}}/*`;

const allows = (statement: object, resource: string, keys: Keys) =>
  ask('s3:GetObject', resource, {
    identityPolicies: [identityPolicy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement })],
    keys,
  }).allowed;

describe('policy variables in Resource', () => {
  test('a variable stands for the value in the request', () => {
    expect(allows({ Resource: own }, 'arn:aws:s3:::files/private/adele/save', { [sub]: 'adele' })).toBe(true);
    expect(allows({ Resource: own }, 'arn:aws:s3:::files/private/bob/save', { [sub]: 'adele' })).toBe(false);
    expect(allows({ Resource: own }, 'arn:aws:s3:::files/private/adele2/save', { [sub]: 'adele' })).toBe(false);
  });

  test("a variable's name is not case-sensitive, its value is", () => {
    const shouted = own.replace('cognito', 'COGNITO');
    expect(allows({ Resource: shouted }, 'arn:aws:s3:::files/private/adele/save', { [sub]: 'adele' })).toBe(true);
    expect(allows({ Resource: shouted }, 'arn:aws:s3:::files/private/Adele/save', { [sub]: 'adele' })).toBe(false);
  });

  test('a value without which nothing is named matches no resource, in NotResource neither', () => {
    expect(allows({ Resource: own }, 'arn:aws:s3:::files/private//save', {})).toBe(false);
    expect(allows({ Resource: own }, `arn:aws:s3:::files/private/\${${sub}}/save`, {})).toBe(false);
    const rest = { Resource: undefined, NotResource: own };
    const statement = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const policy = identityPolicy({ Effect: 'Allow', Action: '*', ...statement });
    expect(ask('s3:GetObject', 'arn:aws:s3:::files/private/x/y', { identityPolicies: [policy] }).allowed).toBe(true);
  });

  test('a multivalued key is no variable, even with one value', () => {
    expect(allows({ Resource: own }, 'arn:aws:s3:::files/private/adele/save', { [sub]: ['adele'] })).toBe(false);
  });

  test.each<readonly [claim: string, statement: object, absent: boolean]>([
    ['Allow by its default', { Resource: "arn:aws:s3:::files-${x:k, 'a'}" }, true],
    ['Allow StringNotEquals', { Condition: { StringNotEquals: { 'aws:Referer': '${x:k}' } } }, true],
    ['Allow StringEquals', { Condition: { StringEquals: { 'aws:Referer': "${x:k, 'a'}" } } }, true],
    ['Deny by its name', { Effect: 'Deny', Resource: 'arn:aws:s3:::files-${x:k}' }, true],
    ['Deny StringEquals', { Effect: 'Deny', Condition: { StringEquals: { 'aws:Referer': '${x:k}' } } }, true],
    ['Deny by its default', { Effect: 'Deny', Resource: "arn:aws:s3:::files-${x:k, 'a'}" }, false],
  ])('nor is a multivalued key absent: %s', (_claim, statement, absent) => {
    const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
    const denies = 'Effect' in statement;
    const policy = identityPolicy({ ...everything, ...statement }, ...(denies ? [everything] : []));
    const asked = (list: readonly string[] | undefined) =>
      ask('s3:GetObject', 'arn:aws:s3:::files-a', {
        identityPolicies: [policy],
        keys: { 'aws:Referer': 'a', 'x:k': list },
      }).allowed;
    expect([undefined, [], ['a'], ['b'], ['a', 'b']].map(asked)).toEqual([absent, absent, false, false, false]);
  });

  test('a default stands in for an absent key only', () => {
    const team = `arn:aws:s3:::files-\${aws:PrincipalTag/team, 'company-wide'}`;
    expect(allows({ Resource: team }, 'arn:aws:s3:::files-company-wide', {})).toBe(true);
    expect(allows({ Resource: team }, 'arn:aws:s3:::files-yellow', { 'aws:PrincipalTag/team': 'yellow' })).toBe(true);
    expect(allows({ Resource: team }, 'arn:aws:s3:::files-company-wide', { 'aws:PrincipalTag/team': 'yellow' })).toBe(
      false,
    );
  });

  test('a default is literal too', () => {
    expect(allows({ Resource: `arn:aws:s3:::files-\${aws:username, '*'}` }, 'arn:aws:s3:::files-x', {})).toBe(false);
    expect(allows({ Resource: `arn:aws:s3:::files-\${aws:username, '*'}` }, 'arn:aws:s3:::files-*', {})).toBe(true);
  });

  test.each(['*', '?'])('an escaped %s is that character', (character) => {
    const resource = `arn:aws:s3:::files/a\${${character}}c`;
    expect(allows({ Resource: resource }, `arn:aws:s3:::files/a${character}c`, {})).toBe(true);
    expect(allows({ Resource: resource }, 'arn:aws:s3:::files/abc', {})).toBe(false);
  });

  test('an escaped dollar is a dollar, so a variable can be written as text', () => {
    const resource = `arn:aws:s3:::files/\${$}{aws:username}`;
    expect(allows({ Resource: resource }, `arn:aws:s3:::files/\${aws:username}`, { 'aws:username': 'adele' })).toBe(
      true,
    );
    expect(allows({ Resource: resource }, 'arn:aws:s3:::files/adele', { 'aws:username': 'adele' })).toBe(false);
  });

  test('a dollar without brace is a dollar', () => {
    expect(allows({ Resource: 'arn:aws:s3:::files/$5' }, 'arn:aws:s3:::files/$5', {})).toBe(true);
  });

  test('before version 2012-10-17 a variable is text', () => {
    const statement = { Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::files/\${aws:username}` };
    for (const document of [{ Statement: statement }, { Version: '2008-10-17', Statement: statement }]) {
      const identityPolicies = [compilePolicy(document, 'old', 'identity')];
      const keys = { 'aws:username': 'adele' };
      expect(ask('s3:GetObject', 'arn:aws:s3:::files/adele', { identityPolicies, keys }).allowed).toBe(false);
      expect(ask('s3:GetObject', `arn:aws:s3:::files/\${aws:username}`, { identityPolicies, keys }).allowed).toBe(true);
    }
  });
});

describe("a variable's value is literal, never a pattern", () => {
  const other = 'arn:aws:s3:::files/private/eve/save';

  test.each(['*', '?ve', 'e*', '${aws:username}', '${*}'])('the identity ID %s opens no other folder', (identityId) => {
    expect(allows({ Resource: own }, other, { [sub]: identityId, 'aws:username': 'eve' })).toBe(false);
    expect(allows({ Resource: own }, `arn:aws:s3:::files/private/${identityId}/save`, { [sub]: identityId })).toBe(
      true,
    );
  });

  test.each([
    ['StringLike', 's3:prefix', `private/\${${sub}}/*`, 'private/eve/', 'private/*/'],
    ['StringEquals', 'x:k', `\${${sub}}`, 'eve', '*'],
    ['ArnLike', 'aws:SourceArn', `arn:aws:s3:::\${${sub}}`, 'arn:aws:s3:::eve', 'arn:aws:s3:::*'],
    ['StringEqualsIgnoreCase', 'x:k', `\${${sub}}`, 'eve', '*'],
  ])('under %s too', (operator, key, wanted, stranger, literal) => {
    const statement = { Condition: { [operator]: { [key]: wanted } } };
    expect(allows(statement, 'arn:aws:s3:::files/x', { [sub]: '*', [key]: stranger })).toBe(false);
    expect(allows(statement, 'arn:aws:s3:::files/x', { [sub]: '*', [key]: literal })).toBe(true);
  });

  test('whatever it is, it names its own folder and no other (also beside a wildcard in the middle)', () => {
    const id = fc.string({
      minLength: 1,
      maxLength: 8,
      unit: fc.constantFrom('*', '?', '$', '{', '}', '/', ':', 'a', 'b'),
    });
    fc.assert(
      fc.property(id, id, (mine, theirs) => {
        const keys = { [sub]: mine };
        expect(allows({ Resource: own }, `arn:aws:s3:::files/private/${mine}/k`, keys)).toBe(true);
        const opens = allows({ Resource: own }, `arn:aws:s3:::files/private/${theirs}/k`, keys);
        expect(opens).toBe(`private/${theirs}/k`.startsWith(`private/${mine}/`));
        const starred = `arn:aws:s3:::files/*/\${${sub}}/*`;
        expect(allows({ Resource: starred }, `arn:aws:s3:::files/x/${mine}/k`, keys)).toBe(true);
        expect(allows({ Resource: starred }, `arn:aws:s3:::files/x/${theirs}/k`, keys)).toBe(
          `/${theirs}/k`.includes(`/${mine}/`),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('policy variables in conditions', () => {
  const team = { 's3:ExistingObjectTag/Team': `\${aws:PrincipalTag/Team}` };
  const red = { 's3:ExistingObjectTag/Team': 'red' };

  test('a value without which nothing equals it: StringEquals fails, StringNotEquals holds', () => {
    expect(allows({ Condition: { StringEquals: team } }, 'arn:aws:s3:::files/x', red)).toBe(false);
    expect(allows({ Condition: { StringNotEquals: team } }, 'arn:aws:s3:::files/x', red)).toBe(true);
    const tagged = { ...red, 'aws:PrincipalTag/Team': 'red' };
    expect(allows({ Condition: { StringEquals: team } }, 'arn:aws:s3:::files/x', tagged)).toBe(true);
    expect(allows({ Condition: { StringNotEquals: team } }, 'arn:aws:s3:::files/x', tagged)).toBe(false);
  });

  test('a star behind a variable does not cross the fields of an ARN', () => {
    const statement = { Condition: { ArnLike: { 'aws:SourceArn': `\${x:arn}*` } } };
    const holds = (variable: string) =>
      allows(statement, 'arn:aws:s3:::files/x', { 'x:arn': variable, 'aws:SourceArn': 'arn:aws:s3:::files' });
    expect(holds('arn:aws:s3:::f')).toBe(true);
    expect(holds('arn:aws:s3')).toBe(false);
  });

  test('an ARN may be a variable as a whole', () => {
    const statement = { Condition: { ArnEquals: { 'aws:SourceArn': `\${aws:PrincipalArn}` } } };
    const keys = { 'aws:SourceArn': 'arn:aws:iam::1:role/a', 'aws:PrincipalArn': 'arn:aws:iam::1:role/a' };
    expect(allows(statement, 'arn:aws:s3:::files/x', keys)).toBe(true);
    expect(allows(statement, 'arn:aws:s3:::files/x', { ...keys, 'aws:SourceArn': 'arn:aws:iam::1:role/b' })).toBe(
      false,
    );
  });
});
