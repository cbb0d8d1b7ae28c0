import { bucket } from '../../../../local/resources/s3/bucket';
import { desired } from '../desired';

const made = (...Rules: object[]) => desired(bucket, 'game-files', { LifecycleConfiguration: { Rules } });
const on = { Status: 'Enabled' };
const old = (NoncurrentVersionExpiration: object) => ({ ...on, NoncurrentVersionExpiration });
const upload = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } };
const tagged = { TagFilters: [{ Key: 'a', Value: 'b' }] };

test.each<[what: string, rules: object[]]>([
  ['old versions by days', [old({ NoncurrentDays: 30 })]],
  ['old versions by number', [old({ NoncurrentDays: 1, NewerNoncurrentVersions: 100 })]],
  ['figures in quotes', [old({ NoncurrentDays: '1', NewerNoncurrentVersions: '1' })]],
  ['unfinished uploads', [{ ...on, ...upload }]],
  ['delete markers', [{ ...on, ExpiredObjectDeleteMarker: true, NoncurrentVersionExpirationInDays: 3 }]],
  ['tagged files', [{ ...on, ...tagged, ExpirationInDays: 1 }]],
  ['a transition', [{ ...on, Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 0 }] }]],
  [
    'two names',
    [
      { ...on, ...upload, Id: 'a' },
      { ...on, ...upload, Id: 'b' },
    ],
  ],
])('a lifecycle of %s is taken', (_what, rules) => {
  expect(() => made(...rules)).not.toThrow();
});

test.each<[what: string, rules: object[], why: string]>([
  ['no days', [old({ NewerNoncurrentVersions: 5 })], 'NoncurrentDays'],
  ['zero days', [old({ NoncurrentDays: 0 })], 'positive'],
  ['no version', [old({ NoncurrentDays: 1, NewerNoncurrentVersions: 0 })], 'NewerNoncurrentVersions'],
  ['more versions than S3 counts', [old({ NoncurrentDays: 1, NewerNoncurrentVersions: 101 })], '100'],
  ['a property by another name', [old({ NoncurrentDays: 1, MaxVersions: 5 })], 'MaxVersions'],
  ['nothing to do', [on], 'none of its actions'],
  ['an unknown status', [{ ...upload, Status: 'On' }], 'Status'],
  ['tags and uploads', [{ ...on, ...tagged, ...upload }], 'TagFilters'],
  [
    'delete markers beside files',
    [{ ...on, ExpiredObjectDeleteMarker: true, ExpirationInDays: 1 }],
    'ExpiredObjectDeleteMarker',
  ],
  [
    'one name twice',
    [
      { ...on, ...upload, Id: 'a' },
      { ...on, ...upload, Id: 'a' },
    ],
    'one rule of a name',
  ],
  [
    'a class that is none',
    [{ ...on, Transitions: [{ StorageClass: 'STANDARD', TransitionInDays: 1 }] }],
    'StorageClass',
  ],
])('a lifecycle of %s is refused', (_what, rules, why) => {
  expect(() => made(...rules)).toThrow(why);
});
