import { bucketPolicy } from '../../../../local/services/s3/bucket-policy';
import type { BucketSettings } from '../../../../local/services/s3/bucket-settings';
import { s3Permissions } from '../../../../policy/operations/s3';
import { S3Harness } from './s3-harness';

const rule = { ID: 'old', Filter: { Prefix: 'a/' }, Status: 'Enabled', Expiration: { Days: 3 }, Transition: [] };
const lifecycle = { rules: [rule], minimumSize: 'all_storage_classes_128K' };
const cors = [
  {
    id: 'game',
    allowedOrigins: ['https://game.example'],
    allowedMethods: ['GET', 'PUT'],
    allowedHeaders: ['*'],
    exposedHeaders: [],
    maxAge: 60,
  },
];
const corsRule = {
  ID: 'game',
  AllowedOrigin: 'https://game.example',
  AllowedMethod: ['GET', 'PUT'],
  AllowedHeader: '*',
  MaxAgeSeconds: '60',
};
const openToAcls = { blocksPublicAcls: false, ignoresPublicAcls: false };

type Row = readonly [
  operation: keyof typeof s3Permissions,
  subresource: string,
  settings: Partial<BucketSettings>,
  answer: unknown,
];

/** What is answered where it is set, and where it is not: an object is a document, a text an error's code. */
const rows: readonly Row[] = [
  ['GetBucketAccelerateConfiguration', 'accelerate', { acceleration: 'Enabled' }, { Status: 'Enabled' }],
  ['GetBucketAccelerateConfiguration', 'accelerate', {}, {}],
  ['GetBucketCors', 'cors', { cors }, { CORSRule: corsRule }],
  ['GetBucketCors', 'cors', {}, 'NoSuchCORSConfiguration'],
  ['GetBucketEncryption', 'encryption', {}, { Rule: { BucketKeyEnabled: 'false' } }],
  [
    'GetBucketLifecycleConfiguration',
    'lifecycle',
    { lifecycle },
    { Rule: { ID: 'old', Filter: { Prefix: 'a/' }, Status: 'Enabled', Expiration: { Days: '3' } } },
  ],
  ['GetBucketLifecycleConfiguration', 'lifecycle', {}, 'NoSuchLifecycleConfiguration'],
  ['GetBucketLocation', 'location', { region: 'eu-west-1' }, 'eu-west-1'],
  ['GetBucketLocation', 'location', { region: 'us-east-1' }, ''],
  [
    'GetBucketLogging',
    'logging',
    { logging: { targetBucket: 'logs', targetPrefix: 'saves/' } },
    { LoggingEnabled: { TargetBucket: 'logs', TargetPrefix: 'saves/' } },
  ],
  ['GetBucketLogging', 'logging', {}, {}],
  ['GetBucketNotificationConfiguration', 'notification', {}, {}],
  ['GetBucketOwnershipControls', 'ownershipControls', {}, { Rule: { ObjectOwnership: 'BucketOwnerEnforced' } }],
  ['GetBucketPolicy', 'policy', {}, 'NoSuchBucketPolicy'],
  ['GetBucketPolicyStatus', 'policyStatus', {}, 'NoSuchBucketPolicy'],
  [
    'GetPublicAccessBlock',
    'publicAccessBlock',
    {},
    { BlockPublicAcls: 'true', IgnorePublicAcls: 'true', BlockPublicPolicy: 'true', RestrictPublicBuckets: 'true' },
  ],
  [
    'GetPublicAccessBlock',
    'publicAccessBlock',
    openToAcls,
    { BlockPublicAcls: 'false', IgnorePublicAcls: 'false', BlockPublicPolicy: 'true', RestrictPublicBuckets: 'true' },
  ],
  ['GetBucketReplication', 'replication', {}, 'ReplicationConfigurationNotFoundError'],
  ['GetBucketRequestPayment', 'requestPayment', {}, { Payer: 'BucketOwner' }],
  ['GetBucketTagging', 'tagging', { tags: [{ key: 'a', value: 'b' }] }, { TagSet: { Tag: { Key: 'a', Value: 'b' } } }],
  ['GetBucketTagging', 'tagging', {}, 'NoSuchTagSet'],
  ['GetBucketVersioning', 'versioning', { versioning: 'Enabled' }, { Status: 'Enabled' }],
  ['GetBucketVersioning', 'versioning', { versioning: 'Suspended' }, { Status: 'Suspended' }],
  ['GetBucketVersioning', 'versioning', { versioning: 'Off' }, {}],
  [
    'GetBucketWebsite',
    'website',
    { website: { IndexDocument: { Suffix: 'index.html' } } },
    { IndexDocument: { Suffix: 'index.html' } },
  ],
  ['GetBucketWebsite', 'website', {}, 'NoSuchWebsiteConfiguration'],
  ['GetObjectLockConfiguration', 'object-lock', {}, 'ObjectLockConfigurationNotFoundError'],
];

describe('a bucket tells what is deployed to whoever may ask, and nothing to others', () => {
  test.each(rows)('%s (%s) of %j', async (operation, subresource, settings, expected) => {
    const { action } = s3Permissions[operation];
    const s3 = new S3Harness(settings);
    s3.allows = (question) => question.action === action && question.resource === 'arn:aws:s3:::saves';
    const answer = await s3.send('GET', `/saves?${subresource}`);
    if (answer.status === 200) expect({ content: answer.xml }).toMatchObject({ content: expected });
    else expect(answer).toMatchObject({ status: 404, code: expected, xml: { BucketName: 'saves' } });

    s3.allows = (question) => question.action !== action;
    const refused = await s3.send('GET', `/saves?${subresource}`);
    expect(refused).toMatchObject({ status: 403, code: 'AccessDenied', refusals: [{ question: { action } }] });
  });

  test('of notifications that its template has nothing is told, and not that there are none', async () => {
    const s3 = new S3Harness({ notifies: true });
    expect(await s3.send('GET', '/saves?notification')).toMatchObject({ status: 501, code: 'NotImplemented' });
    s3.allows = () => false;
    expect(await s3.send('GET', '/saves?notification')).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  test('another owner than the one expected is refused', async () => {
    const s3 = new S3Harness();
    const ask = (owner: string) =>
      s3.send('GET', '/saves?versioning', { headers: { 'x-amz-expected-bucket-owner': owner } });
    expect((await ask('999988887777')).code).toBe('AccessDenied');
    expect((await ask('111122223333')).status).toBe(200);
  });
});

test.each([
  ['*', 'true'],
  ['arn:aws:iam::111122223333:role/backend', 'false'],
])('the policy of a bucket that allows %s is public: %s', async (principal, isPublic) => {
  const s3 = new S3Harness();
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 's3:GetObject', Resource: '*' }],
  };
  const bucket = s3.buckets.find('saves');
  if (bucket) bucket.policy = bucketPolicy(document, 'the test');
  expect((await s3.send('GET', '/saves?policyStatus')).xml).toMatchObject({ IsPublic: isPublic });
  expect(JSON.parse((await s3.send('GET', '/saves?policy')).text)).toEqual(document);
});

test.each(['/saves?acl', '/saves/x?acl'])('%s is the owner’s alone', async (path) => {
  const s3 = new S3Harness();
  await s3.send('PUT', '/saves/x', { body: 'x' });
  const { xml, text } = await s3.send('GET', path);
  const { Grantee, Permission } = xml.AccessControlList.Grant;
  expect([Grantee.ID, Permission]).toEqual([xml.Owner.ID, 'FULL_CONTROL']);
  expect(text).toContain('xsi:type="CanonicalUser"');
});
