import { s3Permissions } from '../../../../policy/operations/s3';
import { s3ListKeys } from '../../../../policy/operations/s3-condition-keys';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget } from '../address';
import type { Bucket, Buckets } from '../bucket';
import { s3Errors } from '../errors';
import { isoTime, ownerOf } from '../listing/entries';
import { type NameEncoding, nameEncoding, pageSize, textParameter } from '../listing/parameters';
import { page, type Walk, walk } from '../listing/walk';
import type { Version } from '../store/object-version';

interface ListObjectVersionsInput extends Omit<Walk, 'after'> {
  readonly bucket: string;
  readonly expectedOwner?: string;
  readonly query: URLSearchParams;
  readonly keyMarker: string;
  readonly versionIdMarker: string;
  readonly maxKeys: number;
}

type VersionStep =
  | { readonly key: string; readonly version: Version; readonly latest: boolean }
  | { readonly commonPrefix: string };

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export function listObjectVersions(buckets: Buckets): Operation<ListObjectVersionsInput, RestOutput> {
  return {
    name: 'ListObjectVersions',
    signature: 'optional',
    parse(request) {
      const { query } = request;
      const keyMarker = textParameter(query, 'key-marker');
      const versionIdMarker = textParameter(query, 'version-id-marker');
      if (versionIdMarker !== '' && keyMarker === '') {
        const sentence = 'A version-id marker cannot be specified without a key marker.';
        throw s3Errors.invalidArgument(sentence, 'version-id-marker', versionIdMarker);
      }
      return {
        ...bucketTarget(request),
        query,
        prefix: textParameter(query, 'prefix'),
        delimiter: textParameter(query, 'delimiter'),
        keyMarker,
        versionIdMarker,
        maxKeys: pageSize(query, 'max-keys'),
      };
    },
    authorize: ({ bucket, expectedOwner, query }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.ListObjectVersions, {}, s3ListKeys(query)),
    ],
    run(input) {
      const bucket = buckets.named(input.bucket);
      const { type, encode } = nameEncoding(input.query);
      const { items, truncated } = page(versionSteps(bucket, input), input.maxKeys);
      const last = truncated ? items.at(-1) : undefined;
      const xml = {
        Name: input.bucket,
        Prefix: encode(input.prefix),
        KeyMarker: encode(input.keyMarker),
        VersionIdMarker: input.versionIdMarker,
        NextKeyMarker: last && encode('key' in last ? last.key : last.commonPrefix),
        NextVersionIdMarker: last && 'key' in last ? last.version.versionId : undefined,
        MaxKeys: input.maxKeys,
        Delimiter: input.delimiter === '' ? undefined : encode(input.delimiter),
        EncodingType: type,
        IsTruncated: truncated,
        Version: items.flatMap((item) => entry(bucket, item, encode, false)),
        DeleteMarker: items.flatMap((item) => entry(bucket, item, encode, true)),
        CommonPrefixes: items.flatMap((item) =>
          'commonPrefix' in item ? [{ Prefix: encode(item.commonPrefix) }] : [],
        ),
      };
      return { xml: { ListVersionsResult: xml } };
    },
  };
}

/** Keys in order, and each one's versions from the newest. */
function* versionSteps(bucket: Bucket, input: ListObjectVersionsInput): Generator<VersionStep> {
  const { prefix, delimiter, keyMarker, versionIdMarker } = input;
  // The rest of the marker's own key comes first: the walk leaves it out.
  if (versionIdMarker !== '' && keyMarker.startsWith(prefix)) {
    const versions = newestFirst(bucket, keyMarker);
    const index = versions.findIndex(({ version }) => version.versionId === versionIdMarker);
    if (index >= 0) yield* versions.slice(index + 1);
  }
  for (const step of walk(bucket.objects.keysInOrder(), { prefix, delimiter, after: keyMarker }, () => true)) {
    if ('commonPrefix' in step) yield step;
    else yield* newestFirst(bucket, step.key);
  }
}

function newestFirst(bucket: Bucket, key: string) {
  const versions = bucket.objects.versions(key).toReversed();
  return versions.map((version, index) => ({ key, version, latest: index === 0 }));
}

function entry(bucket: Bucket, step: VersionStep, encode: NameEncoding, deleteMarkers: boolean): object[] {
  if ('commonPrefix' in step || step.version.deleteMarker !== deleteMarkers) return [];
  const { key, version, latest } = step;
  const common = {
    Key: encode(key),
    VersionId: version.versionId,
    IsLatest: latest,
    LastModified: isoTime(version.lastModified),
    Owner: ownerOf(bucket),
  };
  if (version.deleteMarker) return [common];
  return [
    {
      ...common,
      ETag: version.etag,
      ChecksumAlgorithm: version.checksum?.algorithm,
      ChecksumType: version.checksum?.type,
      Size: version.body.size,
      StorageClass: version.headers.storageClass,
    },
  ];
}
