import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget } from '../address';
import type { Buckets } from '../bucket';

/**
 * Every bucket encrypts, by S3's own keys unless it is told otherwise (**documented**: since January 2023), so
 * `ServerSideEncryptionConfigurationNotFoundError` is answered for none.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html
 */
export function getBucketEncryption(buckets: Buckets): Operation<ReturnType<typeof bucketTarget>, RestOutput> {
  return {
    name: 'GetBucketEncryption',
    signature: 'optional',
    parse: bucketTarget,
    authorize: ({ bucket, expectedOwner }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.GetBucketEncryption),
    ],
    run({ bucket }) {
      const { algorithm, bucketKey } = buckets.named(bucket).settings.encryption ?? {
        algorithm: 'AES256',
        bucketKey: false,
      };
      const Rule = {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm },
        BucketKeyEnabled: bucketKey,
      };
      return { xml: { ServerSideEncryptionConfiguration: { Rule } } };
    },
  };
}
