import { secretTypes } from '../../../../local/resources/secrets-manager/secret-types';
import { secretsOnHand, stackOf, token } from '../../services/secrets-manager/secrets-on-hand';
import { changesOf, refusalOf } from '../changes';

const statement = { Effect: 'Deny', Principal: '*', Action: 'secretsmanager:*', Resource: '*' };
const policy = { Version: '2012-10-17', Statement: [statement] };
const stack = stackOf(
  {
    Written: { Name: 'written', SecretString: '{}' },
    Made: { Name: 'made', GenerateSecretString: {} },
    Empty: { Name: 'empty' },
  },
  {
    Policy: {
      Type: 'AWS::SecretsManager::ResourcePolicy',
      Properties: { SecretId: { Ref: 'Written' }, ResourcePolicy: policy },
    },
  },
);

function deployedSecrets() {
  const secrets = secretsOnHand(stack);
  const textOf = (SecretId: string) => secrets.call('GetSecretValue', { SecretId }).SecretString;
  const arnOf = (SecretId: string) => secrets.call('DescribeSecret', { SecretId }).ARN;
  return {
    ...secrets,
    ...changesOf(stack, secretTypes, secrets.deployed),
    textOf,
    arnOf,
    policyOf: (SecretId: string) => secrets.service.resourcePolicy?.(arnOf(SecretId)),
  };
}
type Deployed = ReturnType<typeof deployedSecrets>;

/** What a backend wrote since the deployment. */
const later = 'written by a backend';

test.each<[string, (deployed: Deployed) => void, string, string | RegExp]>([
  ['a description', ({ update }) => update('Written', { Description: 'of players' }), 'written', later],
  ['tags', ({ update }) => update('Made', { Tags: [{ Key: 'a', Value: 'b' }] }), 'made', later],
  ['the text of the template', ({ update }) => update('Written', { SecretString: '{"a":1}' }), 'written', '{"a":1}'],
  [
    'how a text is generated',
    ({ update }) => update('Made', { GenerateSecretString: { PasswordLength: 12 } }),
    'made',
    /^.{12}$/,
  ],
  [
    'a text in place of a generated one',
    ({ update }) => update('Made', { GenerateSecretString: undefined, SecretString: 'fixed' }),
    'made',
    'fixed',
  ],
  [
    'a text that is no longer the template’s',
    ({ update }) => update('Written', { SecretString: undefined }),
    'written',
    later,
  ],
])('an update of %s leaves what was written since, or makes a version', (_claim, act, name, value) => {
  const deployed = deployedSecrets();
  const first = deployed.call('GetSecretValue', { SecretId: name }).VersionId;
  deployed.call('PutSecretValue', { SecretId: name, SecretString: later, ClientRequestToken: token('a') });
  act(deployed);
  expect(deployed.textOf(name)).toEqual(typeof value === 'string' ? value : expect.stringMatching(value));
  const isNew = value !== later;
  const stages = deployed.call('DescribeSecret', { SecretId: name }).VersionIdsToStages;
  expect(stages).toEqual({
    ...(isNew ? {} : { [first]: ['AWSPREVIOUS'] }),
    [token('a')]: [isNew ? 'AWSPREVIOUS' : 'AWSCURRENT'],
    ...(isNew ? { [deployed.call('GetSecretValue', { SecretId: name }).VersionId]: ['AWSCURRENT'] } : {}),
  });
});

test('an update is seen in the description, and by IAM', () => {
  const { update, call, questions } = deployedSecrets();
  const seen = () => {
    const { Description, Tags } = call('DescribeSecret', { SecretId: 'written' });
    const tags = [...(questions('GetSecretValue', { SecretId: 'written' })[0]?.context ?? [])];
    return { Description, Tags, asked: tags.filter(([key]) => /resourcetag/i.test(key)).length };
  };
  expect(seen()).toEqual({ Description: undefined, Tags: [], asked: 0 });
  const changed = { Description: 'of players', Tags: [{ Key: 'a', Value: 'b' }] };
  update('Written', changed);
  expect(seen()).toEqual({ ...changed, asked: 2 });
  update('Written', { Description: undefined, Tags: undefined });
  expect(seen()).toEqual({ Description: undefined, Tags: [], asked: 0 });
});

test('a first text makes the first version of a secret that had none', () => {
  const { update, refusal, textOf } = deployedSecrets();
  expect(refusal('GetSecretValue', { SecretId: 'empty' })).toContain('ResourceNotFoundException');
  update('Empty', { SecretString: 'first' });
  expect(textOf('empty')).toBe('first');
});

test('a secret that is removed goes with all its versions, and its name is free at once', () => {
  const { remove, create, call, refusal, textOf } = deployedSecrets();
  call('PutSecretValue', { SecretId: 'written', SecretString: later, ClientRequestToken: token('a') });
  remove('Written');
  expect(refusal('GetSecretValue', { SecretId: 'written' })).toContain("can't find the specified secret");
  expect(refusalOf(() => remove('Written'))).toBe('done');
  create('Written');
  expect(textOf('written')).toBe('{}');
  const versions = call('DescribeSecret', { SecretId: 'written' }).VersionIdsToStages as object;
  expect(Object.keys(versions)).toHaveLength(1);
});

test('a policy is changed in place, and goes alone or with its secret', () => {
  const { update, remove, create, policyOf } = deployedSecrets();
  const statements = () => policyOf('written')?.statements.length;
  expect(statements()).toBe(1);
  update('Policy', { ResourcePolicy: { ...policy, Statement: [statement, statement] } });
  expect(statements()).toBe(2);
  remove('Policy');
  expect(policyOf('written')).toBeUndefined();
  expect(refusalOf(() => remove('Policy'))).toBe('done');
  create('Policy');
  remove('Written');
  expect(refusalOf(() => remove('Policy'))).toBe('done');
  create('Written');
  expect(policyOf('written')).toBeUndefined();
});

const notFound = "NotFound: Secrets Manager can't find the specified secret.";

test.each<[string, (deployed: Deployed) => void, string, (deployed: Deployed) => void]>([
  [
    'a secret whose name is taken',
    (deployed) => deployed.create('Written', {}, deployed.arnOf('made')),
    'AlreadyExists: The operation failed because the secret made already exists.',
    (deployed) => deployed.create('Written', {}, deployed.arnOf('made').replace(':made-', ':another-')),
  ],
  [
    'the update of a secret that is gone',
    ({ remove, update }) => {
      remove('Made');
      update('Made', { Description: 'a' });
    },
    notFound,
    ({ update }) => update('Empty', { Description: 'a' }),
  ],
  [
    'a second policy of a secret',
    ({ create }) => create('Policy'),
    'AlreadyExists: The secret written has a resource policy already.',
    ({ create }) => create('Policy', { SecretId: 'empty' }),
  ],
  [
    'a policy of no secret',
    ({ create }) => create('Policy', { SecretId: 'absent' }),
    notFound,
    ({ create }) => create('Policy', { SecretId: 'empty' }),
  ],
])('%s is refused, and nothing else is changed', (_claim, act, refusal, control) => {
  const deployed = deployedSecrets();
  const seen = () => [deployed.textOf('written'), deployed.policyOf('written'), deployed.policyOf('empty')];
  const untouched = seen();
  expect(refusalOf(() => act(deployed))).toBe(refusal);
  expect(seen()).toEqual(untouched);
  expect(refusalOf(() => control(deployed))).toBe('done');
});
