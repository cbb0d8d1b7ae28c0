import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget } from '../address';
import type { Buckets } from '../bucket';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export function getBucketLocation(buckets: Buckets): Operation<ReturnType<typeof bucketTarget>, RestOutput> {
  return {
    name: 'GetBucketLocation',
    signature: 'optional',
    parse: bucketTarget,
    authorize: ({ bucket, expectedOwner }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.GetBucketLocation),
    ],
    run({ bucket }) {
      const { region } = buckets.named(bucket).settings;
      // us-east-1 answers an empty element (**documented**).
      return { xml: { LocationConstraint: region === 'us-east-1' ? '' : region } };
    },
  };
}
