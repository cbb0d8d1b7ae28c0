import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import { type RestOutput, RestXmlError } from '../../../protocols/rest-xml';

import { bucketTarget } from '../address';
import type { Buckets } from '../bucket';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export function getBucketTagging(buckets: Buckets): Operation<ReturnType<typeof bucketTarget>, RestOutput> {
  return {
    name: 'GetBucketTagging',
    signature: 'optional',
    parse: bucketTarget,
    authorize: ({ bucket, expectedOwner }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.GetBucketTagging),
    ],
    run({ bucket }) {
      const tags = [...(buckets.named(bucket).settings.tags ?? [])];
      if (tags.length === 0) throw new RestXmlError('NoSuchTagSet', 'The TagSet does not exist', 404);
      return { xml: { Tagging: { TagSet: { Tag: tags.map(([Key, Value]) => ({ Key, Value })) } } } };
    },
  };
}
