import { s3Permissions } from '../../../../policy/operations/s3';
import { s3ListKeys } from '../../../../policy/operations/s3-condition-keys';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget } from '../address';
import type { Buckets } from '../bucket';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export function headBucket(buckets: Buckets): Operation<ReturnType<typeof bucketTarget>, RestOutput> {
  return {
    name: 'HeadBucket',
    signature: 'optional',
    parse: bucketTarget,
    authorize: ({ bucket, expectedOwner }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.HeadBucket, {}, s3ListKeys(undefined)),
    ],
    run({ bucket }) {
      const { region, partition, name } = buckets.named(bucket).settings;
      return {
        headers: {
          'x-amz-bucket-region': region,
          'x-amz-bucket-arn': `arn:${partition}:s3:::${name}`,
          'x-amz-access-point-alias': 'false',
        },
      };
    },
  };
}
