import fc from 'fast-check';
import { type Authority, decide } from '../../policy/decide';
import { type ContextValue, isUncertain, type KnownValue, requestContext } from '../../policy/types';
import {
  account,
  identityPolicy,
  player,
  resourcePolicy,
  roleArn,
  type Statement,
  sessionArn,
  trustPolicy,
} from './fixtures';

/** What a key may hold in the properties below; enough of them that every operator tells some apart. */
const values: readonly (KnownValue | undefined)[] = [undefined, '', 'a', 'b', 'true', '5', [], [''], ['a'], ['a', 'b']];

const names = ['x:k', 'x:l'] as const;
const key = fc.constantFrom(...names, 'x:other');
const wanted = fc.uniqueArray(fc.constantFrom('a', 'b', '', '*', '${x:k}', "${x:l, 'a'}", '${x:k}*'), {
  minLength: 1,
  maxLength: 2,
});
const qualifier = fc.constantFrom('', '', 'ForAllValues:', 'ForAnyValue:');
const ifExists = fc.constantFrom('', '', 'IfExists');
const texts = fc.constantFrom(
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringNotEqualsIgnoreCase',
);
const typed = fc.constantFrom<readonly [operator: string, value: string]>(
  ['Bool', 'true'],
  ['NumericLessThan', '6'],
  ['NumericNotEquals', '5'],
  ['NotIpAddress', '10.0.0.0/8'],
  ['ArnNotLike', 'arn:aws:s3:::*'],
);
const condition = fc.oneof(
  fc
    .tuple(qualifier, texts, ifExists, key, wanted)
    .map(([set, of, exists, name, some]) => ({ [`${set}${of}${exists}`]: { [name]: some } })),
  fc
    .tuple(qualifier, typed, ifExists, key)
    .map(([set, [of, value], exists, name]) => ({ [`${set}${of}${exists}`]: { [name]: value } })),
  fc
    .tuple(fc.constantFrom<unknown>('true', 'false', ['true', 'false']), key)
    .map(([is, name]) => ({ Null: { [name]: is } })),
);
/** Up to three conditions, of one key or of several; one operator may stand there twice, then the later is taken. */
const conditions = fc.array(condition, { maxLength: 3 }).map((some): object => Object.assign({}, ...some));
const resources = fc.uniqueArray(
  fc.constantFrom(
    '*',
    'arn:aws:s3:::b/${x:k}',
    "arn:aws:s3:::b/${x:l, 'a'}*",
    'arn:aws:s3:::b/?',
    'arn:aws:s3:::b/*/${x:k}',
  ),
  { minLength: 1, maxLength: 2 },
);
const statement: fc.Arbitrary<Statement> = fc
  .tuple(
    fc.constantFrom('Allow', 'Allow', 'Deny'),
    fc.constantFrom('Resource', 'Resource', 'NotResource'),
    resources,
    fc.constantFrom<object>({ Action: '*' }, { NotAction: 'dynamodb:*' }),
    conditions,
  )
  .map(([Effect, element, of, action, Condition]) => ({ Effect, ...action, [element]: of, Condition }));
const statements = fc.array(statement, { minLength: 1, maxLength: 3 });
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const own = fc.oneof({ weight: 1, arbitrary: fc.constant<Statement[]>([]) }, { weight: 2, arbitrary: statements });
const mostly = fc
  .tuple(fc.boolean(), own)
  .map(([open, some]) => identityPolicy(...(open || some.length === 0 ? [everything] : []), ...some));
const granted = statements.chain((some) =>
  fc
    .array(fc.constantFrom<unknown>('*', { AWS: roleArn }, { AWS: sessionArn }, { AWS: account }), {
      minLength: some.length,
      maxLength: some.length,
    })
    .chain((whom) =>
      fc.boolean().map((negated) =>
        resourcePolicy(
          ...some.map((one, index) => ({
            ...one,
            [negated && one.Effect === 'Deny' ? 'NotPrincipal' : 'Principal']: whom[index],
          })),
        ),
      ),
    ),
);
const policies: fc.Arbitrary<Omit<Authority, 'context'>> = fc
  .record({
    identity: mostly,
    boundary: fc.option(mostly, { nil: undefined, freq: 1 }),
    session: fc.option(mostly, { nil: undefined, freq: 1 }),
    resourcePolicy: fc.option(granted, { nil: undefined, freq: 1 }),
  })
  .map(({ identity, boundary, session, ...rest }) => ({
    principal: player,
    identityPolicies: [identity],
    permissionsBoundary: boundary,
    sessionPolicies: session && [session],
    ...rest,
  }));

const provider = 'cognito-identity.amazonaws.com';
const action = 's3:GetObject';
/** A trust policy, which has no resource: judged by itself. */
const trust: fc.Arbitrary<Omit<Authority, 'context'>> = fc
  .array(fc.tuple(fc.constantFrom('Allow', 'Allow', 'Deny'), conditions), { minLength: 1, maxLength: 3 })
  .map((some) => ({
    principal: { kind: 'federated', provider },
    identityPolicies: [],
    resourcePolicy: trustPolicy(
      ...some.map(([Effect, Condition]) => ({ Effect, Principal: { Federated: provider }, Action: action, Condition })),
    ),
  }));

const known = fc.constantFrom(...values);
const uncertain: fc.Arbitrary<ContextValue> = fc.oneof(
  fc.constant<ContextValue>({ uncertain: 'anything' }),
  fc.uniqueArray(known, { minLength: 1, maxLength: 3 }).map((cases): ContextValue => ({ uncertain: cases })),
);
const keys = fc.record({ 'x:k': uncertain, 'x:l': fc.oneof(known, uncertain), 'x:other': known });
const resource = fc.constantFrom('arn:aws:s3:::b/a', 'arn:aws:s3:::b/b', 'arn:aws:s3:::b/', 'arn:aws:s3:::b/x/a');

type Keys = Record<string, ContextValue | undefined>;

/** Every request that the keys may stand for. */
function cases(keys: Keys): readonly Keys[] {
  return Object.entries(keys).reduce<readonly Keys[]>(
    (all, [name, value]) => all.flatMap((one) => casesOf(value).map((each) => ({ ...one, [name]: each }))),
    [{}],
  );
}

function casesOf(value: ContextValue | undefined): readonly (KnownValue | undefined)[] {
  if (!isUncertain(value)) return [value];
  return value.uncertain === 'anything' ? values : value.uncertain;
}

const allowed = (on: string, by: Omit<Authority, 'context'>, some: Keys) =>
  decide({ action, resource: on, context: requestContext(some) }, { ...by, context: new Map() }).allowed;

test('what is allowed while a key is uncertain is allowed in each of its cases', () => {
  const counts = { allowed: 0, refused: 0, split: 0 };
  fc.assert(
    fc.property(
      resource,
      fc.oneof({ weight: 3, arbitrary: policies }, { weight: 1, arbitrary: trust }),
      keys,
      (on, by, some) => {
        const answers = cases(some).map((one) => allowed(on, by, one));
        if (answers.includes(true) && answers.includes(false)) counts.split += 1;
        if (!allowed(on, by, some)) counts.refused += 1;
        else {
          counts.allowed += 1;
          expect(answers).not.toContain(false);
        }
      },
    ),
    { numRuns: 1000 },
  );
  // So that the rule says something.
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(50);
});

test('many uncertain keys cost what they are, and not their combinations', () => {
  const many = Array.from({ length: 500 }, (_, index) => `x:k${index}`);
  const two: ContextValue = { uncertain: ['a', 'b'] };
  const some = Object.fromEntries(many.map((name) => [name, two]));
  const each = Object.fromEntries(many.map((name) => [name, ['a', 'b']]));
  const by = (last: string) => ({
    principal: player,
    identityPolicies: [
      identityPolicy({
        ...everything,
        Condition: { StringEquals: each, StringNotEquals: { [many[499] as string]: last } },
      }),
    ],
  });
  expect(allowed('arn:aws:s3:::b/a', by('c'), some)).toBe(true);
  expect(allowed('arn:aws:s3:::b/a', by('b'), some)).toBe(false);
});
