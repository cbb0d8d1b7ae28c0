import { ssmParameter } from '../../../local/resources/ssm/parameter';
import { emptyAccount, resourceOf } from './harness';

const of = (properties: Record<string, unknown>, name = '/game/version') =>
  resourceOf(ssmParameter, name, { Type: 'String', Value: '1', ...properties });

test('is made, changed by a version more, and removed, more than once too', () => {
  const account = emptyAccount();
  const [first, second] = [of({ Tags: { Team: 'red' } }), of({ Value: '2', Type: 'StringList' })];
  ssmParameter.create(first, account);
  account.parameters.put('/game/version', { type: 'String', value: 'by hand', tier: 'Standard' }, 2_000);
  ssmParameter.update(second, first, account);
  const found = account.parameters.find('arn:aws:ssm:eu-west-1:123456789012:parameter/game/version');
  expect(found?.versions.map(({ version, value }) => [version, value])).toEqual([
    [1, '1'],
    [2, 'by hand'],
    [3, '2'],
  ]);
  expect(found?.tags.size).toBe(0);
  // A rollback brings the former back, as another version.
  ssmParameter.update(first, second, account);
  expect(account.parameters.find('/game/version')?.versions.at(-1)).toMatchObject({ version: 4, value: '1' });
  ssmParameter.remove(first, account);
  ssmParameter.remove(first, account);
  expect(account.parameters.all()).toEqual([]);
});

test.each<
  readonly [
    what: string,
    name: string,
    refused: Record<string, unknown>,
    message: RegExp,
    good: Record<string, unknown>,
  ]
>([
  ['a SecureString', '/a', { Type: 'SecureString' }, /CloudFormation makes no SecureString/, {}],
  ['an unknown property', '/a', { Policies: '[]' }, /Policies/, {}],
  ['another type of data', '/a', { DataType: 'aws:ec2:image' }, /only text/, { DataType: 'text' }],
  ['a value that does not match', '/a', { AllowedPattern: '[a-z]+' }, /AllowedPattern/, { AllowedPattern: '\\d+' }],
  [
    'a value that is too large',
    '/a',
    { Value: 'x'.repeat(4097) },
    /larger/,
    { Value: 'x'.repeat(4097), Tier: 'Advanced' },
  ],
  ['an empty value', '/a', { Value: '' }, /empty/, { Value: ' ' }],
  ['a reference', '/a', { Value: '{{ssm:x}}' }, /refer/, { Value: '{ssm:x}' }],
])('refuses %s', (_what, name, refused, message, good) => {
  const account = emptyAccount();
  expect(() => ssmParameter.create(of(refused, name), account)).toThrow(message);
  expect(account.parameters.all()).toEqual([]);
  ssmParameter.create(of(good, name), account);
  expect(account.parameters.find(name)).toBeDefined();
});

test.each(['aws/x', '/aws-x', '/ssm/x', 'a/b', '/a//b', '/a/', '/a b', `/${'a/'.repeat(15)}b`])(
  'refuses the name %s',
  (name) => {
    const account = emptyAccount();
    expect(() => ssmParameter.create(of({}, name), account)).toThrow(/HandlerErrorCode: InvalidRequest/);
    ssmParameter.create(of({}, '/a/b.c-d_e'), account);
    expect(account.parameters.all()).toHaveLength(1);
  },
);

test('refuses a name that is taken, and leaves what has it', () => {
  const account = emptyAccount();
  ssmParameter.create(of({}), account);
  expect(() => ssmParameter.create(of({ Value: '2' }), account)).toThrow(
    /The parameter already exists\. .* \(Service: Ssm, Status Code: 400\)" \(HandlerErrorCode: AlreadyExists\)$/,
  );
  expect(account.parameters.find('/game/version')?.versions).toHaveLength(1);
  ssmParameter.create(of({}, '/game/other'), account);
});
