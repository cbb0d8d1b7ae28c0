import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget } from '../address';
import type { Buckets } from '../bucket';
import { s3Errors } from '../errors';

/**
 * The tags that a template gives its bucket: the CDK's function that empties buckets asks for one of them. Those that CloudFormation adds by
 * itself (`aws:cloudformation:…`, **documented**: "Resource tag") are left out.
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
      const { tags = new Map() } = buckets.named(bucket).settings;
      if (tags.size === 0) throw s3Errors.noSuchTagSet(bucket);
      const Tag = [...tags].map(([Key, Value]) => ({ Key, Value }));
      return { xml: { Tagging: { TagSet: { Tag } } } };
    },
  };
}
