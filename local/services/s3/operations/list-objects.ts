import { s3Permissions } from '../../../../policy/operations/s3';
import { s3ListKeys } from '../../../../policy/operations/s3-condition-keys';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget } from '../address';
import type { Buckets } from '../bucket';
import { contentsOf, isListed } from '../listing/entries';
import { nameEncoding, pageSize, textParameter } from '../listing/parameters';
import { nextAfter, page, walk } from '../listing/walk';

interface ListObjectsInput {
  readonly bucket: string;
  readonly expectedOwner?: string;
  readonly query: URLSearchParams;
  readonly prefix: string;
  readonly delimiter: string;
  readonly marker: string;
  readonly maxKeys: number;
}

/** The first version of listing. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export function listObjects(buckets: Buckets): Operation<ListObjectsInput, RestOutput> {
  return {
    name: 'ListObjects',
    signature: 'optional',
    parse: (request) => ({
      ...bucketTarget(request),
      query: request.query,
      prefix: textParameter(request.query, 'prefix'),
      delimiter: textParameter(request.query, 'delimiter'),
      marker: textParameter(request.query, 'marker'),
      maxKeys: pageSize(request.query, 'max-keys'),
    }),
    authorize: ({ bucket, expectedOwner, query }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.ListObjects, {}, s3ListKeys(query)),
    ],
    run({ bucket: name, query, prefix, delimiter, marker, maxKeys }) {
      const bucket = buckets.named(name);
      const { type, encode } = nameEncoding(query);
      const steps = walk(bucket.objects.keysInOrder(), { prefix, delimiter, after: marker }, isListed(bucket));
      const { items, truncated } = page(steps, maxKeys);
      const xml = {
        Name: name,
        Prefix: encode(prefix),
        Marker: encode(marker),
        // Without a delimiter the client goes on from the last key (**documented**).
        NextMarker: truncated && delimiter !== '' ? encode(nextAfter(items.at(-1))) : undefined,
        MaxKeys: maxKeys,
        Delimiter: delimiter === '' ? undefined : encode(delimiter),
        EncodingType: type,
        IsTruncated: truncated,
        ...contentsOf(bucket, items, encode, true),
      };
      return { xml: { ListBucketResult: xml } };
    },
  };
}
