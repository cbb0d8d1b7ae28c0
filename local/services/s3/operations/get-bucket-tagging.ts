import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget } from '../address';
import type { Buckets } from '../bucket';
import { s3Errors } from '../errors';

/**
 * The tags that a bucket's template gives it; without any, `NoSuchTagSet` (**documented**). Those that CloudFormation adds, of the stack
 * and of the resource (`aws:cloudformation:…`, **documented**: "Resource tags"), are not among them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html
 */
export function getBucketTagging(buckets: Buckets): Operation<ReturnType<typeof bucketTarget>, RestOutput> {
  return {
    name: 'GetBucketTagging',
    signature: 'optional',
    parse: bucketTarget,
    authorize: ({ bucket, expectedOwner }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.GetBucketTagging),
    ],
    run({ bucket }) {
      const { tags = [] } = buckets.named(bucket).settings;
      if (tags.length === 0) throw s3Errors.noSuchTagSet(bucket);
      return { xml: { Tagging: { TagSet: { Tag: tags.map(({ key, value }) => ({ Key: key, Value: value })) } } } };
    },
  };
}
