import { lifecycleConfiguration } from '../../../../local/resources/s3/lifecycle';
import { lifecycleOf } from '../../../../local/resources/s3/lifecycle-rules';

const abort = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } };

describe('a rule of a template is told as the API writes it', () => {
  test.each<readonly [rule: object, told: object]>([
    [{ ...abort }, { Filter: { Prefix: '' }, ...abort }],
    [{ ...abort, Prefix: 'a/' }, { Filter: { Prefix: 'a/' } }],
    [{ ExpirationInDays: 3 }, { Expiration: { Days: 3 } }],
    [{ ExpirationDate: '2030-01-01T00:00:00Z' }, { Expiration: { Date: '2030-01-01T00:00:00Z' } }],
    [{ ExpiredObjectDeleteMarker: true }, { Expiration: { ExpiredObjectDeleteMarker: true } }],
    [{ ExpirationInDays: 3, TagFilters: [{ Key: 'a', Value: 'b' }] }, { Filter: { Tag: [{ Key: 'a', Value: 'b' }] } }],
    [
      { ExpirationInDays: 3, Prefix: 'a/', ObjectSizeLessThan: '10' },
      { Filter: { And: { Prefix: 'a/', ObjectSizeLessThan: '10' } } },
    ],
    [{ NoncurrentVersionExpirationInDays: 5 }, { NoncurrentVersionExpiration: { NoncurrentDays: 5 } }],
    [
      { NoncurrentVersionExpiration: { NoncurrentDays: 5, NewerNoncurrentVersions: 2 } },
      { NoncurrentVersionExpiration: { NoncurrentDays: 5, NewerNoncurrentVersions: 2 } },
    ],
    [
      { Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 9 }] },
      { Transition: [{ StorageClass: 'GLACIER', Days: 9 }] },
    ],
    [
      { NoncurrentVersionTransition: { StorageClass: 'GLACIER', TransitionInDays: 9 } },
      { NoncurrentVersionTransition: [{ StorageClass: 'GLACIER', NoncurrentDays: 9 }] },
    ],
  ])('%j', (rule, told) => {
    const Rules = [{ Status: 'Enabled', ...rule }];
    const { rules, minimumSize } = lifecycleOf(lifecycleConfiguration.parse({ Rules }));
    expect(rules).toMatchObject([{ Status: 'Enabled', ...told }]);
    expect(minimumSize).toBe('all_storage_classes_128K');
  });

  test('one without a name gets one, and always the same', () => {
    const parsed = lifecycleConfiguration.parse({
      Rules: [
        { Status: 'Enabled', ...abort },
        { Status: 'Enabled', ...abort },
        { Status: 'Enabled', Id: 'mine', ...abort },
      ],
    });
    const ids = () => lifecycleOf(parsed).rules.map(({ ID }) => ID);
    expect(new Set(ids()).size).toBe(3);
    expect(ids()).toEqual(ids());
    expect(ids()[2]).toBe('mine');
  });
});
