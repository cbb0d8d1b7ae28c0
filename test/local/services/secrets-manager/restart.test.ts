import { secretCollections } from '../../../../local/services/secrets-manager/kept-secrets';
import { left, takeUp } from '../../state/kept/restart';
import { WatchingKeeper } from '../../state/kept/watching-keeper';
import { secretsOnHand, stackOf, token } from './secrets-on-hand';

const stack = () =>
  stackOf({
    Made: { Name: 'made', GenerateSecretString: {} },
    Given: { Name: 'given', SecretString: 'first', Description: 'd', Tags: [{ Key: 'a', Value: 'b' }] },
    Empty: { Name: 'empty' },
  });

type OnHand = ReturnType<typeof secretsOnHand>;

/** The same stack in a later process, on what one leaves. */
function restarted({ secrets }: OnHand): OnHand {
  const keeper = new WatchingKeeper();
  const next = secretsOnHand(stack(), {}, keeper);
  next.clock.time += 5 * 24 * 60 * 60 * 1000;
  takeUp(left(secretCollections(secrets)), secretCollections(next.secrets), keeper);
  return next;
}

const names = ['made', 'given', 'empty'];

function told({ call, secrets }: OnHand) {
  return names.flatMap((SecretId) => [
    call('DescribeSecret', { SecretId }),
    call('ListSecretVersionIds', { SecretId, IncludeDeprecated: true }),
    secrets.find(SecretId, {})?.versions,
    call('ListSecrets', {}),
  ]);
}

describe('a later process has the secrets', () => {
  test.each<[string, (on: OnHand) => void]>([
    ['as they were made', () => {}],
    ['that were read', ({ call }) => call('GetSecretValue', { SecretId: 'made' })],
    [
      'that were rotated',
      ({ call }) => call('PutSecretValue', { SecretId: 'given', SecretString: 'two', ClientRequestToken: token('1') }),
    ],
    [
      'of bytes',
      ({ call }) => call('PutSecretValue', { SecretId: 'empty', SecretBinary: 'AAH/', ClientRequestToken: token('1') }),
    ],
    [
      'with labels of their own, and deprecated versions',
      ({ call }) => {
        for (const number of [1, 2, 3]) {
          const SecretString = String(number);
          call('PutSecretValue', { SecretId: 'given', SecretString, ClientRequestToken: token(String(number)) });
        }
        const VersionStages = ['mine', 'AWSPENDING'];
        call('PutSecretValue', {
          SecretId: 'given',
          SecretString: 'x',
          ClientRequestToken: token('4'),
          VersionStages,
        });
      },
    ],
  ])('%s', (_name, change) => {
    const before = secretsOnHand(stack());
    change(before);
    const was = told(before);
    const next = restarted(before);
    expect(told(next)).toEqual(was);
    // A control: another process on nothing has another secret.
    expect(told(secretsOnHand(stack()))).not.toEqual(was);
    next.clock.time = before.clock.time;
    for (const on of [before, next]) {
      on.call('PutSecretValue', { SecretId: 'given', SecretString: 'later', ClientRequestToken: token('9') });
      // Sent again it changes nothing, whichever process is asked.
      on.call('PutSecretValue', { SecretId: 'given', SecretString: 'later', ClientRequestToken: token('9') });
    }
    expect(told(next)).toEqual(told(before));
  });
});

test('what is of a secret that is gone is dropped, and one that is deleted is announced', () => {
  const records = left(secretCollections(secretsOnHand(stack()).secrets));
  const keeper = new WatchingKeeper();
  const { secrets } = secretsOnHand(stackOf({ Other: { Name: 'other', SecretString: 'x' } }), {}, keeper);
  const collections = secretCollections(secrets);
  keeper.check(collections);
  for (const [, key, text] of records) collections[0]?.restore(key, JSON.parse(text));
  expect(keeper.announced).toEqual(records.map(([name, key]) => `${name} ${key}`));
  for (const { arn } of secrets.all()) secrets.delete(arn);
  keeper.check(collections);
  expect(left(collections)).toEqual([]);
});
