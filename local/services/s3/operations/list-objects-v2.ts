import { s3Permissions } from '../../../../policy/operations/s3';
import { s3ListKeys } from '../../../../policy/operations/s3-condition-keys';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget } from '../address';
import type { Buckets } from '../bucket';
import { contentsOf, isListed } from '../listing/entries';
import { nameEncoding, pageSize, readToken, textParameter, writeToken } from '../listing/parameters';
import { nextAfter, page, walk } from '../listing/walk';

interface ListObjectsV2Input {
  readonly bucket: string;
  readonly expectedOwner?: string;
  readonly query: URLSearchParams;
  readonly prefix: string;
  readonly delimiter: string;
  readonly startAfter: string;
  readonly token?: string;
  readonly maxKeys: number;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function listObjectsV2(buckets: Buckets): Operation<ListObjectsV2Input, RestOutput> {
  return {
    name: 'ListObjectsV2',
    signature: 'optional',
    parse: ({ query, ...request }) => ({
      ...bucketTarget({ query, ...request }),
      query,
      prefix: textParameter(query, 'prefix'),
      delimiter: textParameter(query, 'delimiter'),
      startAfter: textParameter(query, 'start-after'),
      token: query.get('continuation-token') ?? undefined,
      maxKeys: pageSize(query, 'max-keys'),
    }),
    authorize: ({ bucket, expectedOwner, query }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.ListObjectsV2, {}, s3ListKeys(query)),
    ],
    run({ bucket: name, query, prefix, delimiter, startAfter, token, maxKeys }) {
      const bucket = buckets.named(name);
      const { type, encode } = nameEncoding(query);
      // A token says where the page before ended, and start-after counts for the first page only.
      const after = token === undefined ? startAfter : readToken(token);
      const steps = walk(bucket.objects.keysInOrder(), { prefix, delimiter, after }, isListed(bucket));
      const { items, truncated } = page(steps, maxKeys);
      const xml = {
        Name: name,
        Prefix: encode(prefix),
        StartAfter: startAfter === '' ? undefined : encode(startAfter),
        ContinuationToken: token,
        NextContinuationToken: truncated ? writeToken(nextAfter(items.at(-1))) : undefined,
        KeyCount: items.length,
        MaxKeys: maxKeys,
        Delimiter: delimiter === '' ? undefined : encode(delimiter),
        EncodingType: type,
        IsTruncated: truncated,
        ...contentsOf(bucket, items, encode, query.get('fetch-owner') === 'true'),
      };
      return { xml: { ListBucketResult: xml } };
    },
  };
}
