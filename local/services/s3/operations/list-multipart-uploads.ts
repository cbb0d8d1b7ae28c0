import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget } from '../address';
import type { Bucket, Buckets } from '../bucket';
import { isoTime, ownerOf } from '../listing/entries';
import { nameEncoding, pageSize, textParameter } from '../listing/parameters';
import { page, walk } from '../listing/walk';
import type { Upload } from '../store/upload-store';

interface ListMultipartUploadsInput {
  readonly bucket: string;
  readonly expectedOwner?: string;
  readonly query: URLSearchParams;
  readonly prefix: string;
  readonly delimiter: string;
  readonly keyMarker: string;
  readonly uploadIdMarker: string;
  readonly maxUploads: number;
}

type UploadStep = Upload | { readonly commonPrefix: string };

/**
 * It has no `s3:prefix`: whoever may call it sees every key that is being uploaded (**documented**: the action's condition keys).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 */
export function listMultipartUploads(buckets: Buckets): Operation<ListMultipartUploadsInput, RestOutput> {
  return {
    name: 'ListMultipartUploads',
    signature: 'optional',
    parse: (request) => ({
      ...bucketTarget(request),
      query: request.query,
      prefix: textParameter(request.query, 'prefix'),
      delimiter: textParameter(request.query, 'delimiter'),
      keyMarker: textParameter(request.query, 'key-marker'),
      uploadIdMarker: textParameter(request.query, 'upload-id-marker'),
      maxUploads: pageSize(request.query, 'max-uploads'),
    }),
    authorize: ({ bucket, expectedOwner }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.ListMultipartUploads),
    ],
    run(input) {
      const bucket = buckets.named(input.bucket);
      const { type, encode } = nameEncoding(input.query);
      const { items, truncated } = page(uploadSteps(bucket, input), input.maxUploads);
      const last = truncated ? items.at(-1) : undefined;
      const xml = {
        Bucket: input.bucket,
        KeyMarker: encode(input.keyMarker),
        UploadIdMarker: input.uploadIdMarker,
        NextKeyMarker: last && encode('key' in last ? last.key : last.commonPrefix),
        NextUploadIdMarker: last && 'key' in last ? last.uploadId : undefined,
        Prefix: encode(input.prefix),
        Delimiter: input.delimiter === '' ? undefined : encode(input.delimiter),
        EncodingType: type,
        MaxUploads: input.maxUploads,
        IsTruncated: truncated,
        Upload: items.flatMap((item) => ('key' in item ? [entry(bucket, item, encode(item.key))] : [])),
        CommonPrefixes: items.flatMap((item) =>
          'commonPrefix' in item ? [{ Prefix: encode(item.commonPrefix) }] : [],
        ),
      };
      return { xml: { ListMultipartUploadsResult: xml } };
    },
  };
}

function* uploadSteps(bucket: Bucket, input: ListMultipartUploadsInput): Generator<UploadStep> {
  const { prefix, delimiter, keyMarker, uploadIdMarker } = input;
  const byKey = new Map<string, Upload[]>();
  for (const upload of bucket.uploads.inOrder()) byKey.set(upload.key, [...(byKey.get(upload.key) ?? []), upload]);
  if (uploadIdMarker !== '' && keyMarker.startsWith(prefix)) {
    const uploads = byKey.get(keyMarker) ?? [];
    const index = uploads.findIndex((upload) => upload.uploadId === uploadIdMarker);
    if (index >= 0) yield* uploads.slice(index + 1);
  }
  for (const step of walk([...byKey.keys()], { prefix, delimiter, after: keyMarker }, () => true)) {
    if ('commonPrefix' in step) yield step;
    else yield* byKey.get(step.key) ?? [];
  }
}

function entry(bucket: Bucket, upload: Upload, key: string): object {
  return {
    Key: key,
    UploadId: upload.uploadId,
    Initiator: { ID: upload.initiator },
    Owner: ownerOf(bucket),
    StorageClass: upload.headers.storageClass,
    Initiated: isoTime(upload.initiated),
    ChecksumAlgorithm: upload.checksum?.algorithm,
    ChecksumType: upload.checksum?.type,
  };
}
