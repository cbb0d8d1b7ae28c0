import { ecrRepository } from '../../../local/resources/ecr/repository';
import { decide } from '../../../policy/decide';
import { emptyAccount, resourceOf } from './harness';

const policy = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action }],
});
const of = (properties: Record<string, unknown> = {}, name = 'images') => resourceOf(ecrRepository, name, properties);

test('is made, configured anew with its images, and removed, more than once too', () => {
  const account = emptyAccount();
  const [first, second] = [
    of({ RepositoryPolicyText: policy('ecr:BatchGetImage') }),
    of({ ImageTagMutability: 'IMMUTABLE', RepositoryPolicyText: JSON.stringify(policy('ecr:DescribeImages')) }),
  ];
  ecrRepository.create(first, account);
  const arn = 'arn:aws:ecr:eu-west-1:123456789012:repository/images';
  const allows = (action: string) =>
    decide(
      { action, resource: arn },
      {
        principal: { kind: 'service', service: 'lambda.amazonaws.com' },
        context: new Map(),
        identityPolicies: [],
        ...(account.repositories.byArn(arn)?.policy && { resourcePolicy: account.repositories.byArn(arn)?.policy }),
      },
    ).allowed;
  expect([allows('ecr:BatchGetImage'), allows('ecr:DescribeImages')]).toEqual([true, false]);
  account.repositories.find('images')?.images.add('sha256:1');
  ecrRepository.update(second, first, account);
  expect([allows('ecr:BatchGetImage'), allows('ecr:DescribeImages')]).toEqual([false, true]);
  expect(account.repositories.find('images')).toMatchObject({
    tagMutability: 'IMMUTABLE',
    images: new Set(['sha256:1']),
  });
  expect(() => ecrRepository.remove(second, account)).toThrow(
    /The repository with name 'images' in registry with id '123456789012' cannot be deleted because it still contains images/,
  );
  ecrRepository.remove(of({ EmptyOnDelete: true }), account);
  ecrRepository.remove(second, account);
  expect(account.repositories.all()).toEqual([]);
});

test.each<readonly [what: string, refused: Record<string, unknown>, message: RegExp, good: Record<string, unknown>]>([
  [
    'a key of the customer’s own',
    { EncryptionConfiguration: { EncryptionType: 'KMS' } },
    /no KMS/,
    { EncryptionConfiguration: { EncryptionType: 'AES256' } },
  ],
  [
    'a lifecycle policy that is no JSON',
    { LifecyclePolicy: { LifecyclePolicyText: '{' } },
    /not valid JSON/,
    { LifecyclePolicy: { LifecyclePolicyText: '{"rules":[]}' } },
  ],
  [
    'a policy that is not understood',
    { RepositoryPolicyText: { Version: '1' } },
    /./,
    { RepositoryPolicyText: policy('ecr:*') },
  ],
  ['an unknown property', { ReplicationConfiguration: {} }, /ReplicationConfiguration/, {}],
])('refuses %s', (_what, refused, message, good) => {
  const account = emptyAccount();
  expect(() => ecrRepository.create(of(refused), account)).toThrow(message);
  expect(account.repositories.all()).toEqual([]);
  ecrRepository.create(of(good), account);
  expect(account.repositories.all()).toHaveLength(1);
});

test('refuses a name that is taken', () => {
  const account = emptyAccount();
  ecrRepository.create(of(), account);
  expect(() => ecrRepository.create(of(), account)).toThrow(/already exists in the registry .* AlreadyExists\)$/);
  ecrRepository.create(of({}, 'others'), account);
});
