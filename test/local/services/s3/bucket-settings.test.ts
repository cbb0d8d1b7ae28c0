import { GetBucketEncryptionCommand, GetBucketTaggingCommand } from '@aws-sdk/client-s3';
import type { BucketSettings } from '../../../../local/services/s3/bucket-settings';
import { S3Harness } from './s3-harness';
import { sdkClient } from './sdk-client';

const Bucket = 'saves';
const of = (settings: Partial<BucketSettings>) => sdkClient(new S3Harness({ ...settings, name: Bucket }));

describe('a bucket tells what its template gives it', () => {
  test.each<[string, Partial<BucketSettings>, object[]]>([
    ['one tag', { tags: [{ key: 'auto-delete', value: 'true' }] }, [{ Key: 'auto-delete', Value: 'true' }]],
    [
      'several, in their order',
      {
        tags: [
          { key: 'b', value: '' },
          { key: 'a', value: '<&>' },
        ],
      },
      [
        { Key: 'b', Value: '' },
        { Key: 'a', Value: '<&>' },
      ],
    ],
  ])('%s', async (_what, settings, expected) => {
    expect((await of(settings).send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(expected);
  });

  test.each<[string, Partial<BucketSettings>, object]>([
    ['of S3, unless told otherwise', {}, { algorithm: 'AES256', bucketKey: false }],
    ['of KMS', { encryption: { algorithm: 'aws:kms', bucketKey: true } }, { algorithm: 'aws:kms', bucketKey: true }],
  ])('its keys: %s', async (_what, settings, expected) => {
    const { ServerSideEncryptionConfiguration } = await of(settings).send(new GetBucketEncryptionCommand({ Bucket }));
    const [rule] = ServerSideEncryptionConfiguration?.Rules ?? [];
    expect({
      algorithm: rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
      bucketKey: rule?.BucketKeyEnabled,
    }).toEqual(expected);
  });
});

describe('tags are told to whoever may read them, and only then', () => {
  const tags = [{ key: 'a', value: 'b' }];

  test.each<[string, Partial<BucketSettings>, boolean, string, number | undefined]>([
    ['there are none', { tags: [] }, true, 'NoSuchTagSet', 404],
    ['the caller may not', { tags }, false, 'AccessDenied', 403],
    ['the caller may not, and there are none', { tags: [] }, false, 'AccessDenied', 403],
  ])('refused where %s', async (_what, settings, allowed, name, httpStatusCode) => {
    const harness = new S3Harness({ ...settings, name: Bucket });
    harness.allows = ({ action }) => allowed && action === 's3:GetBucketTagging';
    const asking = sdkClient(harness).send(new GetBucketTaggingCommand({ Bucket }));
    await expect(asking).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
    const control = new S3Harness({ tags, name: Bucket });
    control.allows = ({ action }) => action === 's3:GetBucketTagging';
    expect((await sdkClient(control).send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toHaveLength(1);
  });
});
