import fc from 'fast-check';
import { names } from './game-assembly';
import { hostileJson, hostileText } from './hostile-values';

const good = {
  Action: 'AssumeRoleWithWebIdentity',
  Version: '2011-06-15',
  RoleArn: `arn:aws:iam::123456789012:role/${names.role}`,
  RoleSessionName: 'adele',
  WebIdentityToken: 'a.b.c',
  DurationSeconds: '900',
  Policy: '{"Version":"2012-10-17","Statement":[]}',
  'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/ReadOnlyAccess',
};

const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Object.keys(good)) },
  fc.constantFrom(
    'PolicyArns.member.01.arn',
    'PolicyArns.member.__proto__.arn',
    'PolicyArns',
    'Tags.member.1.Key',
    'ProviderId',
    '',
  ),
  hostileText,
);
const value = fc.oneof(
  fc.constantFrom('GetCallerIdentity', 'AssumeRole', '__proto__', '2011-06-15', ''),
  hostileText,
  hostileJson,
);

/** Forms with members that are missing, hostile or there twice; and text that is no form. */
export const queryForm: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.subarray(Object.entries(good), { minLength: 3 }), fc.array(fc.tuple(name, value), { maxLength: 2 }))
      .map(([kept, hostile]) => new URLSearchParams([...kept, ...hostile]).toString()),
  },
  hostileText,
  fc.constantFrom('&&&', '=', '%zz=%zz', 'Action', `Action=GetCallerIdentity&${'a&'.repeat(20_000)}`),
);
