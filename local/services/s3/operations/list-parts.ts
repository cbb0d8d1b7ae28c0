import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import type { Buckets } from '../bucket';
import { s3Errors } from '../errors';
import { isoTime, ownerOf } from '../listing/entries';
import { pageSize } from '../listing/parameters';
import { page } from '../listing/walk';
import { findUpload, type UploadTarget, uploadTarget } from '../uploads';
import { checksumMembers } from './copy-object';

interface ListPartsInput extends UploadTarget {
  readonly after: number;
  readonly maxParts: number;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export function listParts(buckets: Buckets): Operation<ListPartsInput, RestOutput> {
  return {
    name: 'ListParts',
    signature: 'optional',
    parse: (request) => ({
      ...uploadTarget(request),
      after: markerParameter(request.query.get('part-number-marker')),
      maxParts: pageSize(request.query, 'max-parts'),
    }),
    authorize: ({ bucket, expectedOwner, key }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.ListParts, { key }),
    ],
    run(input) {
      const bucket = buckets.named(input.bucket);
      const upload = findUpload(bucket, input);
      const parts = [...upload.parts.values()].filter((part) => part.number > input.after);
      const { items, truncated } = page(
        parts.sort((left, right) => left.number - right.number),
        input.maxParts,
      );
      const xml = {
        Bucket: input.bucket,
        Key: input.key,
        UploadId: input.uploadId,
        PartNumberMarker: input.after,
        NextPartNumberMarker: items.at(-1)?.number ?? 0,
        MaxParts: input.maxParts,
        IsTruncated: truncated,
        Initiator: { ID: upload.initiator },
        Owner: ownerOf(bucket),
        StorageClass: upload.headers.storageClass,
        ChecksumAlgorithm: upload.checksum?.algorithm,
        ChecksumType: upload.checksum?.type,
        Part: items.map((part) => {
          const { ChecksumType: _wholeObjectOnly, ...checksums } = checksumMembers(part.checksum);
          const { number, lastModified, etag, body } = part;
          return {
            PartNumber: number,
            LastModified: isoTime(lastModified),
            ETag: etag,
            ...checksums,
            Size: body.size,
          };
        }),
      };
      return { xml: { ListPartsResult: xml } };
    },
  };
}

function markerParameter(value: string | null): number {
  if (value === null || value === '') return 0;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw s3Errors.invalidArgument(
    'Provided part-number-marker not an integer or within integer range',
    'part-number-marker',
    value,
  );
}
