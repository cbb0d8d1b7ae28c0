import { AssemblyError } from '../../../../assembly/assembly-error';
import { secretsOnHand, stackOf } from '../../services/secrets-manager/secrets-on-hand';

function generated(GenerateSecretString: object): string {
  const { call } = secretsOnHand(stackOf({ Players: { Name: 'n', GenerateSecretString } }));
  return call('GetSecretValue', { SecretId: 'n' }).SecretString ?? '';
}

describe('a generated secret', () => {
  test.each<[string, object, RegExp]>([
    ['has 32 characters of every type', {}, /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^a-zA-Z0-9 ]).{32}$/],
    ['is as long as asked for', { PasswordLength: '64' }, /^.{64}$/],
    ['leaves types out', { ExcludePunctuation: true, ExcludeUppercase: 'true' }, /^(?=.*\d)[a-z0-9]{32}$/],
    [
      'leaves more types out',
      { ExcludePunctuation: true, ExcludeLowercase: true, ExcludeNumbers: true },
      /^[A-Z]{32}$/,
    ],
    ['leaves characters out', { ExcludeCharacters: '0123456789abc', ExcludePunctuation: true }, /^[d-zA-Z]{32}$/],
    [
      'may hold spaces',
      { IncludeSpace: true, PasswordLength: 2, ExcludePunctuation: true, ExcludeNumbers: true, ExcludeUppercase: true },
      /^([a-z] | [a-z])$/,
    ],
  ])('%s', (_claim, options, pattern) => {
    expect(generated(options)).toMatch(pattern);
  });

  test('is another one each time', () => {
    expect(generated({})).not.toBe(generated({}));
  });

  test('may stand in a template', () => {
    const text = generated({ SecretStringTemplate: '{"user":"smoke"}', GenerateStringKey: 'seed' });
    expect(JSON.parse(text)).toEqual({ user: 'smoke', seed: expect.stringMatching(/^.{32}$/) });
  });
});

test.each<[string, object, string]>([
  ['a key of one’s own', { KmsKeyId: 'alias/mine' }, 'Properties.KmsKeyId: is not supported here'],
  ['replicas', { ReplicaRegions: [] }, 'Properties.ReplicaRegions: is not supported here'],
  [
    'text and generated text',
    { SecretString: 'a', GenerateSecretString: {} },
    'Properties: takes either SecretString or',
  ],
  [
    'an unknown option',
    { GenerateSecretString: { Length: 1 } },
    'Properties.GenerateSecretString.Length: is not supported',
  ],
  [
    'a template without key',
    { GenerateSecretString: { SecretStringTemplate: '{}' } },
    'Properties.GenerateSecretString: SecretStringTemplate and GenerateStringKey must be given together',
  ],
  [
    'a template that is no object',
    { GenerateSecretString: { SecretStringTemplate: '[]', GenerateStringKey: 'a' } },
    'Properties.GenerateSecretString.SecretStringTemplate: must be a JSON object',
  ],
  [
    'no room for every type',
    { GenerateSecretString: { PasswordLength: 3 } },
    'Properties.GenerateSecretString: a PasswordLength of 3 has no room for one character of each type',
  ],
  [
    'no characters at all',
    {
      GenerateSecretString: {
        ExcludeLowercase: true,
        ExcludeUppercase: true,
        ExcludeNumbers: true,
        ExcludePunctuation: true,
      },
    },
    'Properties.GenerateSecretString: excludes every character',
  ],
])('a secret with %s is refused with its place', (_claim, properties, message) => {
  const load = () => secretsOnHand(stackOf({ Players: properties }));
  expect(load).toThrow(AssemblyError);
  expect(load).toThrow(`game: Players: ${message}`);
  expect(() => secretsOnHand(stackOf({ Players: { SecretString: 'a' } }))).not.toThrow();
});

describe('a resource policy', () => {
  const withPolicy = (SecretId: unknown, ResourcePolicy: object) =>
    secretsOnHand(
      stackOf(
        { Players: { Name: 'n', SecretString: 'a' }, Others: { Name: 'o', SecretString: 'b' } },
        { Policy: { Type: 'AWS::SecretsManager::ResourcePolicy', Properties: { SecretId, ResourcePolicy } } },
      ),
    );
  const statement = { Effect: 'Deny', Principal: '*', Action: 'secretsmanager:*', Resource: '*' };
  const policy = { Version: '2012-10-17', Statement: [statement] };

  test('belongs to its secret and to no other', () => {
    const { call, service } = withPolicy({ Ref: 'Players' }, policy);
    const policyOf = (SecretId: string) => service.resourcePolicy?.(call('GetSecretValue', { SecretId }).ARN);
    expect(policyOf('n')?.source).toBe('game: Policy: Properties.ResourcePolicy');
    expect(policyOf('o')).toBeUndefined();
  });

  test('is refused when its secret is not there, or an element is not known', () => {
    expect(() => withPolicy('absent', policy)).toThrow("Secrets Manager can't find the specified secret.");
    expect(() => withPolicy('n', { ...policy, Statement: [{ ...statement, When: 'now' }] })).toThrow('When');
    expect(() => withPolicy('n', policy)).not.toThrow();
  });
});
