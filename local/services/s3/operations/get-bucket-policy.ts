import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget } from '../address';
import type { Buckets } from '../bucket';
import { s3Errors } from '../errors';

/**
 * The bucket's policy, as JSON; without one, `NoSuchBucketPolicy`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
 */
export function getBucketPolicy(buckets: Buckets): Operation<ReturnType<typeof bucketTarget>, RestOutput> {
  return {
    name: 'GetBucketPolicy',
    signature: 'optional',
    parse: bucketTarget,
    authorize: ({ bucket, expectedOwner }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.GetBucketPolicy),
    ],
    run({ bucket }) {
      const { policy } = buckets.named(bucket);
      if (policy === undefined) throw s3Errors.noSuchBucketPolicy(bucket);
      return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(policy.document) };
    },
  };
}
