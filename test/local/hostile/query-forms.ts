import fc from 'fast-check';
import { names } from './game-assembly';
import { hostileJson, hostileText } from './hostile-values';

/** A service that speaks the query protocol, and parameters that a call of it has: hostile ones come in the place of good ones. */
interface QueryService {
  readonly service: string;
  readonly call: { readonly Action: string; readonly Version: string };
  /** Whether its operations are signed; those that are not must be reached by the form alone. */
  readonly signed: boolean;
  readonly good: Readonly<Record<string, string>>;
  /** Names that are almost those of parameters. */
  readonly badNames: readonly string[];
  /** Further actions and versions. */
  readonly values: readonly string[];
}

/** The services that speak the query protocol. */
export const queryServices: readonly QueryService[] = [
  {
    service: 'sts',
    signed: false,
    call: { Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15' },
    good: {
      RoleArn: `arn:aws:iam::123456789012:role/${names.role}`,
      RoleSessionName: 'adele',
      WebIdentityToken: 'a.b.c',
      DurationSeconds: '900',
      Policy: '{"Version":"2012-10-17","Statement":[]}',
      'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    },
    badNames: [
      'PolicyArns.member.01.arn',
      'PolicyArns.member.__proto__.arn',
      'PolicyArns',
      'Tags.member.1.Key',
      'ProviderId',
    ],
    values: ['GetCallerIdentity', 'AssumeRole', '2011-06-15'],
  },
  {
    service: 'cloudformation',
    signed: true,
    call: { Action: 'DescribeStacks', Version: '2010-05-15' },
    good: { StackName: names.stack },
    badNames: ['NextToken', 'StackName.member.1', 'stackName'],
    values: [
      'DeleteStack',
      '2010-05-15',
      'arn:',
      'arn:::::',
      `arn:aws:cloudformation:eu-west-1:123456789012:stack/${names.stack}`,
      'arn:aws:s3:::*',
    ],
  },
];

/** Forms with parameters that are missing, hostile or there twice; and text that is no form. */
export function queryForm({ call, good, badNames, values }: QueryService): fc.Arbitrary<string> {
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...Object.keys(good)) },
    fc.constantFrom(...Object.keys(call)),
    fc.constantFrom(...badNames, ''),
    hostileText,
  );
  const value = fc.oneof(fc.constantFrom(...values, '__proto__', ''), hostileText, hostileJson);
  const kept = fc
    .tuple(
      fc.oneof({ weight: 8, arbitrary: fc.constant(Object.entries(call)) }, fc.subarray(Object.entries(call))),
      fc.subarray(Object.entries(good)),
    )
    .map((parameters) => parameters.flat());
  const replaces = fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false));
  const form = fc
    .tuple(kept, fc.array(fc.tuple(name, value), { maxLength: 2 }), replaces)
    .map(([parameters, hostile, replace]) => {
      const taken = new Set(replace ? hostile.map(([parameter]) => parameter) : []);
      return new URLSearchParams([...parameters.filter(([parameter]) => !taken.has(parameter)), ...hostile]).toString();
    });
  return fc.oneof(
    { weight: 8, arbitrary: form },
    hostileText,
    fc.constantFrom('&&&', '=', '%zz=%zz', 'Action', `Action=${call.Action}&${'a&'.repeat(20_000)}`),
  );
}
