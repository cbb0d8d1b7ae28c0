import fc from 'fast-check';
import { compilePolicy } from '../../policy/compile';
import { PolicyError } from '../../policy/policy-error';
import type { PolicyKind } from '../../policy/statement';
import { document, type Statement } from './fixtures';

const good: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const goodTrust: Statement = {
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: { Federated: 'cognito-identity.amazonaws.com' },
};
const without = (statement: Statement, ...names: string[]): Statement =>
  Object.fromEntries(Object.entries(statement).filter(([name]) => !names.includes(name)));
const where = (condition: unknown): Statement => ({ ...good, Condition: condition });
/** Every character that the path of a role or a user may have. */
const visible = String.fromCharCode(...Array.from({ length: 0x7f - 0x21 }, (_, index) => 0x21 + index));
const compile = (statement: unknown, kind: PolicyKind = 'identity') =>
  compilePolicy({ Version: '2012-10-17', Statement: statement }, 'role player', kind);

test('a policy that is understood compiles: the control beside every refusal below', () => {
  expect(() => compile(good)).not.toThrow();
  expect(() => compile([good, { ...good, Sid: 'X' }])).not.toThrow();
  expect(() => compile({ ...good, Principal: '*', Sid: 'With spaces' }, 'resource')).not.toThrow();
  expect(() => compile(goodTrust, 'trust')).not.toThrow();
  expect(() =>
    compilePolicy({ ...document({ ...good, Principal: '*' }), Id: 'x' }, 'bucket', 'resource'),
  ).not.toThrow();
});

test('the message names the source, the statement by index and Sid, and the element', () => {
  const broken = { ...where({ StringEqualz: { 'aws:UserAgent': 'x' } }), Sid: 'X' };
  expect(() => compile([good, good, broken])).toThrow(
    new PolicyError("role player: Statement[2] (Sid 'X'): unknown condition operator 'StringEqualz'"),
  );
});

describe('a statement that is not understood whole is refused', () => {
  test.each<readonly [statement: unknown, message: string]>([
    ['x', 'a statement must be an object'],
    [null, 'a statement must be an object'],
    [{ ...good, Effects: 'Allow' }, "unknown element 'Effects'"],
    [{ ...good, action: 's3:*' }, "unknown element 'action'"],
    [JSON.parse('{"__proto__": {"Effect": "Allow"}}'), "unknown element '__proto__'"],
    [without(good, 'Effect'), 'Effect must be'],
    [{ ...good, Effect: 'allow' }, 'Effect must be'],
    [{ ...good, Sid: 7 }, 'Sid must be a string'],
    [{ ...good, Sid: 'a b' }, "Sid 'a b' must hold letters and digits only"],
    [without(good, 'Action'), 'neither Action nor NotAction is there'],
    [{ ...good, NotAction: 's3:*' }, 'Action and NotAction exclude each other'],
    [{ ...good, Action: [] }, 'Action is empty'],
    [{ ...good, Action: 7 }, 'Action must be a string or a list of strings'],
    [{ ...good, Action: [['s3:*']] }, 'Action must be a string or a list of strings'],
    [{ ...good, Action: 'GetObject' }, "'GetObject' is not an action"],
    [{ ...good, Action: 's3*:GetObject' }, 'is not an action'],
    [{ ...good, Action: 's3:${aws:username}' }, 'is not an action'],
    [without(good, 'Resource'), 'neither Resource nor NotResource is there'],
    [{ ...good, NotResource: '*' }, 'Resource and NotResource exclude each other'],
    [{ ...good, Resource: {} }, 'Resource must be a string or a list of strings'],
    [{ ...good, Resource: 'bucket/*' }, "'bucket/*' is not an ARN"],
    [{ ...good, Resource: '*/x' }, 'is not an ARN'],
    [{ ...good, Resource: 'arn:aws' }, 'is not an ARN'],
    [{ ...good, Resource: 'arn::s3:::b' }, 'is not an ARN'],
    [{ ...good, Resource: 'arn:aws::::b' }, 'is not an ARN'],
    [{ ...good, Resource: 'arn:aws:s*:::b' }, 'a wildcard in the service field'],
    [{ ...good, Resource: 'arn:aws:s3::${aws:PrincipalAccount}:b' }, 'a policy variable before the fifth colon'],
    [{ ...good, Resource: 'arn:aws:s3:::b/${' }, 'a policy variable that cannot be read'],
    [{ ...good, Resource: 'arn:aws:s3:::b/${}' }, 'a policy variable that cannot be read'],
    [{ ...good, Resource: 'arn:aws:s3:::b/${username}' }, 'a policy variable that cannot be read'],
    [{ ...good, Resource: 'arn:aws:s3:::b/${aws:username, x}' }, 'a policy variable that cannot be read'],
    [{ ...good, Resource: 'arn:aws:s3:::b/${aws:${aws:username}}' }, 'a policy variable that cannot be read'],
    [{ ...good, Principal: '*' }, 'an identity-based policy has no Principal'],
    [{ ...good, NotPrincipal: '*' }, 'an identity-based policy has no Principal'],
  ])('%j', (statement, message) => {
    expect(() => compile(statement)).toThrow(PolicyError);
    expect(() => compile(statement)).toThrow(message);
  });
});

describe('a condition that is not understood is refused', () => {
  test.each<readonly [condition: unknown, message: string]>([
    ['x', 'Condition must be an object'],
    [[], 'Condition must be an object'],
    [null, 'Condition must be an object'],
    [{ StringEquals: 'x' }, 'Condition StringEquals must be an object'],
    [{ stringEquals: { 'aws:x': 'x' } }, "unknown condition operator 'stringEquals'"],
    [{ 'ForAll:StringEquals': { 'aws:x': 'x' } }, 'unknown condition operator'],
    [{ 'ForAnyValue:Null': { 'aws:x': 'true' } }, "'ForAnyValue:Null'; AWS may accept it"],
    [{ 'ForAllValues:Null': { 'aws:x': 'true' } }, "'ForAllValues:Null'; AWS may accept it"],
    [{ 'ForAllValues:NullIfExists': { 'aws:x': 'true' } }, "'ForAllValues:NullIfExists'; AWS may accept it"],
    [
      { StringEquals: { 'aws:x': "${aws:y,'z'}" } },
      "Condition StringEquals aws:x: '${aws:y,'z'}' holds a policy variable",
    ],
    [{ StringEquals: { 'aws:x': "${aws:y ,'z'}" } }, 'AWS may accept another spelling'],
    [{ StringEquals: { 'aws:x': "${aws:y,  'z'}" } }, 'a policy variable that cannot be read'],
    [{ StringEquals: { 'aws:x': '${ aws:y}' } }, 'a policy variable that cannot be read'],
    [{ StringEquals: { 'aws:x': '${aws:y }' } }, 'a policy variable that cannot be read'],
    [{ IpAddress: { 'aws:SourceIp': 'fe80::1%eth0' } }, 'is not an IP address or CIDR range'],
    [{ IpAddress: { 'aws:SourceIp': 'fe80::%eth0/64' } }, 'is not an IP address or CIDR range'],
    [{ NullIfExists: { 'aws:x': 'true' } }, 'unknown condition operator'],
    [{ NotBool: { 'aws:x': 'true' } }, 'unknown condition operator'],
    [{ StringEquals: { username: 'x' } }, 'Condition StringEquals username: the key has no prefix'],
    [{ StringEquals: { 'aws:x': 'a', 'AWS:X': 'b' } }, 'the key stands there twice'],
    [{ StringEquals: { 'aws:x': null } }, 'must be a string, a number, a boolean'],
    [{ StringEquals: { 'aws:x': [{}] } }, 'must be a string, a number, a boolean'],
    [{ StringLike: { 'aws:x': '${x' } }, 'a policy variable that cannot be read'],
    [{ NumericEquals: { 's3:max-keys': 'ten' } }, "'ten' is not a number"],
    [{ NumericEquals: { 's3:max-keys': '' } }, 'is not a number'],
    [{ NumericEquals: { 's3:max-keys': '${aws:x}' } }, 'policy variables stand under string and ARN operators only'],
    [{ DateLessThan: { 'aws:CurrentTime': 'tomorrow' } }, 'is not a date'],
    [{ DateLessThan: { 'aws:CurrentTime': '2026-02-30' } }, 'is not a date'],
    [{ DateLessThan: { 'aws:CurrentTime': '2026-13-01' } }, 'is not a date'],
    [{ DateLessThan: { 'aws:CurrentTime': '2026-11-20T25:00:00Z' } }, 'is not a date'],
    [{ DateLessThan: { 'aws:CurrentTime': '2026-11-*' } }, 'is not a date'],
    [{ Bool: { 'aws:SecureTransport': 'yes' } }, "'yes' is not true or false"],
    [{ Bool: { 'aws:SecureTransport': '${aws:x}' } }, 'policy variables stand under string and ARN operators only'],
    [{ Null: { 'aws:x': 'absent' } }, "'absent' is not true or false"],
    [{ BinaryEquals: { 'x:b': 'a' } }, 'is not base64'],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/33' } }, 'is not an IP address or CIDR range'],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.256' } }, 'is not an IP address or CIDR range'],
    [{ IpAddress: { 'aws:SourceIp': '::/129' } }, 'is not an IP address or CIDR range'],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.*' } }, 'is not an IP address or CIDR range'],
    [{ ArnLike: { 'aws:SourceArn': 'bucket' } }, 'is not an ARN of six fields'],
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:s3' } }, 'is not an ARN of six fields'],
  ])('%j', (condition, message) => {
    expect(() => compile(where(condition))).toThrow(PolicyError);
    expect(() => compile(where(condition))).toThrow(message);
  });
});

test.each([
  { StringEquals: { 'aws:x': "${aws:y, 'z'}" } },
  { StringEquals: { 'aws:x': '${aws:PrincipalTag/cost center}' } },
  { StringEquals: { 'players.example/~game/%7Ebeta:sub': 'adele' } },
  { StringEquals: { 'aws:x': '${players.example/~game/%7Ebeta:sub}' } },
  { Null: { 'aws:x': 'true' } },
  { IpAddress: { 'aws:SourceIp': 'fe80::/64' } },
])('a condition beside those is understood: %j', (condition) => {
  expect(() => compile(where(condition))).not.toThrow();
});

test.each([
  { AWS: 'AROAEXAMPLEPLAYER00' },
  { AWS: ['AIDAEXAMPLEUSER00000', '123456789012'] },
  { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E74FTE3AJFJ256A' },
  { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' },
  { AWS: `arn:aws:iam::123456789012:role/${visible}/player` },
  { AWS: 'arn:aws:iam::123456789012:user/~/a%b/adele' },
  { Federated: 'arn:aws:iam::123456789012:oidc-provider/players.example/~game/%7Ebeta' },
])('a principal that AWS accepts is understood: %j', (principal) => {
  expect(() => compile({ ...good, Principal: principal }, 'resource')).not.toThrow();
});

test('a canonical user ID has no place in a trust policy, and the message says whose it is', () => {
  const principal = { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' };
  const place = 'role player: Statement[0]: Principal {"CanonicalUser": "79a59df9';
  expect(() => compile({ ...goodTrust, Principal: principal }, 'trust')).toThrow(place);
  expect(() => compile({ ...goodTrust, Principal: principal }, 'trust')).toThrow('AWS may accept it');
});

describe('a principal that is not understood is refused', () => {
  test.each<readonly [principal: unknown, message: string]>([
    [undefined, 'Principal is missing'],
    ['player', 'Principal must be'],
    [[], 'Principal must be'],
    [{}, 'Principal must be'],
    [{ AWS: [] }, 'Principal AWS is empty'],
    [{ AWS: 7 }, 'Principal AWS must be a string or a list of strings'],
    [{ AWS: '12345' }, 'not a form of principal that is understood'],
    [{ AWS: 'arn:aws:iam::123456789012:role/*' }, 'not a form of principal that is understood'],
    [{ AWS: 'arn:aws:iam::123456789012:*' }, 'not a form of principal that is understood'],
    [{ AWS: 'arn:aws:sts::123456789012:assumed-role/player/*' }, 'not a form of principal that is understood'],
    [{ AWS: 'AROA' }, 'not a form of principal that is understood'],
    [{ AWS: 'AGPAEXAMPLEGROUP00' }, 'not a form of principal that is understood'],
    [{ AWS: 'arn:aws:iam::123456789012:role/a b/player' }, 'not a form of principal that is understood'],
    [{ AWS: 'arn:aws:iam::123456789012:role/a~b' }, 'not a form of principal that is understood'],
    [{ AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity *' }, 'not a form of principal'],
    [{ AWS: 'arn:aws:iam::cloudfront:role/CloudFront Origin Access Identity E1' }, 'not a form of principal'],
    [{ Service: '*' }, 'not a form of principal that is understood'],
    [{ Federated: '*' }, 'not a form of principal that is understood'],
    [{ CanonicalUser: '79a59df9' }, 'not a form of principal that is understood'],
    [{ aws: '*' }, 'not a form of principal that is understood'],
  ])('%j', (principal, message) => {
    const statement = principal === undefined ? good : { ...good, Principal: principal };
    expect(() => compile(statement, 'resource')).toThrow(PolicyError);
    expect(() => compile(statement, 'resource')).toThrow(message);
  });

  test('Principal and NotPrincipal together, NotPrincipal with Allow, NotPrincipal in a trust policy', () => {
    const spared = { AWS: '123456789012' };
    expect(() => compile({ ...good, Principal: '*', NotPrincipal: spared }, 'resource')).toThrow('exclude each other');
    expect(() => compile({ ...good, NotPrincipal: spared }, 'resource')).toThrow('with Deny only');
    expect(() => compile({ ...good, Effect: 'Deny', NotPrincipal: spared }, 'resource')).not.toThrow();
    const distrust = { ...without(goodTrust, 'Principal'), Effect: 'Deny', NotPrincipal: spared };
    expect(() => compile(distrust, 'trust')).toThrow('a trust policy has no NotPrincipal');
  });

  test('a trust policy has no Resource and needs a Principal', () => {
    expect(() => compile({ ...goodTrust, Resource: '*' }, 'trust')).toThrow('a trust policy has no Resource');
    expect(() => compile({ ...goodTrust, NotResource: '*' }, 'trust')).toThrow('a trust policy has no NotResource');
    expect(() => compile(without(goodTrust, 'Principal'), 'trust')).toThrow('Principal is missing');
  });
});

describe('a document that is not understood is refused', () => {
  test.each<readonly [document: unknown, message: string]>([
    ['{}', 'a policy must be a JSON object'],
    [null, 'a policy must be a JSON object'],
    [[], 'a policy must be a JSON object'],
    [{}, 'Statement is missing'],
    [{ Version: '2012-10-17', Statement: [] }, 'Statement is missing'],
    [{ Version: '2012-10-18', Statement: good }, 'unknown Version "2012-10-18"'],
    [{ Version: 20121017, Statement: good }, 'unknown Version 20121017'],
    [{ Version: '2012-10-17', Statement: good, Comment: 'x' }, "unknown element 'Comment'"],
    [{ ...document(good), Id: 'x' }, 'an identity-based policy has no Id'],
    [
      document({ ...good, Sid: 'A' }, { ...good, Sid: 'A' }),
      "Statement[1] (Sid 'A'): another statement has the same Sid",
    ],
  ])('%j', (policy, message) => {
    expect(() => compilePolicy(policy, 'role player', 'identity')).toThrow(PolicyError);
    expect(() => compilePolicy(policy, 'role player', 'identity')).toThrow(message);
  });
});

test('whatever JSON comes, it compiles or a PolicyError says why not', () => {
  const kind = fc.constantFrom<PolicyKind>('identity', 'resource', 'trust');
  const name = fc.constantFrom('Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'Principal', 'Condition', 'Extra');
  const statement = fc.dictionary(name, fc.oneof(fc.constantFrom('Allow', '*', 's3:*', '${'), fc.jsonValue()));
  const policy = fc.oneof(fc.jsonValue(), fc.record({ Version: fc.constant('2012-10-17'), Statement: statement }));
  fc.assert(
    fc.property(policy, kind, (value, of) => {
      try {
        compilePolicy(value, 'any', of);
      } catch (error) {
        expect(error).toBeInstanceOf(PolicyError);
      }
    }),
    { numRuns: 500 },
  );
});
